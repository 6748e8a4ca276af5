// Learns how much each level of the memory is trusted: maximum likelihood of validation text by Adam.
// With q_i the mixture from level i downwards, q_i = l_i s_i + (1 - l_i) q_(i+1), the gradient of -ln q_1 by the logit of
// l_i is -(prod_(j<i) (1 - l_j)) (s_i - q_(i+1)) l_i (1 - l_i) / q_1.
import { largest } from '../../src/prediction/memory/interpolation';
import { beginningsOf, expertsOf } from '../../src/prediction/memory/experts';
import { trustAt, TRUST_OFFSETS, TRUST_WEIGHTS } from '../../src/prediction/memory/mixtureWeights';
import { seededRandom } from '../../src/prediction/seededRandom';
import { shuffle } from '../minibatches';
import { minimise, type Fit } from './fewWeightsAdam';
import type { TypedPlace } from './typedPlaces';

const FIT: Fit = { epochs: 12, learningRate: 0.03 };
/** Of the constant: at first a level gets about a quarter. */
const FIRST_CONSTANT = -1;

/** One token. */
export interface TrustExample {
  /** Probability that the network gave it. */
  readonly network: number;
  /** In the order in which they are asked. */
  readonly levels: readonly LevelExample[];
}

/** One level at one token. */
interface LevelExample {
  /** Where its weights begin. */
  readonly at: number;
  /** See `evidence` and `nameEvidence`. */
  readonly inputs: readonly number[];
  /** Relative frequency of the token that came, 0 to 1. */
  readonly share: number;
}

export function trustExample({ row, known, target }: TypedPlace): TrustExample {
  const networkBest = largest(row);
  const experts = [...expertsOf(known, networkBest), ...beginningsOf(row, known, networkBest)];
  return { network: Math.exp(row[target]), levels: experts.map(({ at, inputs, tokens, values, total }) => ({ at, inputs, share: valueOf(target, tokens, values) / total })) };
}

/** Zero for a token that is not there. */
function valueOf(token: number, tokens: readonly number[], values: readonly number[]): number {
  const found = tokens.indexOf(token);
  return found < 0 ? 0 : values[found];
}

/** Negative natural log-probability of a token. @param gradient (TRUST_WEIGHTS) gets the gradient added. */
export function trustNats({ network, levels }: TrustExample, weights: ArrayLike<number>, gradient?: Float64Array): number {
  const trusts = levels.map(({ at, inputs }) => trustAt(weights, at, inputs));
  const below = new Float64Array(levels.length + 1);
  below[levels.length] = network;
  for (let i = levels.length - 1; i >= 0; i--) below[i] = trusts[i] * levels[i].share + (1 - trusts[i]) * below[i + 1];
  if (gradient) {
    let outer = -1 / below[0];
    levels.forEach(({ at, inputs, share }, i) => {
      const slope = outer * (share - below[i + 1]) * trusts[i] * (1 - trusts[i]);
      for (let j = 0; j < inputs.length; j++) gradient[at + j] += slope * inputs[j];
      outer *= 1 - trusts[i];
    });
  }
  return -Math.log(below[0]);
}

/**
 * @param kept weights that stay as they are, the first of all; the others are learned. None if missing.
 * @returns (TRUST_WEIGHTS) the weights.
 */
export function learnTrust(examples: readonly TrustExample[], seed: number, kept: ArrayLike<number> = []): Float64Array {
  const weights = new Float64Array(TRUST_WEIGHTS);
  for (const at of TRUST_OFFSETS) weights[at] = FIRST_CONSTANT;
  weights.set(Array.from(kept));
  const random = seededRandom(seed);
  minimise(weights, examples, { ...FIT, kept: kept.length }, (example, gradient) => trustNats(example, weights, gradient), (batches) => shuffle(batches, random));
  return weights;
}
