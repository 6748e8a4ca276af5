// Adam (Kingma and Ba, 2015) over typed arrays, in place. The optimizer is init and update: state in, state out.
// Embedding rows that a step did not touch keep weights and moments as they are (lazy rows).

const BETA1 = 0.9;
/** Shorter memory than the usual 0.999: runs of minutes see few steps (measured: 0.99 is better below 10 000 steps). */
const BETA2 = 0.99;
const EPSILON = 1e-8;

/** First and second moments of one parameter. */
export interface Moments {
  readonly first: Float32Array;
  readonly second: Float32Array;
}

export function initialMoments(size: number): Moments {
  return { first: new Float32Array(size), second: new Float32Array(size) };
}

/** What all elements of one update share. */
export interface Update {
  readonly learningRate: number;
  /** Gradients are multiplied by this (clipping by global norm). */
  readonly gradientScale: number;
  /** Steps so far, from 1. */
  readonly step: number;
}

/** Where a slice of a parameter meets its gradient. */
export interface Slice {
  readonly offset: number;
  readonly gradientOffset: number;
  readonly size: number;
}

/** Moves `weights[offset ...]` against `gradient[gradientOffset ...]`. */
export function adamUpdate(weights: Float32Array, { first, second }: Moments, gradient: Float32Array, { learningRate, gradientScale, step }: Update, { offset, gradientOffset, size }: Slice): void {
  const firstCorrection = learningRate / (1 - BETA1 ** step);
  const secondCorrection = 1 / (1 - BETA2 ** step);
  for (let i = 0; i < size; i++) {
    const at = offset + i;
    const g = gradient[gradientOffset + i] * gradientScale;
    const m = (first[at] = BETA1 * first[at] + (1 - BETA1) * g);
    const v = (second[at] = BETA2 * second[at] + (1 - BETA2) * g * g);
    weights[at] -= (firstCorrection * m) / (Math.sqrt(v * secondCorrection) + EPSILON);
  }
}

/** Sum of squares, for the norm of a gradient. */
export function sumOfSquares(values: Float32Array, size = values.length): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += values[i] * values[i];
  return sum;
}
