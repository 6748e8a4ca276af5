// Adam (Kingma and Ba, 2015) for a few hundred weights: they need no kernel.
const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.99;
/** Keeps weights of what is hardly ever seen near zero. */
const WEIGHT_DECAY = 1e-5;
const BATCH = 256;

/** How some weights are learned. */
export interface Fit {
  readonly epochs: number;
  /** At first; it falls to zero along a line. */
  readonly learningRate: number;
  /** How many of the weights, the first of all, stay as they are; none if missing. */
  readonly kept?: number;
}

/** Minimises a sum over examples. @param weights changed in place. @param addGradient of one example. @param shuffle of the batches, before each epoch. */
export function minimise<Example>(weights: Float64Array, examples: readonly Example[], { epochs, learningRate, kept = 0 }: Fit, addGradient: (example: Example, gradient: Float64Array) => void, shuffle: (batches: Example[][]) => void): void {
  const batches = Array.from({ length: Math.ceil(examples.length / BATCH) }, (_, i) => examples.slice(i * BATCH, (i + 1) * BATCH));
  const adam = new FewWeightsAdam(weights, kept);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(batches);
    for (const batch of batches) {
      const gradient = new Float64Array(weights.length);
      for (const example of batch) addGradient(example, gradient);
      adam.step(gradient.map((value) => value / batch.length), learningRate * (1 - epoch / epochs));
    }
  }
}

class FewWeightsAdam {
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private steps = 0;

  constructor(private readonly weights: Float64Array, private readonly kept: number) {
    this.first = new Float64Array(weights.length);
    this.second = new Float64Array(weights.length);
  }

  step(gradient: Float64Array, rate: number): void {
    this.steps++;
    const { weights, first, second, steps } = this;
    for (let i = this.kept; i < weights.length; i++) {
      const slope = gradient[i] + WEIGHT_DECAY * weights[i];
      first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * slope;
      second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * slope * slope;
      weights[i] -= (rate * first[i]) / (1 - FIRST_DECAY ** steps) / (Math.sqrt(second[i] / (1 - SECOND_DECAY ** steps)) + 1e-6);
    }
  }
}
