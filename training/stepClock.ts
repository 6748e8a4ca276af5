// How much of a run is done. All that decides about weights (learning rate, validations, the end) depends on the number
// of steps only: a run for some seconds measures its first steps and from then on has a number of steps too.

/** When to stop: after so many steps or after about so many seconds, whichever comes first. */
export interface Budget {
  readonly steps?: number;
  readonly seconds?: number;
}

/** Of a training on the command line, if nothing else is asked for. */
export const DEFAULT_MINUTES = 2;

/** What a run that goes on later needs to know of its time. */
export interface ClockState {
  readonly steps: number;
  readonly plannedSteps: number;
  /** Those that were made, the one of the start apart. */
  readonly validations: number;
  /** Of the whole run, and of its steps alone. */
  readonly seconds: number;
  readonly stepSeconds: number;
}

/** Steps of a timed run after which their number is fixed. During them no run cools down, for a timed one could not. */
export const MEASURED_STEPS = 20;
/** On slow machines fewer steps must do: before the number is fixed nothing can be kept. */
const MEASURED_SECONDS = 10;
/** The first quarter of what is measured is left out: code is still being compiled and memory fetched. */
const COLD_SHARE = 0.25;

/** A run ends at this multiple of its time, whatever is left to do: whoever gave it two minutes did not mean ten. */
const LONGEST_OVERTIME = 1.5;

export class StepClock {
  steps = 0;
  stepSeconds = 0;
  /** Undefined while a timed run measures. */
  plannedSteps?: number;
  private readonly startedMs = performance.now();
  private readonly earlierSeconds: number = 0;
  private readonly durations: number[] = [];
  /** Of one validation: the only work that is no step and takes time worth counting. */
  private validationSeconds = 0;
  private validations = 0;

  /** @param resumed of a run that this one goes on from: its number of steps holds. */
  constructor(private readonly budget: Budget, private readonly validationsInAll: number, resumed?: ClockState) {
    if (budget.seconds === undefined) this.plannedSteps = budget.steps ?? Infinity;
    if (!resumed) return;
    ({ steps: this.steps, plannedSteps: this.plannedSteps, validations: this.validations, stepSeconds: this.stepSeconds, seconds: this.earlierSeconds } = resumed);
  }

  /** Undefined while a timed run measures: such a run cannot be resumed yet. */
  state(): ClockState | undefined {
    const { steps, plannedSteps, validations, stepSeconds } = this;
    return plannedSteps === undefined ? undefined : { steps, plannedSteps, validations, stepSeconds, seconds: this.seconds() };
  }

  /** Does one step. */
  async step<T>(work: () => Promise<T>): Promise<T> {
    const [result, seconds] = await timed(work);
    this.steps++;
    this.stepSeconds += seconds;
    if (this.plannedSteps === undefined) {
      this.durations.push(seconds);
      this.plan();
    }
    return result;
  }

  async validate<T>(work: () => Promise<T>): Promise<T> {
    const [result, seconds] = await timed(work);
    this.validationSeconds = seconds;
    this.validations = this.validationsDue();
    return result;
  }

  /** Whether another of the run's validations is to be made now; they are spread evenly, the last one at the end. */
  isValidationDue(): boolean {
    return this.validationsDue() > this.validations;
  }

  /** The steps are made, or on a machine that became slow meanwhile the time is long over. */
  isDone(): boolean {
    const isOvertime = this.seconds() > LONGEST_OVERTIME * (this.budget.seconds ?? Infinity);
    return this.plannedSteps !== undefined && (this.steps >= this.plannedSteps || isOvertime);
  }

  /** 0 to 1. */
  fraction(): number {
    if (this.plannedSteps !== undefined) return this.plannedSteps === 0 ? 1 : Math.min(1, this.steps / this.plannedSteps);
    return Math.min(0.99, this.seconds() / this.budget.seconds!);
  }

  /** How far the learning rate is on its way down, 0 to 1: the same in a timed run as in one of that many steps. */
  cooled(): number {
    return this.steps < MEASURED_STEPS ? 0 : this.fraction();
  }

  secondsLeft(): number {
    const fraction = this.fraction();
    return fraction === 0 ? 0 : (this.seconds() * (1 - fraction)) / fraction;
  }

  private plan(): void {
    const { seconds = Infinity, steps = Infinity } = this.budget;
    const used = this.seconds();
    if (this.durations.length < Math.min(MEASURED_STEPS, steps) && used < Math.min(MEASURED_SECONDS, seconds)) return;
    const warm = this.durations.slice(Math.floor(this.durations.length * COLD_SHARE));
    const stepSeconds = warm.reduce((sum, duration) => sum + duration, 0) / warm.length;
    const left = Math.max(0, seconds - used - this.validationsInAll * this.validationSeconds);
    this.plannedSteps = Math.min(steps, this.steps + Math.floor(left / stepSeconds));
  }

  private validationsDue(): number {
    return this.plannedSteps ? Math.floor((Math.min(this.steps, this.plannedSteps) * this.validationsInAll) / this.plannedSteps) : 0;
  }

  /** Since the run began, validations included. */
  seconds(): number {
    return this.earlierSeconds + (performance.now() - this.startedMs) / 1000;
  }
}

/** @returns what the work gives, and its seconds. */
async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const before = performance.now();
  const result = await work();
  return [result, (performance.now() - before) / 1000];
}
