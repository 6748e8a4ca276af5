// All that a training loop needs to go on as if it had never stopped. `checkpoint/` keeps it on disk.
import type { BestState } from './bestWeights';
import type { Parameters } from './graph/network';
import type { ReadingState } from './reading';
import type { ClockState } from './stepClock';
import type { TableAxes } from './tableAxes';
import type { OptimizerState } from './trainingStep';

export interface LoopState extends ReadingState {
  readonly clock: ClockState;
  /** Their tables are written in `axes`, as are those of `best` and of the optimizer. */
  readonly parameters: Parameters;
  readonly axes: TableAxes;
  readonly optimizer: OptimizerState;
  readonly best: BestState;
}
