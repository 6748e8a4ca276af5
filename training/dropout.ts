// Dropout (Srivastava et al., 2014) of what the recurrent layers read and of what the output layer compares, with one mask for all
// steps of a window (Gal and Ghahramani, 2016): a stream loses the same numbers at every step, and its state is left alone.
import type { SeededRandom } from '../src/prediction/seededRandom';
import type { Budget } from './stepClock';

/** Passes over a text from which on dropout is used: it pays where a network learns text by heart, and costs where it does not (training/README.md). */
const MANY_PASSES = 12;
const USUAL_SHARE = 0.3;
/** Tokens per second times weights, about, on two cores: the default network has 2.6 million and reads some 18 000. */
const USUAL_SPEED = 4.7e10;

/** What decides how often a text is read. */
export interface ReadingPlan {
  /** Tokens to learn from. */
  readonly targets: number;
  readonly budget: Budget;
  /** Of the network. */
  readonly weights: number;
}

/** Of a run from scratch. @returns the share that is dropped, 0 where the text is not read many times. */
export function usualDropout({ targets, budget: { steps = Infinity, seconds = Infinity }, weights }: ReadingPlan, { batch, windowSteps }: { readonly batch: number; readonly windowSteps: number }): number {
  const read = Math.min(steps * batch * windowSteps, (seconds * USUAL_SPEED) / weights);
  return read >= MANY_PASSES * targets ? USUAL_SHARE : 0;
}

/** Of one window; the arrays are reused by the next one. */
export interface Masks {
  /** (B * C, E): of the embedded tokens. */
  readonly embedded: Float32Array;
  /** (B, E): of the projected hidden state. */
  readonly projected: Float32Array;
}

export interface MaskSizes {
  readonly batch: number;
  readonly contextTokens: number;
  readonly embedding: number;
}

export class DropoutMasks {
  private readonly masks: Masks;

  /** @param share that is dropped, above 0 and below 1; what is left is made larger, so that sums stay. */
  constructor({ batch, contextTokens, embedding }: MaskSizes, private readonly share: number, private readonly random: SeededRandom) {
    if (!(share > 0 && share < 1)) throw new RangeError(`${share} is no share that can be dropped`);
    this.masks = { embedded: new Float32Array(batch * contextTokens * embedding), projected: new Float32Array(batch * embedding) };
  }

  next(): Masks {
    for (const mask of [this.masks.embedded, this.masks.projected]) {
      for (let i = 0; i < mask.length; i++) mask[i] = this.random() < this.share ? 0 : 1 / (1 - this.share);
    }
    return this.masks;
  }
}
