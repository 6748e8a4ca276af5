// The second look of the mixture (mixture.ts): what is known of each token from all parts of the memory together, and by how
// much its probability changes for that. The weights are learned on validation text, after those of the interpolation.
import type { Interpolated } from './interpolation';
import type { Known } from './known';
import { MEMORY_PARTS } from './mixtureWeights';

/** Inputs of a token by where they come from: the interpolation, each part of the memory, the neural cache, each part's names. */
const TOKEN_INPUTS = 9;
const PART_INPUTS = 6;
const CACHE_INPUTS = 3;
const CACHE_AT = TOKEN_INPUTS + MEMORY_PARTS.length * PART_INPUTS;
const NAME_INPUTS = 2;
/** Where the inputs of names begin; they are the last. */
export const NAMES_AT = CACHE_AT + CACHE_INPUTS;
/** Number of inputs, and of weights. */
export const CORRECTION_INPUTS = NAMES_AT + MEMORY_PARTS.length * NAME_INPUTS;

/** Logarithms are some three times as large as other inputs; weights learn best where all are about one. */
const LOG_SCALE = 0.3;
/** In nats: what is below tells nothing more. */
const LEAST_LOG = -30;

/** Told of the inputs that are not zero: the place of the token among those that are known, the place of the input, its value. */
export type InputSink = (slot: number, input: number, value: number) => void;

/** Of one distribution. */
export interface Corrected {
  /** (n) of the tokens that are known. */
  readonly logProbabilities: Float64Array;
  /** To be added to what the network says of the others. */
  readonly logOthers: number;
}

/** @param weights (CORRECTION_INPUTS). */
export function correct(interpolated: Interpolated, known: Known, weights: ArrayLike<number>): Corrected {
  const logProbabilities = interpolated.logProbabilities.slice();
  correctionInputs(interpolated, known, (slot, input, value) => (logProbabilities[slot] += weights[input] * value));
  let total = interpolated.left * interpolated.others;
  for (let slot = 0; slot < logProbabilities.length; slot++) total += Math.exp(logProbabilities[slot]);
  const logTotal = Math.log(total);
  for (let slot = 0; slot < logProbabilities.length; slot++) logProbabilities[slot] -= logTotal;
  return { logProbabilities, logOthers: Math.log(interpolated.left) - logTotal };
}

/** Gives the inputs of all tokens that are known. */
export function correctionInputs(interpolated: Interpolated, { recalled, isInDocument }: Known, sink: InputSink): void {
  const { base, tokens, logNetworkShares, networkBest } = interpolated;
  const seen = partInputs(interpolated, sink);
  nameInputs(interpolated, sink);
  if (recalled) cacheInputs(interpolated, sink);
  const left = scaled(Math.log(interpolated.left));
  for (let slot = 0; slot < tokens.length; slot++) {
    const network = base[tokens[slot]];
    const share = scaled(logNetworkShares[slot]);
    sink(slot, 0, share);
    sink(slot, 1, share * networkBest);
    sink(slot, 2, share * share);
    sink(slot, 3, scaled(network));
    sink(slot, 4, left);
    sink(slot, 5, scaled(Math.log1p(seen.levels[slot])));
    if (seen.parts[slot] > 1) sink(slot, 6, seen.parts[slot] - 1);
    if (network === networkBest) sink(slot, 7, 1);
    if (isInDocument(tokens[slot])) sink(slot, 8, 1);
  }
}

/** Of each part the longest context that the token followed. @returns (n) how many levels and how many parts know it. */
function partInputs({ tokens: known, asked, networkBest }: Interpolated, sink: InputSink): { levels: Uint8Array; parts: Uint8Array } {
  const seen = { levels: new Uint8Array(known.length), parts: new Uint8Array(known.length) };
  const seenBy = MEMORY_PARTS.map(() => new Uint8Array(known.length));
  const longest = new Map<string, number>();
  for (const { expert: { level }, slots } of asked) {
    if (!level) continue;
    const { part, order, counted, counts } = level;
    if (!longest.has(part)) longest.set(part, order);
    const index = MEMORY_PARTS.indexOf(part);
    const at = TOKEN_INPUTS + index * PART_INPUTS;
    const shorter = (longest.get(part)! - order) * LOG_SCALE;
    const logCounted = Math.log(counted);
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i];
      seen.levels[slot]++;
      if (seenBy[index][slot]++ > 0) continue;
      seen.parts[slot]++;
      const logCount = Math.log(counts[i]);
      sink(slot, at, 1);
      sink(slot, at + 1, scaled(logCount - logCounted));
      sink(slot, at + 2, shorter);
      sink(slot, at + 3, scaled(logCount));
      sink(slot, at + 4, networkBest * LOG_SCALE);
      sink(slot, at + 5, order * LOG_SCALE);
    }
  }
  return seen;
}

/** Tokens that names go on with, and their share among the names that fit. */
function nameInputs({ asked }: Interpolated, sink: InputSink): void {
  for (const { expert: { name }, slots } of asked) {
    if (!name) continue;
    const at = NAMES_AT + MEMORY_PARTS.indexOf(name.part) * NAME_INPUTS;
    for (let i = 0; i < slots.length; i++) {
      sink(slots[i], at, 1);
      sink(slots[i], at + 1, scaled(Math.log(name.counts[i] / name.counted)));
    }
  }
}

/** That it was asked, which it is at the beginning of a search only, and what it recalled. */
function cacheInputs({ tokens, asked }: Interpolated, sink: InputSink): void {
  for (let slot = 0; slot < tokens.length; slot++) sink(slot, CACHE_AT, 1);
  const recalled = asked.find(({ expert }) => !expert.level && !expert.name)!;
  recalled.slots.forEach((slot, i) => {
    sink(slot, CACHE_AT + 1, 1);
    sink(slot, CACHE_AT + 2, scaled(Math.log(recalled.expert.values[i])));
  });
}

function scaled(logarithm: number): number {
  return Math.max(LEAST_LOG, logarithm) * LOG_SCALE;
}
