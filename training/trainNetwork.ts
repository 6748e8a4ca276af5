// The training loop: windows through the training step until the steps or the time are used up, validation from time
// to time, the best weights kept. It reports through callbacks and prints nothing; it never touches the disk. With its
// `LoopState` it goes on as if it had never stopped, bit for bit.
import { UserError, type Sentence } from '../src/model/userError';
import { BestWeights } from './bestWeights';
import { DropoutMasks } from './dropout';
import type { Parameters } from './graph/network';
import { trainable, type TrainableDescription } from './graph/trainable';
import type { LoopState } from './loopState';
import { Reading, type TrainingDocuments } from './reading';
import { StepClock, type Budget } from './stepClock';
import { gradientAxes, turned, turnedBack, type TableAxes } from './tableAxes';
import { TrainingStep, type StepResult } from './trainingStep';
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
  /** The rate of the tables (embedding, untied output) as a multiple of it: a row is seldom moved, the other weights at every step. */
  readonly tableRate: number;
  /** Windows whose gradients say in which axes the rows of the tables are written meanwhile; 0 leaves them as they are. */
  readonly axesWindows: number;
  readonly seed: number;
  readonly threads: number;
  /** Validations in one run, the last one at the end. */
  readonly validations: number;
  /** Share of the streams that read rehearsal documents, if there are any. */
  readonly rehearsalShare: number;
  /** Share of the numbers that dropout takes from what the layers read and from what the output layer compares; 0 for none. */
  readonly dropout: number;
}

export const defaultRecipe: Recipe = {
  batch: 32,
  windowSteps: 32,
  candidates: 1536,
  learningRate: 2e-3,
  tableRate: 1,
  axesWindows: 10,
  seed: 1,
  threads: 2,
  validations: 6,
  rehearsalShare: 0.25,
  dropout: 0,
};

/** From trained weights: a smaller peak, so that less of what they know is lost on the way. What differs most from text to text is which words it has: the tables. What reaches further back than 16 tokens is known; from more places at a time is learned better, and faster. */
export const continuedRecipe: Recipe = { ...defaultRecipe, batch: 64, windowSteps: 16, learningRate: 3e-4, tableRate: 4 };

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
  /** The number of steps of a timed run, once it is fixed. */
  readonly onPlanned?: (steps: number) => void;
  /**
   * Offered after every step, to be kept now and then.
   * @param take the state; its arrays change with the next step.
   * @param isLongAhead whether work follows after which nothing is offered for a while.
   * @returns why it could not be kept: the loop ends then.
   */
  readonly onState?: (take: () => LoopState, isLongAhead: boolean) => Sentence | undefined;
  /** Asked between steps, and between the windows of a validation. */
  readonly isCancelled?: () => boolean;
}

export interface TrainedNetwork {
  /** The weights of the best validation. */
  readonly parameters: Parameters;
  readonly validationNats: number;
  /** Steps before that validation: 0 if nothing became better than the start. */
  readonly bestStep: number;
  readonly steps: number;
  readonly tokens: number;
  /** Time of the steps; validation is not counted. */
  readonly seconds: number;
  /** Passes over the training documents. */
  readonly epochs: number;
  readonly cancelled: boolean;
  /** Why it ended early, if something went wrong. */
  readonly problem?: Sentence;
}

/** Steps of linear warm-up: the optimizer's moments need some steps before they can be trusted. */
const WARM_UP_STEPS = 10;
/** The learning rate falls linearly to this share of its peak. */
const FINAL_SHARE = 0.02;

/** Linear warm-up, then linear decay. @param fraction of the run, 0 to 1. */
export function learningRateAt(peak: number, step: number, fraction: number): number {
  return peak * Math.min(1, step / WARM_UP_STEPS) * Math.max(FINAL_SHARE, 1 - fraction);
}

/**
 * Trains from `parameters`, which stay as they are, and returns the best of what was validated, also where it ended early.
 * @param resumed where a run of the same network, documents and recipe stood: this one goes on from there.
 * @throws UserError if the weights that it begins with predict nothing, or the state does not fit the documents.
 */
export async function trainNetwork(network: TrainableDescription, parameters: Parameters, documents: TrainingDocuments, budget: Budget, recipe: Recipe = defaultRecipe, callbacks: LoopCallbacks = {}, resumed?: LoopState): Promise<TrainedNetwork> {
  const { batch, windowSteps, tableRate, threads, dropout } = recipe;
  const { contextTokens, embedding } = trainable(network);
  const clock = new StepClock(budget, recipe.validations, resumed?.clock);
  const reading = new Reading(trainable(network), documents, recipe);
  const masks = dropout > 0 ? new DropoutMasks({ batch, contextTokens, embedding }, dropout, reading.random) : undefined;
  const axes = resumed?.axes ?? await gradientAxes(network, parameters, reading, recipe, () => callbacks.isCancelled?.() ?? false);
  const start = resumed?.parameters ?? await turned(network, parameters, axes, threads);
  const step = await TrainingStep.create(start, reading.sampler, { network, window: { batch, steps: windowSteps }, tableRate, threads, dropout: masks !== undefined });
  const validation = await Validation.create(network, documents.validation, threads);
  try {
    if (resumed) {
      reading.restore(resumed);
      step.restore(resumed.optimizer);
    }
    const trained = await new TrainingLoop({ reading, axes, masks, step, validation, clock, recipe, callbacks }, new BestWeights(step.parameters, resumed?.best)).run();
    return { ...trained, parameters: await turnedBack(network, trained.parameters, axes, threads) };
  } finally {
    await step.dispose();
    await validation.dispose();
  }
}

interface LoopParts {
  readonly reading: Reading;
  readonly axes: TableAxes;
  /** Undefined without dropout. */
  readonly masks: DropoutMasks | undefined;
  readonly step: TrainingStep;
  readonly validation: Validation;
  readonly clock: StepClock;
  readonly recipe: Recipe;
  readonly callbacks: LoopCallbacks;
}

class TrainingLoop {
  private cancelled = false;
  private problem: Sentence | undefined;

  constructor(private readonly parts: LoopParts, private readonly best: BestWeights) {}

  async run(): Promise<TrainedNetwork> {
    const { clock } = this.parts;
    const isFresh = this.best.state.latestNats === Infinity;
    if (isFresh || clock.isValidationDue()) await this.validate();
    while (!clock.isDone() && !this.hasEnded()) await this.advance();
    if (clock.isDone()) this.keep(true);
    return this.outcome();
  }

  /** One step, and the validation that may be due after it. */
  private async advance(): Promise<void> {
    const { reading, masks, step, clock, recipe, callbacks } = this.parts;
    const wasPlanned = clock.plannedSteps !== undefined;
    const learningRate = learningRateAt(recipe.learningRate, clock.steps + 1, clock.cooled());
    const result = await clock.step(() => step.run(reading.nextWindow(), learningRate, masks?.next()));
    if (!Number.isFinite(result.lossNats) || !Number.isFinite(result.gradientNorm)) return this.explode();
    if (!wasPlanned && clock.plannedSteps !== undefined) callbacks.onPlanned?.(clock.plannedSteps);
    this.keep(clock.isValidationDue());
    if (clock.isValidationDue() && !this.hasEnded()) await this.validate();
    this.report(result, learningRate);
  }

  private async validate(): Promise<void> {
    const { step, validation, clock } = this.parts;
    const nats = await clock.validate(() => validation.meanNats(step.parameters, () => this.hasEnded()));
    if (nats === undefined) return;
    if (Number.isFinite(nats)) this.best.consider(step.parameters, nats, clock.steps);
    else if (clock.steps === 0) throw new UserError('The weights that training begins with predict nothing: they are damaged.');
    else this.explode();
  }

  private hasEnded(): boolean {
    this.cancelled ||= this.parts.callbacks.isCancelled?.() ?? false;
    return this.cancelled || this.problem !== undefined;
  }

  private explode(): void {
    this.problem ??= { template: 'Training diverged at step {0}: the loss is not finite.', values: [this.parts.clock.steps] };
  }

  /** Offers the state, unless a timed run is still measuring. */
  private keep(isLongAhead: boolean): void {
    const { reading, axes, step, clock: timing, callbacks } = this.parts;
    const clock = timing.state();
    if (!clock || this.problem) return;
    const take = (): LoopState => ({ clock, parameters: step.parameters, axes, optimizer: step.state(), ...reading.state(), best: this.best.state });
    this.problem = callbacks.onState?.(take, isLongAhead);
  }

  private report(result: StepResult, learningRate: number): void {
    const { clock, callbacks } = this.parts;
    const tokens = this.tokens();
    callbacks.onProgress?.({
      step: clock.steps, fraction: clock.fraction(), tokens, tokensPerSecond: tokens / clock.stepSeconds, seconds: clock.seconds(), secondsLeft: clock.secondsLeft(),
      ...result, learningRate, validationNats: this.best.state.latestNats,
    });
  }

  private outcome(): TrainedNetwork {
    const { clock, reading } = this.parts;
    const { parameters, nats, step } = this.best.state;
    return {
      parameters, validationNats: nats, bestStep: step, steps: clock.steps, tokens: this.tokens(), seconds: clock.stepSeconds, epochs: reading.epochs(),
      cancelled: this.cancelled, ...(this.problem ? { problem: this.problem } : {}),
    };
  }

  private tokens(): number {
    const { clock, recipe } = this.parts;
    return clock.steps * recipe.batch * recipe.windowSteps;
  }
}
