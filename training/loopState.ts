// All that a training loop needs to go on as if it had never stopped. `checkpoint/` keeps it on disk.
import type { BestState } from './bestWeights';
import type { Parameters } from './graph/network';
import type { QueueState, StreamState } from './minibatches';
import type { ClockState } from './stepClock';
import type { OptimizerState } from './trainingStep';

export interface LoopState {
  readonly clock: ClockState;
  readonly parameters: Parameters;
  readonly optimizer: OptimizerState;
  /** Of the random numbers for shuffling and for candidates. */
  readonly randomState: number;
  /** Of the documents, and of the rehearsal where there is one. */
  readonly queues: readonly QueueState[];
  readonly streams: readonly StreamState[];
  readonly best: BestState;
}
