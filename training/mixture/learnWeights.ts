// Learns how much each level of the memory is trusted: maximum likelihood of validation text by Adam (Kingma and Ba, 2015).
// With q_i the mixture from level i downwards, q_i = l_i s_i + (1 - l_i) q_(i+1), the gradient of -ln q_1 by the logit of
// l_i is -(prod_(j<i) (1 - l_j)) (s_i - q_(i+1)) l_i (1 - l_i) / q_1.
import { EVIDENCE_SIZE, trustAt, WEIGHTS } from '../../src/prediction/memory/mixtureWeights';
import { seededRandom } from '../../src/prediction/seededRandom';
import { shuffle } from '../minibatches';
import type { Example } from './examples';

const EPOCHS = 12;
const BATCH = 256;
const LEARNING_RATE = 0.03;
const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.99;
/** Keeps weights of contexts that are hardly ever seen near zero. */
const WEIGHT_DECAY = 1e-5;
/** Of the constant: at first a level gets about a quarter. */
const FIRST_CONSTANT = -1;

/** Negative natural log-probability of a token. @param gradient (WEIGHTS) gets the gradient added. */
export function mixtureNats({ network, levels }: Example, weights: ArrayLike<number>, gradient?: Float64Array): number {
  const trusts = levels.map(({ at, inputs }) => trustAt(weights, at, inputs));
  const below = new Float64Array(levels.length + 1);
  below[levels.length] = network;
  for (let i = levels.length - 1; i >= 0; i--) below[i] = trusts[i] * levels[i].share + (1 - trusts[i]) * below[i + 1];
  if (gradient) {
    let outer = -1 / below[0];
    levels.forEach(({ at, inputs, share }, i) => {
      const slope = outer * (share - below[i + 1]) * trusts[i] * (1 - trusts[i]);
      for (let j = 0; j < EVIDENCE_SIZE; j++) gradient[at + j] += slope * inputs[j];
      outer *= 1 - trusts[i];
    });
  }
  return -Math.log(below[0]);
}

/** Mean nats per token. */
export function meanNats(examples: readonly Example[], weights: ArrayLike<number>): number {
  return examples.reduce((sum, example) => sum + mixtureNats(example, weights), 0) / examples.length;
}

/** @returns (WEIGHTS) the learned weights. */
export function learnWeights(examples: readonly Example[], seed: number): Float64Array {
  const weights = new Float64Array(WEIGHTS);
  for (let at = 0; at < WEIGHTS; at += EVIDENCE_SIZE) weights[at] = FIRST_CONSTANT;
  const batches = Array.from({ length: Math.ceil(examples.length / BATCH) }, (_, i) => examples.slice(i * BATCH, (i + 1) * BATCH));
  const adam = new Adam(weights);
  const random = seededRandom(seed);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(batches, random);
    for (const batch of batches) {
      const gradient = new Float64Array(WEIGHTS);
      for (const example of batch) mixtureNats(example, weights, gradient);
      adam.step(gradient.map((value) => value / batch.length), LEARNING_RATE * (1 - epoch / EPOCHS));
    }
  }
  return weights;
}

/** A few hundred weights need no kernel. */
class Adam {
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private steps = 0;

  constructor(private readonly weights: Float64Array) {
    this.first = new Float64Array(weights.length);
    this.second = new Float64Array(weights.length);
  }

  step(gradient: Float64Array, rate: number): void {
    this.steps++;
    const { weights, first, second, steps } = this;
    for (let i = 0; i < weights.length; i++) {
      const slope = gradient[i] + WEIGHT_DECAY * weights[i];
      first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * slope;
      second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * slope * slope;
      weights[i] -= (rate * first[i]) / (1 - FIRST_DECAY ** steps) / (Math.sqrt(second[i] / (1 - SECOND_DECAY ** steps)) + 1e-6);
    }
  }
}
