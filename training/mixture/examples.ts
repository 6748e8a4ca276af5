// What the mixture learns from: every token of some documents, read as they are typed, with what the network and each level
// of the memory had said of it.
import { linesOf } from '../../src/prediction/documentTokens';
import type { LanguageModel, Tokenizer } from '../../src/prediction/languageModel';
import { rowOf } from '../../src/prediction/matrixRows';
import { IndexedSource, ScannedSource, type FollowerSource } from '../../src/prediction/memory/followers';
import { levelsOf, type Level } from '../../src/prediction/memory/mixture';
import { CACHE_WEIGHTS_AT, cacheEvidence, evidence, weightsAt } from '../../src/prediction/memory/mixtureWeights';
import { NeuralCache, type Recalled } from '../../src/prediction/memory/neuralCache';
import { LONGEST_CONTEXT, TokenIndex } from '../../src/prediction/memory/tokenIndex';
import { pretokens } from '../../src/prediction/pretokens';
import { TrackedLine } from '../../src/prediction/trackedLine';

/** Tokens that are looked through one by one before they go to the index: a page of text. */
const SCANNED_TOKENS = 64;
/** Tokens of one run of the network. */
const RUN_TOKENS = 64;

/** One level at one token. */
export interface LevelExample {
  /** Where its weights begin. */
  readonly at: number;
  /** See `evidence`. */
  readonly inputs: readonly number[];
  /** Relative frequency of the token that came, 0 to 1. */
  readonly share: number;
}

/** One token. */
export interface Example {
  /** Probability that the network gave it. */
  readonly network: number;
  /** In the order in which they are asked. */
  readonly levels: readonly LevelExample[];
}

/** A document as it is typed. */
export interface TypedDocument {
  /** (n) the start token first. */
  readonly tokens: Uint16Array;
  /** (n) whether a search may begin before the token: it is the first of a piece (pretokens.ts), or a line end. */
  readonly isRoot: Uint8Array;
}

/** @param text with LF line ends. @param longest tokens at most; what follows is left out. */
export function typedDocument(tokenizer: Tokenizer, text: string, longest: number): TypedDocument {
  const tokens: number[] = [tokenizer.startToken];
  const isRoot: number[] = [0];
  const add = (piece: readonly number[]) => piece.forEach((token, i) => {
    tokens.push(token);
    isRoot.push(i === 0 ? 1 : 0);
  });
  linesOf(text).forEach((line, i) => {
    if (i > 0) add([tokenizer.lineEndToken]);
    for (const piece of pretokens(line)) add(tokenizer.encodeLine(piece));
  });
  return { tokens: Uint16Array.from(tokens.slice(0, longest)), isRoot: Uint8Array.from(isRoot.slice(0, longest)) };
}

/** What is known beside the document itself. */
export interface Surroundings {
  readonly open: readonly FollowerSource[];
  readonly workspace: readonly FollowerSource[];
}

/** What was said of each token of a document but the first (n - 1). */
export interface NetworkScores {
  /** That the network gave it. */
  readonly probability: Float64Array;
  /** Logarithm of the highest one. */
  readonly best: Float64Array;
  /** What the neural cache had recalled, where it is asked. */
  readonly cache: readonly (LevelExample | undefined)[];
}

/** Reads a document with the network and its neural cache. */
export async function scoreDocument(model: LanguageModel, { tokens: document, isRoot }: TypedDocument): Promise<NetworkScores> {
  const V = model.vocabularySize;
  const scores = { probability: new Float64Array(document.length - 1), best: new Float64Array(document.length - 1), cache: new Array<LevelExample | undefined>(document.length - 1) };
  const cache = new NeuralCache();
  let state: Float32Array = new Float32Array(model.layers * model.hiddenSize);
  for (let from = 0; from < document.length - 1; from += RUN_TOKENS) {
    const read = document.subarray(from, Math.min(from + RUN_TOKENS, document.length - 1));
    const output = await model.run(read, 1, state);
    state = output.state;
    for (let row = 0; row < read.length; row++) {
      const values = output.logProbabilities.subarray(row * V, (row + 1) * V);
      scores.probability[from + row] = Math.exp(values[document[from + row + 1]]);
      const best = values.reduce((largest, value) => Math.max(largest, value), -Infinity);
      scores.best[from + row] = best;
      if (!output.projected) continue;
      const view = rowOf(output.projected, row, read.length);
      const place = from + row + 1;
      const target = document[place];
      if (isRoot[place]) scores.cache[place - 1] = cacheExample(cache.recall(view), target, best);
      // One entry each: which line it stands in makes no difference here.
      cache.record(new TrackedLine(''), { offset: 0, inputs: 1, target }, view);
    }
  }
  return scores;
}

/** One example per scored token: of the document only what stands before it is known. */
export function examplesOf({ tokens: document }: TypedDocument, scores: NetworkScores, { tokenizer: { startToken }, ...surroundings }: Surroundings & { readonly tokenizer: Pick<Tokenizer, 'startToken'> }): Example[] {
  const examples: Example[] = [];
  let indexed = 0;
  let index: FollowerSource[] = [];
  for (let place = 1; place < document.length; place++) {
    if (place - indexed >= SCANNED_TOKENS) {
      indexed = place;
      index = [new IndexedSource(TokenIndex.of(document.slice(0, indexed), startToken))];
    }
    const from = Math.max(0, indexed - LONGEST_CONTEXT);
    const before = [...document.subarray(from, place)];
    const view = { document: [...index, new ScannedSource(before, Math.max(1, indexed - from))], ...surroundings };
    const networkBest = scores.best[place - 1];
    const levels = levelsOf(view, before.slice(-LONGEST_CONTEXT)).map((level) => levelExample(level, document[place], networkBest));
    const cache = scores.cache[place - 1];
    examples.push({ network: scores.probability[place - 1], levels: cache ? [...levels, cache] : levels });
  }
  return examples;
}

function cacheExample(recalled: Recalled | undefined, token: number, networkBest: number): LevelExample | undefined {
  if (!recalled) return undefined;
  const found = recalled.tokens.indexOf(token);
  return { at: CACHE_WEIGHTS_AT, inputs: cacheEvidence(recalled, networkBest), share: found < 0 ? 0 : recalled.masses[found] };
}

function levelExample({ part, order, total, tokens, counts, counted }: Level, token: number, networkBest: number): LevelExample {
  const found = tokens.indexOf(token);
  return {
    at: weightsAt(part, order),
    inputs: evidence({ total, distinct: tokens.length, networkBest }),
    share: found < 0 ? 0 : counts[found] / counted,
  };
}
