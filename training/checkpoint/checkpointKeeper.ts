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
 * What a loop's `onState` wants.
 * @param everyMs how old the last checkpoint must be before a new one is written.
 */
export function keepCheckpoints(path: string, run: RunDescription, { everyMs = EVERY_MS } = {}): (take: () => LoopState, isLongAhead: boolean) => Sentence | undefined {
  let dueMs = Math.min(everyMs, FIRST_MS);
  let lastMs = performance.now();
  return (take, isLongAhead) => {
    if (performance.now() - lastMs < (isLongAhead ? Math.min(dueMs, BEFORE_LONG_WORK_MS) : dueMs)) return undefined;
    try {
      writeCheckpoint(path, { run, state: take() });
    } catch (error) {
      return { template: 'The training ended early, for the checkpoint {0} cannot be written: {1}', values: [path, (error as Error).message] };
    }
    dueMs = everyMs;
    lastMs = performance.now();
    return undefined;
  };
}
