// What a model reaches on texts: every document from the start token and a zero state, every token after that scored.
// Documents are read side by side in lanes, for the network is much faster on many rows than on one; a lane that has
// read its document takes the next one at the next window, so the figures are those of reading them one by one.
import { documentTokens } from '../prediction/documentTokens';
import type { LanguageModel, Tokenizer } from '../prediction/languageModel';
import { perplexity } from '../prediction/perplexity';
import { joinStates, stateOf } from '../prediction/stateColumns';
import { codePoints, utf8Length } from '../prediction/tokenBytes';
import { countWords } from '../prediction/words';
import { UserError } from './userError';

export interface NamedText {
  readonly name: string;
  /** With LF line ends. */
  readonly text: string;
}

/** Measures as defined for the whole project: nats include white space and line ends. */
export interface Evaluation {
  /** UTF-8. */
  readonly bytes: number;
  /** Unicode code points. */
  readonly characters: number;
  readonly words: number;
  readonly tokens: number;
  readonly nats: number;
  readonly bitsPerByte: number;
  readonly bitsPerCharacter: number;
  /** It goes on where the perplexity has reached its largest value. */
  readonly bitsPerWord: number;
  /** At most `LARGEST_PERPLEXITY`, as the next. */
  readonly perplexityPerWord: number;
  readonly perplexityPerToken: number;
  /** Share of tokens that were the most probable one. */
  readonly top1Token: number;
  readonly seconds: number;
}

export interface EvaluationOptions {
  /** B: documents read side by side. */
  readonly batch?: number;
  readonly onProgress?: (tokens: number, of: number) => void;
  /** Called with every scored token: index of its text, index of the token in it, and its nats. */
  readonly onToken?: (text: number, token: number, nats: number) => void;
}

/** T: steps of one run. With 16 lanes the log-probabilities of 8 192 tokens have 33 MB. */
const WINDOW = 64;
const LANES = 16;

/** @throws UserError if there is nothing to score. */
export async function evaluateTexts({ model, tokenizer }: { model: LanguageModel; tokenizer: Tokenizer }, texts: readonly NamedText[], { batch = LANES, onProgress, onToken }: EvaluationOptions = {}): Promise<Evaluation> {
  const started = performance.now();
  const documents = texts.map(({ text }) => documentTokens(tokenizer, text));
  const tokens = sum(documents, (document) => document.length - 1);
  if (tokens === 0) throw new UserError('There is no text to measure.');
  const words = sum(texts, ({ text }) => countWords(text));
  if (words === 0) throw new UserError('There is no word to measure: the text is nothing but white space.');
  let read = 0;
  const score = { nats: 0, top1: 0 };
  for await (const window of readInLanes(model, documents, batch)) {
    read += scoreWindow(window, model.vocabularySize, score);
    if (onToken) tellTokens(window, model.vocabularySize, onToken);
    onProgress?.(read, tokens);
  }
  const bytes = sum(texts, ({ text }) => utf8Length(text));
  const characters = sum(texts, ({ text }) => codePoints(text));
  const bits = score.nats / Math.LN2;
  return {
    bytes, characters, words, tokens, nats: score.nats,
    bitsPerByte: bits / bytes,
    bitsPerCharacter: bits / characters,
    bitsPerWord: bits / words,
    perplexityPerWord: perplexity(score.nats, words),
    perplexityPerToken: perplexity(score.nats, tokens),
    top1Token: score.top1 / tokens,
    seconds: (performance.now() - started) / 1000,
  };
}

/** Log-probabilities (T, B, V) and what follows each (T * B); -1 where a lane has nothing to read. */
interface Window {
  readonly logProbabilities: Float32Array;
  readonly targets: Int32Array;
  /** Document of each lane (B). */
  readonly documents: readonly number[];
  /** Tokens of its document that each lane had read before this window (B). */
  readonly from: readonly number[];
}

interface Lane {
  /** Index of the document. */
  readonly index: number;
  readonly document: Uint16Array;
  /** Tokens read so far. */
  at: number;
  /** (layers, H). */
  state: Float32Array;
}

/** Reads every document up to its last token but one: that one is only predicted. Long ones first, so that the lanes end together. */
async function* readInLanes(model: LanguageModel, documents: readonly Uint16Array[], batch: number): AsyncGenerator<Window> {
  const waiting = documents.map((document, index) => ({ document, index })).filter(({ document }) => document.length > 1).sort((a, b) => a.document.length - b.document.length);
  let lanes: Lane[] = [];
  for (;;) {
    lanes = lanes.filter(({ at, document }) => at < document.length - 1);
    while (lanes.length < batch && waiting.length > 0) lanes.push({ ...waiting.pop()!, at: 0, state: new Float32Array(model.layers * model.hiddenSize) });
    if (lanes.length === 0) return;
    yield await readWindow(model, lanes);
  }
}

async function readWindow(model: LanguageModel, lanes: readonly Lane[]): Promise<Window> {
  const B = lanes.length;
  const T = Math.min(WINDOW, Math.max(...lanes.map(({ document, at }) => document.length - 1 - at)));
  const tokens = new Int32Array(T * B).fill(model.startToken); // (T, B)
  const targets = new Int32Array(T * B).fill(-1); // (T, B)
  const from = lanes.map(({ at }) => at); // (B)
  lanes.forEach((lane, b) => {
    for (let t = 0; t < T && lane.at < lane.document.length - 1; t++, lane.at++) {
      tokens[t * B + b] = lane.document[lane.at];
      targets[t * B + b] = lane.document[lane.at + 1];
    }
  });
  const { logProbabilities, state } = await model.run(tokens, B, joinStates(lanes.map((lane) => lane.state), model));
  // The state of a lane that ended before the window did is that of the padding; the lane is not used again.
  lanes.forEach((lane, b) => (lane.state = stateOf(state, b, model)));
  return { logProbabilities, targets, documents: lanes.map(({ index }) => index), from };
}

/** Adds a window to the score. @returns its scored tokens. */
function scoreWindow({ logProbabilities, targets }: Window, V: number, score: { nats: number; top1: number }): number {
  let scored = 0;
  targets.forEach((target, row) => {
    if (target < 0) return;
    const from = row * V;
    score.nats -= logProbabilities[from + target];
    if (isLargest(logProbabilities, from, V, target)) score.top1++;
    scored++;
  });
  return scored;
}

/** Tells the nats of every target of a window. */
function tellTokens({ logProbabilities, targets, documents, from }: Window, V: number, onToken: (text: number, token: number, nats: number) => void): void {
  const B = documents.length;
  targets.forEach((target, row) => {
    const b = row % B;
    if (target >= 0) onToken(documents[b], from[b] + (row - b) / B, -logProbabilities[row * V + target]);
  });
}

/** Whether no other token is as probable; of equals the first counts. */
function isLargest(logProbabilities: Float32Array, from: number, V: number, target: number): boolean {
  const value = logProbabilities[from + target];
  for (let i = from; i < from + target; i++) if (logProbabilities[i] >= value) return false;
  for (let i = from + target + 1; i < from + V; i++) if (logProbabilities[i] > value) return false;
  return true;
}

function sum<T>(values: readonly T[], amount: (value: T) => number): number {
  return values.reduce((total, value) => total + amount(value), 0);
}
