// How open documents become suggestions: the parts that the language server and a replay without an editor have in common.
import type { NetworkWork } from './countedModel';
import type { EditorState } from './editorState';
import type { ElmanDocument } from './elmanDocument';
import { IgnoredFiles } from './ignoredFiles';
import { InlineCompletions } from './inlineCompletions';
import type { ModelsInUse } from './liveModels';
import { Readings } from './readings';
import type { Scheduler } from './scheduler';
import { Silence } from './silence';

export interface Surroundings {
  readonly documents: { get(uri: string): ElmanDocument | undefined };
  readonly state: EditorState;
  readonly models: ModelsInUse;
  readonly scheduler: Scheduler;
  readonly work: NetworkWork;
}

export interface Answering {
  readonly readings: Readings;
  readonly completions: InlineCompletions;
}

export function createAnswering({ documents, state, models, scheduler, work }: Surroundings): Answering {
  const silence = new Silence(state, new IgnoredFiles());
  const readings = new Readings((uri) => documents.get(uri), state, models, silence, work);
  return { readings, completions: new InlineCompletions(documents, state, models, readings, silence, scheduler) };
}
