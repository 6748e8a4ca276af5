// Certainty of a gain on little text. The held-out text is cut into pieces, each of which is scored by both models. A
// one-sided paired t-test (Student, 1908) over the relative gains of the pieces says whether the mean gain is above zero.

/** Tokens of a piece at least: about half a kilobyte of English. */
const SMALLEST_PIECE_TOKENS = 128;
/** Pieces at most: more of them hardly move the bound. */
const MOST_PIECES = 20;
/** 95 % quantiles of Student's t for 1, 2, ... degrees of freedom. */
const T_QUANTILES = [6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753, 1.746, 1.74, 1.734, 1.729];

/**
 * Cuts texts into pieces of equally many tokens, small texts joined, and sums their nats.
 * @param texts nats of each token of each text.
 * @returns between 1 and `MOST_PIECES` sums; none without tokens.
 */
export function natsOfPieces(texts: readonly Float64Array[]): number[] {
  const tokens = texts.reduce((sum, { length }) => sum + length, 0);
  if (tokens === 0) return [];
  const count = Math.min(MOST_PIECES, Math.max(1, Math.floor(tokens / SMALLEST_PIECE_TOKENS)));
  const sums = new Array<number>(count).fill(0);
  let at = 0;
  for (const text of texts) for (const nats of text) sums[Math.floor((at++ * count) / tokens)] += nats;
  return sums;
}

/**
 * Returns whether the nats fell by more than chance gives, at a level of 5 %.
 * @param before nats of each piece by the model before.
 * @param after nats of the same pieces by the new model.
 */
export function isCertainGain(before: readonly number[], after: readonly number[]): boolean {
  const gains = before.map((nats, piece) => 1 - after[piece] / nats);
  const quantile = T_QUANTILES[Math.min(gains.length - 2, T_QUANTILES.length - 1)];
  if (quantile === undefined) return false;
  const mean = meanOf(gains);
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1);
  return mean - quantile * Math.sqrt(variance / gains.length) > 0;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
