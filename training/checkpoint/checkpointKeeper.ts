// Decides when a running training is kept, so that a process that is killed loses half a minute at most.
import type { Sentence } from '../../src/model/userError';
import type { LoopState } from '../loopState';
import { writeCheckpoint } from './checkpointFile';
import type { RunDescription } from './runDescription';

/** A run of the usual size is written in well under a second; with a slow disk the rest of 30 s is left. */
const EVERY_MS = 20_000;
/** The first one comes soon: a disk that cannot hold it is noticed before much was learned. */
const FIRST_MS = 1_000;
/** Before long work (a validation, the end of the run) sooner, for nothing can be kept during it. */
const BEFORE_LONG_WORK_MS = 5_000;

/**
 * Callback for a loop's `onState` that writes the checkpoints of a run.
 * @param everyMs age of the last checkpoint at which a new one is written.
 * @param nowMs clock, milliseconds.
 */
export function keepCheckpoints(path: string, run: RunDescription, { everyMs = EVERY_MS, nowMs = () => performance.now() } = {}): (take: () => LoopState, isLongAhead: boolean) => Sentence | undefined {
  let dueMs = Math.min(everyMs, FIRST_MS);
  let lastMs = nowMs();
  return (take, isLongAhead) => {
    if (nowMs() - lastMs < (isLongAhead ? Math.min(dueMs, BEFORE_LONG_WORK_MS) : dueMs)) return undefined;
    try {
      writeCheckpoint(path, { run, state: take() });
    } catch (error) {
      return { template: 'The training ended early, for the checkpoint {0} cannot be written: {1}', values: [path, (error as Error).message] };
    }
    dueMs = everyMs;
    lastMs = nowMs();
    return undefined;
  };
}
