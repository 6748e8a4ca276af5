// How open documents become suggestions: the parts that the language server and a replay without an editor have in common.
import type { FollowerSource } from '../prediction/memory/followers';
import type { MixturePart } from '../prediction/memory/mixtureWeights';
import { ReadingRule } from '../privacy/readingRule';
import type { Clock } from './clock';
import type { NetworkWork } from './countedModel';
import type { EditorState } from './editorState';
import type { ElmanDocument } from './elmanDocument';
import { InlineCompletions } from './inlineCompletions';
import type { ModelsInUse } from './liveModels';
import { Memory } from './memory';
import { Readings } from './readings';
import type { Scheduler } from './scheduler';
import { Silence } from './silence';

export interface Surroundings {
  readonly documents: { get(uri: string): ElmanDocument | undefined; all(): readonly ElmanDocument[] };
  readonly state: EditorState;
  readonly models: ModelsInUse;
  readonly scheduler: Scheduler;
  readonly work: NetworkWork;
  /** What is remembered of the workspace. */
  readonly workspace: () => readonly FollowerSource[];
  /** Of the memory; all of them unless a replay switches some off. */
  readonly parts?: ReadonlySet<MixturePart>;
  /** The machine's if missing. */
  readonly clock?: Clock;
}

export interface Answering {
  readonly readings: Readings;
  readonly completions: InlineCompletions;
  readonly memory: Memory;
  readonly silence: Silence;
}

export function createAnswering({ documents, state, models, scheduler, work, workspace, parts, clock }: Surroundings): Answering {
  const silence = new Silence(state, new ReadingRule(() => state));
  const readings = new Readings((uri) => documents.get(uri), state, models, silence, work);
  const memory = new Memory(() => documents.all(), state, silence, workspace, parts);
  return { readings, completions: new InlineCompletions(documents, state, models, readings, memory, silence, scheduler, clock), memory, silence };
}
