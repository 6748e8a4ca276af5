// The course of a run in a bounded number of points: each is the mean of some steps, and when there are too many points
// neighbours are merged, so that a run of a minute and one of a week draw the same way. Pure.
import type { LogPoint } from '../../src/report/reportData';
import type { LoopProgress } from '../trainNetwork';

/** More than a chart has columns to draw them in. */
export const MOST_POINTS = 400;

/** Sums over the steps of one point. */
interface Bucket {
  steps: number;
  step: number;
  seconds: number;
  stepSeconds: number;
  tokens: number;
  lossNats: number;
  learningRate: number;
  gradientNorm: number;
  validationNats: number | null;
}

export class RunLog {
  private buckets: Bucket[] = [];
  /** Steps per point; doubles when there are too many points. */
  private stride = 1;
  private lastTokens = 0;
  private lastStepSeconds = 0;
  private lastValidation: number | undefined;

  /** Takes the news of one step. */
  add({ step, seconds, tokens, tokensPerSecond, lossNats, learningRate, gradientNorm, validationNats }: LoopProgress): void {
    const stepSeconds = tokens / tokensPerSecond;
    const isNew = validationNats !== undefined && validationNats !== this.lastValidation;
    this.append({
      steps: 1, step, seconds, stepSeconds: stepSeconds - this.lastStepSeconds, tokens: tokens - this.lastTokens, lossNats, learningRate, gradientNorm,
      validationNats: isNew ? validationNats : null,
    });
    this.lastTokens = tokens;
    this.lastStepSeconds = stepSeconds;
    this.lastValidation = validationNats;
  }

  /** At most `MOST_POINTS`, in the order of the steps. */
  points(): LogPoint[] {
    return this.buckets.map(({ steps, step, seconds, stepSeconds, tokens, lossNats, learningRate, gradientNorm, validationNats }) => ({
      step, seconds, lossNats: lossNats / steps, validationNats, learningRate: learningRate / steps, gradientNorm: gradientNorm / steps, tokensPerSecond: tokens / stepSeconds,
    }));
  }

  private append(next: Bucket): void {
    const last = this.buckets.at(-1);
    if (last && last.steps < this.stride) this.buckets[this.buckets.length - 1] = merged(last, next);
    else this.buckets.push(next);
    if (this.buckets.length <= MOST_POINTS) return;
    this.stride *= 2;
    this.buckets = this.buckets.flatMap((bucket, i) => (i % 2 === 1 ? [] : i + 1 < this.buckets.length ? [merged(bucket, this.buckets[i + 1])] : [bucket]));
  }
}

function merged(one: Bucket, next: Bucket): Bucket {
  return {
    steps: one.steps + next.steps,
    step: next.step,
    seconds: next.seconds,
    stepSeconds: one.stepSeconds + next.stepSeconds,
    tokens: one.tokens + next.tokens,
    lossNats: one.lossNats + next.lossNats,
    learningRate: one.learningRate + next.learningRate,
    gradientNorm: one.gradientNorm + next.gradientNorm,
    validationNats: next.validationNats ?? one.validationNats,
  };
}
