// The checkpoint of a workspace's training: the next training of the same text from the same weights goes on from it, any
// other drops it, for no person asked for it by name. It lies in the workspace's storage and holds weights and positions,
// no text: not even the tokenizer, which the model has.
import type { LoopState } from '../loopState';
import type { LoopCallbacks } from '../trainNetwork';
import { readCheckpoint, removeCheckpoint } from './checkpointFile';
import { keepCheckpoints } from './checkpointKeeper';
import { checkSameRun, type RunDescription } from './runDescription';

/** @param path where it lies; without one nothing is kept. */
export class WorkspaceCheckpoint {
  private readonly run: RunDescription;

  constructor(private readonly path: string | undefined, run: Omit<RunDescription, 'tokenizerJson'>) {
    this.run = { ...run, tokenizerJson: '' };
  }

  /** The state that a run of the same description left; what another run left is removed. */
  takeUp(): LoopState | undefined {
    if (this.path === undefined) return undefined;
    try {
      const kept = readCheckpoint(this.path);
      checkSameRun(this.path, kept.run, this.run);
      return kept.state;
    } catch {
      this.drop();
      return undefined;
    }
  }

  /** For the loop, which offers its state after every step. */
  callbacks(): Pick<LoopCallbacks, 'onState'> {
    return this.path === undefined ? {} : { onState: keepCheckpoints(this.path, this.run) };
  }

  /** Nobody shall go on from here. */
  drop(): void {
    if (this.path === undefined) return;
    try {
      removeCheckpoint(this.path);
    } catch {
      // A disk that refuses even this; the loop will say what it cannot write.
    }
  }
}
