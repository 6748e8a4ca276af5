// Interpolated modified Kneser-Ney (Kneser and Ney, 1995; Chen and Goodman, 1998) over tokens: what the network has to
// beat. For a context h of k tokens, h' the same without its first one, and the counts c of ngramCounts.ts:
//   p(w | h) = (c(h w) - D(c(h w))) / c(h .) + lambda(h) p(w | h'),   lambda(h) = sum over w of D(c(h w)) / c(h .)
// and below single tokens the uniform distribution. Contexts that were never seen pass everything on: lambda = 1.
import { setImmediate } from 'node:timers/promises';
import { discountOf, modifiedDiscounts, type Discounts } from './discounts';
import { countingNgrams, countNgrams, type Level } from './ngramCounts';

/** Orders that the comparison knows. */
export const SMALLEST_ORDER = 2;
export const LARGEST_ORDER = 6;

/** Where the continuations of a context lie in the level above it. */
interface Continuations {
  readonly level: Level;
  readonly discounts: Discounts;
  readonly from: number;
  readonly to: number;
}

export class KneserNey {
  readonly order: number;
  readonly vocabulary: number;
  /** By order, from 1. */
  private readonly discounts: readonly Discounts[];
  /** (V) p of single tokens and its logarithm. */
  private readonly unigram: Float64Array;
  private readonly logUnigram: Float64Array;
  /** (V) what the orders above 1 add up to, zero between two calls. */
  private readonly sums: Float64Array;

  /** @param levels as `countNgrams` gives them. */
  constructor(readonly levels: readonly Level[]) {
    this.order = levels.length;
    this.vocabulary = levels[0].tokens.length;
    this.discounts = levels.map(({ counts }) => modifiedDiscounts(counts));
    this.unigram = this.singleTokens();
    this.logUnigram = this.unigram.map(Math.log);
    this.sums = new Float64Array(this.vocabulary);
  }

  /** @param documents each from its start token on. @throws RangeError for orders outside of 2 to 6. */
  static train(documents: readonly Uint16Array[], vocabulary: number, order: number): KneserNey {
    checkOrder(order);
    return new KneserNey(countNgrams(documents, vocabulary, order));
  }

  /**
   * As `train`, letting others have the thread every fraction of a second.
   * @param onPause called each time; what it throws ends the work.
   */
  static async trainWithPauses(documents: readonly Uint16Array[], vocabulary: number, order: number, onPause: () => void): Promise<KneserNey> {
    checkOrder(order);
    const counting = countingNgrams(documents, vocabulary, order);
    for (let at = counting.next(); ; at = counting.next()) {
      if (at.done) return new KneserNey(at.value);
      await setImmediate();
      onPause();
    }
  }

  /** N-grams of all orders that were counted. */
  get ngrams(): number {
    return this.levels.reduce((sum, { counts }) => sum + counts.reduce((counted, count) => counted + (count > 0 ? 1 : 0), 0), 0);
  }

  /**
   * log p(w | history) of every token.
   * @param history the last order - 1 tokens, the newest last; before a document stand start tokens.
   * @param into (V).
   */
  logProbabilities(history: ArrayLike<number>, into: Float32Array | Float64Array): void {
    const { sums, unigram, logUnigram } = this;
    const touched: number[] = [];
    let weight = 1;
    for (const context of this.seenContexts(history).reverse()) weight *= this.addContinuations(context, weight, touched);
    const logWeight = Math.log(weight);
    for (let v = 0; v < into.length; v++) into[v] = logWeight + logUnigram[v];
    for (const token of touched) {
      if (sums[token] > 0) into[token] = Math.log(sums[token] + weight * unigram[token]);
      sums[token] = 0;
    }
  }

  /** Whether text went on after these order - 1 tokens in training. */
  hasSeen(history: ArrayLike<number>): boolean {
    return this.seenContexts(history).length === this.order - 1;
  }

  /** Continuations of the history's last token, its last two, ... as far as they were seen. */
  private seenContexts(history: ArrayLike<number>): Continuations[] {
    const contexts: Continuations[] = [];
    for (let length = 1; length < this.order; length++) {
      const context = this.continuationsOf(history, length);
      if (!context) break;
      contexts.push(context);
    }
    return contexts;
  }

  private continuationsOf(history: ArrayLike<number>, length: number): Continuations | undefined {
    const first = history.length - length;
    let ngram = history[first];
    for (let i = 1; i < length; i++) {
      const { firstNext } = this.levels[i - 1];
      ngram = find(this.levels[i].tokens, history[first + i], firstNext[ngram], firstNext[ngram + 1]);
      if (ngram < 0) return undefined;
    }
    const { firstNext } = this.levels[length - 1];
    const [from, to] = [firstNext[ngram], firstNext[ngram + 1]];
    return from === to ? undefined : { level: this.levels[length], discounts: this.discounts[length], from, to };
  }

  /** Adds weight * (c - D) / total to every continuation. @returns lambda. */
  private addContinuations({ level: { tokens, counts }, discounts, from, to }: Continuations, weight: number, touched: number[]): number {
    let total = 0;
    let given = 0;
    for (let g = from; g < to; g++) {
      total += counts[g];
      given += discountOf(discounts, counts[g]);
    }
    if (total === 0) return 1; // only more padding follows it
    for (let g = from; g < to; g++) {
      this.sums[tokens[g]] += (weight * (counts[g] - discountOf(discounts, counts[g]))) / total;
      touched.push(tokens[g]);
    }
    return given / total;
  }

  private singleTokens(): Float64Array {
    const [{ counts }] = this.levels;
    const [discounts] = this.discounts;
    const total = counts.reduce((sum, count) => sum + count, 0);
    const uniform = 1 / counts.length;
    if (total === 0) return new Float64Array(counts.length).fill(uniform);
    const lambda = counts.reduce((sum, count) => sum + discountOf(discounts, count), 0) / total;
    return Float64Array.from(counts, (count) => (count - discountOf(discounts, count)) / total + lambda * uniform);
  }
}

function checkOrder(order: number): void {
  if (order < SMALLEST_ORDER || order > LARGEST_ORDER) throw new RangeError(`an order of ${order} is none of ${SMALLEST_ORDER} to ${LARGEST_ORDER}`);
}

/** Place of a token among sorted ones, -1 if it is not there. */
function find(tokens: Uint16Array, token: number, from: number, to: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens[middle] < token) low = middle + 1;
    else high = middle;
  }
  return low < to && tokens[low] === token ? low : -1;
}
