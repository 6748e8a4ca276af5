// Learns the second look of the mixture (correction.ts): maximum likelihood of validation text, with the interpolation as it is.
// The gradient of -ln p(target) by theta is the mean of phi under p less phi(target).
import { CORRECTION_INPUTS, correctionInputs } from '../../src/prediction/memory/correction';
import { interpolate } from '../../src/prediction/memory/interpolation';
import { seededRandom } from '../../src/prediction/seededRandom';
import { shuffle } from '../minibatches';
import { minimise, type Fit } from './fewWeightsAdam';
import type { TypedPlace } from './typedPlaces';

const FIT: Fit = { epochs: 6, learningRate: 0.05 };

/** One token, and the n tokens that the memory knew before it. */
export interface CorrectionExample {
  /** (n, CORRECTION_INPUTS). */
  readonly inputs: Float32Array;
  /** (n + 1) natural logarithms of what the interpolation gives to each, and to all others together. */
  readonly logProbabilities: Float64Array;
  /** Which of them came, n for one of the others. */
  readonly target: number;
}

/** @param trust (TRUST_WEIGHTS) of the interpolation. */
export function correctionExample({ row, known, target }: TypedPlace, trust: ArrayLike<number>): CorrectionExample {
  const interpolated = interpolate(row, known, trust);
  const { tokens, left, others } = interpolated;
  const inputs = new Float32Array(tokens.length * CORRECTION_INPUTS);
  correctionInputs(interpolated, known, (slot, input, value) => (inputs[slot * CORRECTION_INPUTS + input] = value));
  const found = tokens.indexOf(target);
  return { inputs, logProbabilities: Float64Array.of(...interpolated.logProbabilities, Math.log(left * others)), target: found < 0 ? tokens.length : found };
}

/** Negative natural log-probability of which of them came. @param gradient (CORRECTION_INPUTS) gets the gradient added. */
export function correctionNats({ inputs, logProbabilities, target }: CorrectionExample, weights: ArrayLike<number>, gradient?: Float64Array): number {
  const values = logProbabilities.slice();
  for (let at = 0, slot = 0; at < inputs.length; at += CORRECTION_INPUTS, slot++) {
    let sum = values[slot];
    for (let j = 0; j < CORRECTION_INPUTS; j++) sum += weights[j] * inputs[at + j];
    values[slot] = sum;
  }
  for (let slot = 0; slot < values.length; slot++) values[slot] = Math.exp(values[slot]);
  const total = values.reduce((sum, value) => sum + value, 0);
  if (gradient) {
    for (let at = 0, slot = 0; at < inputs.length; at += CORRECTION_INPUTS, slot++) {
      const slope = values[slot] / total - (slot === target ? 1 : 0);
      for (let j = 0; j < CORRECTION_INPUTS; j++) gradient[j] += slope * inputs[at + j];
    }
  }
  return -Math.log(values[target] / total);
}

/**
 * @param kept weights that stay as they are, the first of all; the others are learned. None if missing.
 * @returns (CORRECTION_INPUTS) the weights.
 */
export function learnCorrection(examples: readonly CorrectionExample[], seed: number, kept: ArrayLike<number> = []): Float64Array {
  const weights = new Float64Array(CORRECTION_INPUTS);
  weights.set(Array.from(kept));
  const random = seededRandom(seed);
  minimise(weights, examples, { ...FIT, kept: kept.length }, (example, gradient) => correctionNats(example, weights, gradient), (batches) => shuffle(batches, random));
  return weights;
}
