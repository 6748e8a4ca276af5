// Counters for the tests and the bench: what a key costs, and which model answers. No text of any document.
import type { Session } from './session';

/** Client -> server request -> Diagnostics; not used by the editor. */
export const DiagnosticsRequest = 'elman/diagnostics';

export interface Diagnostics {
  /** Runs of the network and tokens read in them, since the server started. */
  readonly runs: number;
  readonly steps: number;
  /** Requests that searched, and those answered from the last suggestion. */
  readonly searches: number;
  readonly typedAlong: number;
  readonly longestSliceMs: number;
  /** Folder of the model in use. */
  readonly modelFolder: string | null;
}

export function diagnostics({ work, completions, scheduler, models }: Session): Diagnostics {
  const { searches, typedAlong } = completions.counts;
  return { ...work, searches, typedAlong, longestSliceMs: scheduler.longestSliceMs, modelFolder: models.current?.folder ?? null };
}
