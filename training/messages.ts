// What the language server and a trainer process say to each other over the fork's IPC channel. Types only.
import type { Sentence } from '../src/model/userError';
import type { Finding } from '../src/report/reportData';

/** Server -> trainer, once, right after the fork. SIGTERM or a closed channel ends the trainer at once. */
export interface TrainerOrder {
  /** `plan` counts what would be read; `train` reads, trains, evaluates and leaves a package in `candidate`. */
  readonly kind: 'plan' | 'train';
  /** Workspace folders, absolute. */
  readonly folders: readonly string[];
  /** Globs of files.exclude and search.exclude that are on. */
  readonly excluded: readonly string[];
  /** Language identifiers switched on or off, `*` for all others: those that are off are not read. All are on without it. */
  readonly languages?: Readonly<Record<string, boolean>>;
  /** Model package that training starts from (the live one). */
  readonly from: string;
  /** Bundled model package: its rehearsal texts guard against forgetting. */
  readonly bundled: string;
  /** Folder, not yet existing, for the new package. */
  readonly candidate: string;
  /** File in which the run is kept while it goes on, so that the next one of the same can go on from it; none without it. */
  readonly checkpoint?: string;
  /** File, not yet existing, for what was read, to be remembered beside the network; none without it. */
  readonly memory?: string;
  /** File that shows how the run went, written again and again while it goes on; none without it. */
  readonly reportFile?: string;
  /** Time budget of the training phase, seconds. */
  readonly seconds: number;
  readonly seed: number;
}

/** Trainer -> server. `plan`, `done` and `failed` are the last message of a run. */
export type TrainerReport =
  | { readonly kind: 'plan'; readonly files: number; readonly bytes: number; readonly heldOutFiles: number; readonly heldOutBytes: number; readonly canJudge: boolean; readonly foundBytes?: number; readonly problem?: Sentence }
  | { readonly kind: 'progress'; readonly phase: 'reading' | 'training' | 'evaluating' | 'exporting'; readonly fraction: number; readonly tokensPerSecond?: number; readonly validationPerplexity?: number; readonly secondsLeft?: number; readonly goesOnFrom?: number }
  | { readonly kind: 'done'; readonly verdict: Verdict }
  | { readonly kind: 'failed'; readonly sentence: Sentence };

/** Bits per byte of the live and of the new model on text neither was trained on. */
export interface Comparison {
  readonly before: number;
  readonly after: number;
}

/** Says whether the new model may go live: it is better on held-out files, not by chance, and has forgotten little. */
export interface Verdict {
  readonly accepted: boolean;
  readonly finding: Finding;
  /** Why the training ended early, if something went wrong; the best weights until then were judged. */
  readonly problem?: Sentence;
  readonly heldOut: Comparison;
  /** By language of the rehearsal texts. */
  readonly rehearsal: Readonly<Record<string, Comparison>>;
  /** Absolute paths of the files that were trained on, in a file `trained-files.json` of the package. */
  readonly trainedFiles: number;
}
