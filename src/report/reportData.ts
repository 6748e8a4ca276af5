// What a training leaves to be looked at: counts and measurements, never text. The only names in it are those of the
// folders that were read, languages, and what the sentence names by which a run failed. Plain data, so that it travels as JSON between processes and inside a page.
import type { Sentence } from '../model/userError';

/** Name of the page, in the folder of a model package or in a workspace's storage. */
export const REPORT_FILE = 'report.html';

/** `running` until it is known how the run ended; `interrupted` where its process ended without a last word. */
export const REPORT_STATES = ['running', 'done', 'failed', 'cancelled', 'interrupted'] as const;
export type ReportState = (typeof REPORT_STATES)[number];
export type ReportEnd = Exclude<ReportState, 'running'>;

/**
 * Result of judging a new model: `better`; `notBetter` on held-out files; `uncertain` where the gain may be chance;
 * `forgot` where it lost too much of what the bundled model knew.
 */
export const FINDINGS = ['better', 'notBetter', 'uncertain', 'forgot'] as const;
export type Finding = (typeof FINDINGS)[number];

/** Means over some steps that follow each other. */
export interface LogPoint {
  /** Of the last of these steps. */
  readonly step: number;
  /** Since the loop began, validations included. */
  readonly seconds: number;
  /** Mean nats per token; over the candidates of the sampled softmax only. */
  readonly lossNats: number;
  /** Mean nats per token over the whole vocabulary, where a validation came in these steps. */
  readonly validationNats: number | null;
  readonly learningRate: number;
  /** Before clipping. */
  readonly gradientNorm: number;
  /** Of these steps alone, validations not counted. */
  readonly tokensPerSecond: number;
}

export interface LanguageShare {
  /** The editor's language identifier. */
  readonly language: string;
  readonly files: number;
  /** Of the text as UTF-8. */
  readonly bytes: number;
  readonly heldOutFiles: number;
  readonly heldOutBytes: number;
}

/** What the model before and the new one reach on texts that neither was trained on. */
export interface ReportComparison {
  readonly language: string;
  /** UTF-8. */
  readonly bytes: number;
  /** Bits per byte; null where the run began from nothing. */
  readonly before: number | null;
  /** Bits per byte. */
  readonly after: number;
}

/** Suggestions whose probability lies in one range. */
export interface ReliabilityBin {
  /** From this one on and below `to`; the last range holds 1, too. */
  readonly from: number;
  readonly to: number;
  readonly suggestions: number;
  readonly meanProbability: number;
  /** Share of them whose first word is what the text had next. */
  readonly shareRight: number;
}

/** How often suggestions of the new model are right, by the probability that they say. */
export interface Reliability {
  /** Rising; only those with suggestions. */
  readonly bins: readonly ReliabilityBin[];
  /** Expected calibration error, 0 to 1. */
  readonly error: number;
  /** What that would be on so many suggestions if every probability were right. */
  readonly errorByChance: number;
}

export interface ReportData {
  readonly state: ReportState;
  /** Why it failed or was interrupted, or ended early though it is done. */
  readonly reason?: Sentence;
  /** Result of the comparison with the model before; missing until both are measured, and where there was none before. */
  readonly finding?: Finding;
  /** Base names of the folders and files that were named to be read. */
  readonly folders: readonly string[];
  /** ISO 8601. */
  readonly started: string;
  /** ISO 8601: when the last figure came. */
  readonly updated: string;
  readonly options: Readonly<Record<string, string | number>>;
  readonly points: readonly LogPoint[];
  readonly languages: readonly LanguageShare[];
  /** By language, and `*` for all of them together. Empty until both models are measured. */
  readonly heldOut: readonly ReportComparison[];
  /** Texts that the bundled model knew and that must not be forgotten, by natural language. */
  readonly rehearsal: readonly ReportComparison[];
  /** On held-out files; missing until it is measured. */
  readonly reliability?: Reliability;
}
