// Starting weights. Scales keep activations of tanh in its slope and the recurrence just below expansion.
import type { SeededRandom } from '../src/prediction/seededRandom';
import type { NetworkSizes, Parameters } from './graph/network';

/** Standard deviation of the embedding: small, for it is the output layer too (tied). */
const EMBEDDING_SCALE = 0.05;
/** Spectral radius of a random recurrent matrix; below 1 the hidden state forgets instead of exploding. */
const SPECTRAL_RADIUS = 0.9;

/**
 * Random parameters.
 * @param counts (V) how often each token occurs; the output bias starts at its log frequency, so that training begins at the unigram model.
 */
export function initialParameters(sizes: NetworkSizes, counts: ArrayLike<number>, random: SeededRandom): Parameters {
  const { vocabulary: V, embedding: E, hidden: H } = sizes;
  const normal = (size: number, scale: number) => Float32Array.from({ length: size }, () => scale * gaussian(random));
  return {
    embedding: normal(V * E, EMBEDDING_SCALE),
    inputWeights: normal(E * H, 1 / Math.sqrt(E)),
    recurrentWeights: normal(H * H, SPECTRAL_RADIUS / Math.sqrt(H)),
    bias: new Float32Array(H),
    projection: normal(H * E, 1 / Math.sqrt(H)),
    outputBias: logFrequencies(counts),
  };
}

/** log((count + 1/2) / total): never seen tokens keep a little. */
export function logFrequencies(counts: ArrayLike<number>): Float32Array {
  let total = 0;
  for (let v = 0; v < counts.length; v++) total += counts[v] + 0.5;
  return Float32Array.from({ length: counts.length }, (_, v) => Math.log((counts[v] + 0.5) / total));
}

/** A draw from the standard normal distribution (Box and Muller, 1958). */
function gaussian(random: SeededRandom): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
