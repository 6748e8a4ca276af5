// The training loop: windows through the training step until the steps or the time are used up, validation from time
// to time, the best weights kept. It reports through callbacks and prints nothing; it never touches the disk.
import type { NetworkDescription } from '../src/model/networkDescription';
import { seededRandom } from '../src/prediction/seededRandom';
import { CandidateSampler } from './candidates';
import type { Parameters } from './graph/network';
import { countTargets, cutDocuments, DocumentQueue, Minibatches } from './minibatches';
import { TrainingStep } from './trainingStep';
import { Validation } from './validation';

/** How to train; `defaultRecipe` has the values and their reasons. */
export interface Recipe {
  /** B: streams read side by side. */
  readonly batch: number;
  /** T: steps through which gradients flow back. */
  readonly windowSteps: number;
  /** S: tokens that the sampled softmax compares. */
  readonly candidates: number;
  /** Peak of the schedule. */
  readonly learningRate: number;
  readonly seed: number;
  readonly threads: number;
  /** Validations in one run, the last one at the end. */
  readonly validations: number;
  /** Share of the streams that read rehearsal documents, if there are any. */
  readonly rehearsalShare: number;
}

export const defaultRecipe: Recipe = {
  batch: 32,
  windowSteps: 32,
  candidates: 2048,
  learningRate: 2e-3,
  seed: 1,
  threads: 2,
  validations: 6,
  rehearsalShare: 0.25,
};

/** Texts as tokens, each document from its start token on. */
export interface TrainingDocuments {
  readonly train: readonly Uint16Array[];
  readonly validation: readonly Uint16Array[];
  /** Read beside the others so that what they taught is not forgotten. */
  readonly rehearsal?: readonly Uint16Array[];
  /** Long documents are cut behind a line, if this is given. */
  readonly lineEndToken?: number;
}

/** When to stop: after so many steps or so many seconds, whichever comes first. */
export interface Budget {
  readonly steps?: number;
  readonly seconds?: number;
}

export interface LoopProgress {
  readonly step: number;
  /** 0 to 1. */
  readonly fraction: number;
  /** Read so far. */
  readonly tokens: number;
  /** Since the run began; of the steps alone. */
  readonly tokensPerSecond: number;
  /** Since the run began, validations included. */
  readonly seconds: number;
  readonly secondsLeft: number;
  readonly lossNats: number;
  /** Of this step. */
  readonly learningRate: number;
  readonly gradientNorm: number;
  /** Mean nats per token of the newest validation. */
  readonly validationNats?: number;
}

export interface LoopCallbacks {
  readonly onProgress?: (progress: LoopProgress) => void;
  /** New best weights; they change when training goes on, so copy what is to be kept. */
  readonly onBest?: (parameters: Parameters, validationNats: number) => void;
  readonly isCancelled?: () => boolean;
}

export interface TrainedNetwork {
  /** The weights of the best validation. */
  readonly parameters: Parameters;
  readonly validationNats: number;
  readonly steps: number;
  readonly tokens: number;
  /** Time of the steps; validation is not counted. */
  readonly seconds: number;
  /** Passes over the training documents. */
  readonly epochs: number;
  readonly cancelled: boolean;
}

/** Tokens of one piece of a long document, so that no stream reads one book for a whole run. */
const LONGEST_PIECE = 4096;
/** Steps of linear warm-up: Adam's moments need some steps before they can be trusted. */
const WARM_UP_STEPS = 50;
/** The learning rate falls linearly to this share of its peak. */
const FINAL_SHARE = 0.02;

/** Linear warm-up, then linear decay. @param fraction of the run, 0 to 1. */
export function learningRateAt(peak: number, step: number, fraction: number): number {
  return peak * Math.min(1, step / WARM_UP_STEPS) * Math.max(FINAL_SHARE, 1 - fraction);
}

/**
 * Trains from `parameters`, which stay as they are, and returns the best of what was validated.
 * @throws Error with a sentence if the loss stops being a number.
 */
export async function trainNetwork(network: NetworkDescription, parameters: Parameters, documents: TrainingDocuments, budget: Budget, recipe: Recipe = defaultRecipe, callbacks: LoopCallbacks = {}): Promise<TrainedNetwork> {
  const random = seededRandom(recipe.seed);
  const cut = (whole: readonly Uint16Array[]) => cutDocuments(whole, LONGEST_PIECE, documents.lineEndToken);
  const train = cut(documents.train);
  const rehearsal = cut(documents.rehearsal ?? []);
  const sampler = new CandidateSampler(countTargets([...train, ...rehearsal], network.vocabulary), recipe.candidates, recipe.batch * recipe.windowSteps, random);
  const queue = new DocumentQueue(train, random);
  const minibatches = new Minibatches(streams(queue, rehearsal.length ? new DocumentQueue(rehearsal, random) : undefined, recipe), recipe.windowSteps);
  const step = await TrainingStep.create(parameters, sampler, { network, window: { batch: recipe.batch, steps: recipe.windowSteps }, threads: recipe.threads });
  const validation = await Validation.create(network, documents.validation, recipe.threads);
  const clock = new BudgetClock(budget);
  const validated = () => clock.asideFrom(() => validation.meanNats(step.parameters));
  const best = new BestWeights(step.parameters, await validated(), callbacks);
  const rows = recipe.batch * recipe.windowSteps;
  let cancelled = false;
  try {
    for (let validations = 0; clock.fraction() < 1; ) {
      if ((cancelled = callbacks.isCancelled?.() ?? false)) break;
      const learningRate = learningRateAt(recipe.learningRate, clock.steps + 1, clock.fraction());
      const result = await step.run(minibatches.nextWindow(), learningRate);
      clock.count();
      if (!Number.isFinite(result.lossNats) || !Number.isFinite(result.gradientNorm)) throw new Error(`training exploded at step ${clock.steps}`);
      if (clock.fraction() >= Math.min(1, (validations + 1) / recipe.validations)) {
        validations++;
        best.consider(await validated());
      }
      callbacks.onProgress?.({
        step: clock.steps, fraction: clock.fraction(), tokens: clock.steps * rows, tokensPerSecond: (clock.steps * rows) / clock.stepSeconds(), seconds: clock.seconds(), secondsLeft: clock.secondsLeft(),
        ...result, learningRate, validationNats: best.latest,
      });
    }
  } finally {
    await step.dispose();
    await validation.dispose();
  }
  const tokens = clock.steps * rows;
  return { parameters: best.parameters, validationNats: best.nats, steps: clock.steps, tokens, seconds: clock.stepSeconds(), epochs: queue.taken / train.length, cancelled };
}

/** One queue per stream: the last ones rehearse. */
function streams(queue: DocumentQueue, rehearsal: DocumentQueue | undefined, { batch, rehearsalShare }: Recipe): DocumentQueue[] {
  const rehearsing = rehearsal ? Math.max(1, Math.round(batch * rehearsalShare)) : 0;
  return Array.from({ length: batch }, (_, b) => (b < batch - rehearsing ? queue : rehearsal!));
}

/** How much of the budget is used. Validation takes its part of the time; the speed is that of the steps alone. */
class BudgetClock {
  steps = 0;
  private readonly startedMs = performance.now();
  private asideMs = 0;

  constructor(private readonly budget: Budget) {}

  count(): void {
    this.steps++;
  }

  /** Time of the steps. */
  stepSeconds(): number {
    return this.seconds() - this.asideMs / 1000;
  }

  fraction(): number {
    const { steps = Infinity, seconds = Infinity } = this.budget;
    return Math.min(1, Math.max(steps === 0 ? 1 : this.steps / steps, this.seconds() / seconds));
  }

  secondsLeft(): number {
    const fraction = this.fraction();
    return fraction === 0 ? 0 : (this.seconds() * (1 - fraction)) / fraction;
  }

  /** Does something that is no step. */
  async asideFrom<T>(work: () => Promise<T>): Promise<T> {
    const before = performance.now();
    try {
      return await work();
    } finally {
      this.asideMs += performance.now() - before;
    }
  }

  /** Since the run began. */
  seconds(): number {
    return (performance.now() - this.startedMs) / 1000;
  }
}

/** The weights with the lowest validation loss so far. */
class BestWeights {
  parameters: Parameters;
  latest: number;

  constructor(private readonly live: Parameters, public nats: number, private readonly callbacks: LoopCallbacks) {
    this.latest = nats;
    this.parameters = copyParameters(live);
  }

  consider(nats: number): void {
    this.latest = nats;
    if (!(nats < this.nats)) return;
    this.nats = nats;
    this.parameters = copyParameters(this.live);
    this.callbacks.onBest?.(this.parameters, nats);
  }
}

export function copyParameters(parameters: Parameters): Parameters {
  return Object.fromEntries(Object.entries(parameters).map(([name, values]) => [name, values.slice()]));
}
