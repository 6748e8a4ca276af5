// What the mixture learns from: every token of some documents, read as they are typed, with what the network and each level
// of the memory had said of it.
import type { LanguageModel, Tokenizer } from '../../src/prediction/languageModel';
import { IndexedSource, ScannedSource, type FollowerSource } from '../../src/prediction/memory/followers';
import { levelsOf, type Level } from '../../src/prediction/memory/mixture';
import { evidence, weightsAt } from '../../src/prediction/memory/mixtureWeights';
import { LONGEST_CONTEXT, TokenIndex } from '../../src/prediction/memory/tokenIndex';

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

/** What is known beside the document itself. */
export interface Surroundings {
  readonly open: readonly FollowerSource[];
  readonly workspace: readonly FollowerSource[];
}

/** What the network says of each token of a document but the first: its probability, and the logarithm of the highest one. */
export interface NetworkScores {
  readonly probability: Float64Array;
  readonly best: Float64Array;
}

/** Reads a document with the network. @param document (n) tokens, the start token first. @returns n - 1 scores. */
export async function scoreDocument(model: LanguageModel, document: Uint16Array): Promise<NetworkScores> {
  const V = model.vocabularySize;
  const scores = { probability: new Float64Array(document.length - 1), best: new Float64Array(document.length - 1) };
  let state: Float32Array = new Float32Array(model.layers * model.hiddenSize);
  for (let from = 0; from < document.length - 1; from += RUN_TOKENS) {
    const read = document.subarray(from, Math.min(from + RUN_TOKENS, document.length - 1));
    const output = await model.run(read, 1, state);
    state = output.state;
    for (let row = 0; row < read.length; row++) {
      const values = output.logProbabilities.subarray(row * V, (row + 1) * V);
      scores.probability[from + row] = Math.exp(values[document[from + row + 1]]);
      scores.best[from + row] = values.reduce((best, value) => Math.max(best, value), -Infinity);
    }
  }
  return scores;
}

/** One example per scored token: of the document only what stands before it is known. */
export function examplesOf(document: Uint16Array, scores: NetworkScores, { tokenizer: { startToken }, ...surroundings }: Surroundings & { readonly tokenizer: Pick<Tokenizer, 'startToken'> }): Example[] {
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
    examples.push({ network: scores.probability[place - 1], levels });
  }
  return examples;
}

function levelExample({ part, order, total, tokens, counts, counted }: Level, token: number, networkBest: number): LevelExample {
  const found = tokens.indexOf(token);
  return {
    at: weightsAt(part, order),
    inputs: evidence({ total, distinct: tokens.length, networkBest }),
    share: found < 0 ? 0 : counts[found] / counted,
  };
}
