// Training speed at the sizes the references were measured with: E 256, H 512, V 8 192, B 32, T 32, two threads.
import { vanilla } from '../src/model/networkDescription';
import { seededRandom } from '../src/prediction/seededRandom';
import { CandidateSampler } from '../training/candidates';
import { initialParameters } from '../training/initialise';
import { countTargets, DocumentQueue, Minibatches } from '../training/minibatches';
import { TrainingStep, type StepTimes } from '../training/trainingStep';

/** Of the references. */
export const referenceNetwork = vanilla({ vocabulary: 8192, embedding: 256, hidden: 512 });
export const referenceWindow = { batch: 32, steps: 32 };
export const THREADS = 2;
const ROWS = referenceWindow.batch * referenceWindow.steps;
const STEPS_PER_ROUND = 40;

export interface TrainingSpeed {
  /** Of the whole step, optimizer included. */
  readonly tokensPerSecond: number;
  /** 6 x weights that multiply x tokens, over the whole step. */
  readonly gigaflops: number;
  /** Means over the steps. */
  readonly times: StepTimes;
}

/** One training that is measured now and then: a shared machine is not equally fast all the time. */
export class TrainingSpeedBench {
  private constructor(private readonly candidates: number, private readonly step: TrainingStep, private readonly minibatches: Minibatches) {}

  /** @param documents tokens of the reference vocabulary. @param candidates of the sampled softmax; the whole vocabulary for the full one. */
  static async create(documents: readonly Uint16Array[], candidates: number): Promise<TrainingSpeedBench> {
    const { batch, steps } = referenceWindow;
    const random = seededRandom(1);
    const counts = countTargets(documents, referenceNetwork.vocabulary);
    const sampler = new CandidateSampler(counts, candidates, ROWS, random);
    const queue = new DocumentQueue(documents, random);
    const step = await TrainingStep.create(initialParameters(referenceNetwork, counts, random), sampler, { network: referenceNetwork, window: referenceWindow, threads: THREADS });
    return new TrainingSpeedBench(sampler.size, step, new Minibatches(new Array<DocumentQueue>(batch).fill(queue), steps));
  }

  async measure(): Promise<TrainingSpeed> {
    await this.step.run(this.minibatches.nextWindow(), 1e-3);
    const times = { inputMs: 0, graphMs: 0, optimizerMs: 0 };
    const begun = performance.now();
    for (let i = 0; i < STEPS_PER_ROUND; i++) {
      const step = await this.step.run(this.minibatches.nextWindow(), 1e-3);
      for (const part of Object.keys(times) as (keyof StepTimes)[]) times[part] += step.times[part] / STEPS_PER_ROUND;
    }
    const tokensPerSecond = (1000 * ROWS * STEPS_PER_ROUND) / (performance.now() - begun);
    return { tokensPerSecond, gigaflops: tokensPerSecond * this.flopsPerToken() / 1e9, times };
  }

  dispose(): Promise<void> {
    return this.step.dispose();
  }

  private flopsPerToken(): number {
    const { embedding: E, hidden: H } = referenceNetwork;
    return 6 * (2 * E * H + H * H + E * this.candidates);
  }
}
