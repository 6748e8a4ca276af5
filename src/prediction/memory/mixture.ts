// The network with all that the memory knows, as one distribution: the interpolation of both (interpolation.ts), in which a
// level knows nothing of the others, and a second look at the tokens that the memory knows, by all that is known of each:
//   p(w) ~ q(w) exp(theta . phi(w)),  phi = 0 for tokens that the memory does not know
// (a log-linear model with q as its reference; Della Pietra et al., 1992; correction.ts). It sums to one.
import { correct } from './correction';
import { interpolate } from './interpolation';
import type { Known } from './known';
import { learnedWeights, type MixtureWeights } from './mixtureWeights';

/** Mixes what is known into one row of the network's log-probabilities (V), in place. */
export function mixInto(row: Float32Array, known: Known, weights: MixtureWeights = learnedWeights): void {
  if (known.levels.length === 0 && known.names.length === 0 && !known.recalled) return;
  const interpolated = interpolate(row, known, weights.trust);
  const { logOthers, logProbabilities } = correct(interpolated, known, weights.correction);
  for (let token = 0; token < row.length; token++) row[token] = interpolated.base[token] + logOthers;
  interpolated.tokens.forEach((token, slot) => (row[token] = logProbabilities[slot]));
}
