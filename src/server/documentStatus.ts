// What the status bar shows: the state of the server and the figures of the document in focus.
import type { Sentence } from '../model/userError';
import type { DocumentFigures } from '../prediction/documentFigures';
import { pathOf } from './documentPath';
import type { EditorState } from './editorState';
import type { ElmanDocument } from './elmanDocument';
import { isTrainedOn, type LiveModels } from './liveModels';
import type { DocumentStatus, PerplexityFigures } from './protocol';
import type { Readings } from './readings';

/** What else the status says, by those who know it. */
export interface Circumstances {
  failure(): Sentence | undefined;
  needsReinstall(): boolean;
  isTraining(): boolean;
  silence(): Sentence | undefined;
}

export function documentStatus(
  state: EditorState,
  models: LiveModels,
  readings: Readings,
  document: ElmanDocument | undefined,
  circumstances: Circumstances,
): DocumentStatus {
  const failure = circumstances.failure();
  const silence = circumstances.silence();
  const { tokensPerSecond } = readings.speed;
  return {
    state: stateName(state, models, circumstances),
    ...(failure && { failure }),
    ...(circumstances.needsReinstall() && { needsReinstall: true as const }),
    uri: state.focus,
    approximate: false,
    ...(document && figuresOf(document, models, readings)),
    ...modelOf(models, document),
    ...(tokensPerSecond !== undefined && { tokensPerSecond }),
    ...(silence && { silence }),
  };
}

function stateName(state: EditorState, models: LiveModels, circumstances: Circumstances): DocumentStatus['state'] {
  if (circumstances.failure()) return 'failed';
  if (!models.current) return 'loading';
  if (state.paused) return 'paused';
  return circumstances.isTraining() ? 'training' : 'ready';
}

function figuresOf(document: ElmanDocument, models: LiveModels, readings: Readings): Partial<DocumentStatus> {
  const track = readings.measuredTrackOf(document);
  const figures = track?.figures();
  const bundled = document.comparison?.readOnce ? document.comparison.figures() : undefined;
  return {
    approximate: track !== undefined && !track.readOnce,
    ...(figures && { figures: perplexityFigures(figures) }),
    ...(models.current?.kind === 'learned' && bundled && { bundledPerplexityPerWord: bundled.perplexityPerWord }),
  };
}

/** Of a track's figures those that the editor shows. */
export function perplexityFigures({ perplexityPerWord, perplexityPerToken, bitsPerCharacter, bitsPerByte, bitsPerWord, words, tokens }: DocumentFigures): PerplexityFigures {
  return { perplexityPerWord, perplexityPerToken, bitsPerCharacter, bitsPerByte, bitsPerWord, words, tokens };
}

function modelOf({ current }: LiveModels, document: ElmanDocument | undefined): Pick<DocumentStatus, 'model'> {
  if (!current) return {};
  const { kind, opened } = current;
  return { model: { kind, name: opened.manifest.name, trainedOnThisFile: isTrainedOn(current, document && pathOf(document.uri)) } };
}
