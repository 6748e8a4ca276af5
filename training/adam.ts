// NAdam (Dozat, 2016) over typed arrays, in place: Adam (Kingma and Ba, 2015) with the momentum of Nesterov, which counts the
// newest gradient once more, as the next step will. The optimizer is init and update: state in, state out.
// Embedding rows that a step did not touch keep weights and moments as they are (lazy rows).

export const BETA1 = 0.9;
/** Shorter memory than the usual 0.999: runs of minutes see few steps (training/README.md). */
export const BETA2 = 0.997;
export const EPSILON = 1e-8;

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

/** What the step of every element has in common: -(momentumRate * m + gradientRate * g) / (sqrt(correction * v) + epsilon). */
export interface Coefficients {
  readonly momentumRate: number;
  readonly gradientRate: number;
  readonly scale: number;
  readonly correction: number;
}

export function coefficients({ learningRate, gradientScale, step }: Update): Coefficients {
  return {
    momentumRate: (learningRate * BETA1) / (1 - BETA1 ** (step + 1)),
    gradientRate: (learningRate * (1 - BETA1)) / (1 - BETA1 ** step),
    scale: gradientScale,
    correction: 1 / (1 - BETA2 ** step),
  };
}

/** Moves `weights[offset ...]` against `gradient[gradientOffset ...]`. The plain form of what `kernels/` does on vectors. */
export function adamUpdate(weights: Float32Array, moments: Moments, gradient: Float32Array, update: Update, { offset, gradientOffset, size }: Slice): void {
  const common = coefficients(update);
  for (let i = 0; i < size; i++) moveElement(weights, moments, offset + i, gradient[gradientOffset + i], common);
}

/** Moves `weights[places[i]]` against `gradient[i]`. */
export function adamUpdateAt(places: ArrayLike<number>, weights: Float32Array, moments: Moments, gradient: Float32Array, update: Update): void {
  const common = coefficients(update);
  for (let i = 0; i < places.length; i++) moveElement(weights, moments, places[i], gradient[i], common);
}

function moveElement(weights: Float32Array, { first, second }: Moments, at: number, slope: number, { momentumRate, gradientRate, scale, correction }: Coefficients): void {
  const g = slope * scale;
  const m = (first[at] = BETA1 * first[at] + (1 - BETA1) * g);
  const v = (second[at] = BETA2 * second[at] + (1 - BETA2) * g * g);
  weights[at] -= (momentumRate * m + gradientRate * g) / (Math.sqrt(v * correction) + EPSILON);
}
