// What the status bar says, as text: the figure, the state, and the lines of the tooltip. Pure.
import type { DocumentStatus } from '../server/protocol';
import type { EditorSilence } from './editorSilence';
import { familiarityOf, familiaritySentence, familiarityWord } from './familiarity';
import type { Figures } from './figures';
import { sentenceText } from './sentenceText';
import type { Translate } from './translate';

export interface StatusSources {
  /** Of the process, as the client sees it. */
  readonly server: 'starting' | 'running' | 'stopped' | 'damaged';
  /** Last that the server said; undefined before it said anything. */
  readonly status: DocumentStatus | undefined;
  /** Why the server was not asked last, where only the editor knows it; possibly of a document that was in focus before. */
  readonly editorSilence: EditorSilence | undefined;
}

export interface StatusText {
  /** With icons, as `$(name)`. */
  readonly text: string;
  /** For screen readers. */
  readonly spoken: string;
  /** Lines of the tooltip. */
  readonly tooltip: readonly string[];
  readonly isFailed: boolean;
}

const ICONS: Readonly<Record<DocumentStatus['state'], string>> = {
  loading: '$(loading~spin) ',
  paused: '$(debug-pause) ',
  training: '$(sync~spin) ',
  failed: '$(warning) ',
  ready: '',
};

export function statusText(sources: StatusSources, translate: Translate, figures: Figures): StatusText {
  const state = stateOf(sources);
  const figure = shownFigure(sources.status, translate, figures);
  const tooltip = [...stateLines(state, sources, translate, figures), ...documentLines(sources, translate, figures)];
  return {
    text: `${ICONS[state]}Elman${figure && ` ${figure}`}`,
    spoken: `Elman. ${tooltip.join(' ')}`,
    tooltip,
    isFailed: state === 'failed',
  };
}

function stateOf({ server, status }: StatusSources): DocumentStatus['state'] {
  if (server === 'stopped' || server === 'damaged') return 'failed';
  return server === 'starting' || !status ? 'loading' : status.state;
}

/** Larger perplexities are shown as more than this: beside the word for the level there is nothing more to read from them. */
const LARGEST_IN_STATUS_BAR = 10_000;

/** Perplexity per word and the level in a word; `~` while the document is still being read. */
function shownFigure(status: DocumentStatus | undefined, translate: Translate, figures: Figures): string {
  if (!status?.figures || status.state === 'failed') return '';
  const { perplexityPerWord, bitsPerByte } = status.figures;
  const figure = figures.perplexity(perplexityPerWord, LARGEST_IN_STATUS_BAR);
  return `${status.approximate ? '~' : ''}${figure} · ${familiarityWord(familiarityOf(bitsPerByte), translate)}`;
}

function stateLines(state: DocumentStatus['state'], { server, status }: StatusSources, translate: Translate, figures: Figures): string[] {
  switch (state) {
    case 'loading':
      return [translate('The model is being loaded.')];
    case 'paused':
      return [translate('Suggestions are paused.')];
    case 'training':
      return [translate('Elman is training on this workspace.')];
    case 'failed':
      if (server === 'damaged') return [translate("Elman's files are damaged: install Elman again.")];
      if (server === 'stopped') return [translate('The language server ended several times and was not started again.')];
      return status?.failure ? [sentenceText(status.failure, translate, figures)] : [];
    case 'ready':
      return [];
  }
}

function documentLines({ server, status, editorSilence }: StatusSources, translate: Translate, figures: Figures): string[] {
  if (!status || server !== 'running' || status.state === 'failed') return [];
  const silence = editorSilence?.uri === status.uri ? editorSilence.reason : status.silence;
  return [
    ...figureLines(status, translate, figures),
    ...modelLines(status, translate, figures),
    ...(status.tokensPerSecond === undefined ? [] : [translate('Speed of reading: {0} tokens per second', figures.count(status.tokensPerSecond))]),
    // While paused the state says it already.
    ...(silence && status.state !== 'paused' ? [translate('Nothing was suggested last: {0}', sentenceText(silence, translate, figures))] : []),
  ];
}

function figureLines({ figures: measured, approximate }: DocumentStatus, translate: Translate, figures: Figures): string[] {
  if (!measured) return [translate('This document has no perplexity: nothing in it was read.')];
  const perWord = figures.perplexity(measured.perplexityPerWord);
  return [
    familiaritySentence(familiarityOf(measured.bitsPerByte), translate),
    approximate ? translate('Perplexity per word: {0} so far; the document is still being read', perWord) : translate('Perplexity per word: {0}', perWord),
    translate('Perplexity per token: {0}', figures.perplexity(measured.perplexityPerToken)),
    translate('Perplexity is the number of equally likely words among which the model would have been as unsure as it was here, on average.'),
    translate('Bits per character: {0}', figures.measure(measured.bitsPerCharacter)),
    translate('Bits measure surprise: one bit more means that the model thought the text half as likely.'),
    translate('{0} words, {1} tokens', figures.count(measured.words), figures.count(measured.tokens)),
  ];
}

function modelLines({ model, bundledPerplexityPerWord }: DocumentStatus, translate: Translate, figures: Figures): string[] {
  if (!model) return [];
  if (model.kind === 'bundled') return [translate('Model: {0}, bundled with Elman', model.name)];
  const lines = [translate('Model: {0}, learned in this workspace', model.name)];
  if (!model.trainedOnThisFile) return lines;
  lines.push(translate('It was trained on this very file, so the figure says little about new text.'));
  if (bundledPerplexityPerWord !== undefined) {
    lines.push(translate('Perplexity per word of the bundled model: {0}', figures.perplexity(bundledPerplexityPerWord)));
  }
  return lines;
}
