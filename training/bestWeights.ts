// The weights with the lowest validation loss of a run so far.
import type { Parameters } from './graph/network';

export interface BestState {
  readonly parameters: Parameters;
  /** Mean nats per token. */
  readonly nats: number;
  /** Steps before it; 0 for the weights that the run began with. */
  readonly step: number;
  /** Of the newest validation, which need not be the best. */
  readonly latestNats: number;
}

export class BestWeights {
  private best: BestState;

  /** @param start where there is nothing better yet. */
  constructor(start: Parameters, resumed?: BestState) {
    this.best = resumed ?? { parameters: copyParameters(start), nats: Infinity, step: 0, latestNats: Infinity };
  }

  get state(): BestState {
    return this.best;
  }

  /** @returns whether these weights are the best now; they are copied then. */
  consider(parameters: Parameters, nats: number, step: number): boolean {
    const isBetter = nats < this.best.nats;
    this.best = isBetter ? { parameters: copyParameters(parameters), nats, step, latestNats: nats } : { ...this.best, latestNats: nats };
    return isBetter;
  }
}

export function copyParameters(parameters: Parameters): Parameters {
  return Object.fromEntries(Object.entries(parameters).map(([name, values]) => [name, values.slice()]));
}
