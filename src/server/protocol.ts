// What client and server say to each other beyond LSP: names and plain shapes, no code. The only file of the server
// that the client imports. Sentences travel as template and values, so that the client can translate them.
import type { Sentence } from '../model/userError';
import type { Eagerness } from '../prediction/eagerness';

/** The user's settings, section `elman`. Defaults live in package.json; a missing value falls back to `defaultSettings`. */
export interface Settings {
  readonly enabled: boolean;
  /** Language identifiers switched on or off; `*` stands for all others. */
  readonly languages: Readonly<Record<string, boolean>>;
  /** How much a suggestion must be worth to be shown. */
  readonly eagerness: Eagerness;
  /** Words of one suggestion at most. */
  readonly maximumWords: number;
  /** Documents longer than this many characters get no perplexity; suggestions are primed on a window before the cursor. */
  readonly maximumDocumentCharacters: number;
  /** Seconds of one training on the workspace. */
  readonly trainingSeconds: number;
  /** Words that "Continue Writing" adds at most. */
  readonly continueWords: number;
  /** Temperature of "Continue Writing": 0 takes the most probable token, 1 draws as the network believes. */
  readonly continueTemperature: number;
}

/** `initializationOptions`; every field may be missing in other editors. */
export interface InitializationOptions {
  /** Folder of the bundled model package. */
  readonly bundledModel?: string;
  /** Folder where what is learned in this workspace is kept; without it nothing can be trained. */
  readonly storage?: string;
  readonly settings?: Partial<Settings>;
  /** What `files.exclude` and `search.exclude` hide. */
  readonly excluded?: ExcludedGlobs;
  /** False in an untrusted workspace: no training, learned models stay unused. */
  readonly trusted?: boolean;
  /** True for clients that understand the notifications `elman/status`, `elman/notice` and `elman/trainingProgress`. */
  readonly notifications?: boolean;
}

/** Client -> server notification: settings changed. */
export const SettingsChanged = 'elman/settings';
/** Client -> server notification `{excluded: ExcludedGlobs}`: `files.exclude` or `search.exclude` changed. */
export const ExcludedChanged = 'elman/excluded';
/** Client -> server notification `{trusted: boolean}`: the workspace was granted trust. */
export const TrustChanged = 'elman/trust';
/** Client -> server notification `{paused: boolean}`: no suggestions until resumed. */
export const PauseChanged = 'elman/pause';
/** Client -> server notification `{uri: string | null}`: the document whose status is shown. */
export const FocusChanged = 'elman/focus';
/** Client -> server notification `{textDocument: {uri}, position}`: the suggestion at the cursor was dismissed. */
export const SuggestionDismissed = 'elman/dismissed';
/** Server -> client notification: the status of the focused document, on change only. */
export const StatusChanged = 'elman/status';
/** Server -> client notification Sentence: something the user should be told once, such as that a learned model cannot be used. */
export const NoticeShown = 'elman/notice';
/** Client -> server request `{uri, source?: SurprisalSource}` -> DocumentPerplexity; without words or lines where the document is not read. */
export const PerplexityRequest = 'elman/perplexity';
/** Client -> server request LineRanges -> SurprisalMap: comes once these lines are read; cancellable by its token. */
export const SurprisalRequest = 'elman/surprisal';
/** Client -> server request TextPlace with `source?: SurprisalSource` -> WordAlternatives, or null where no word stands that was read. */
export const AlternativesRequest = 'elman/alternatives';
/** Client -> server request ContinuationOrder -> ContinuationEnd; the text comes as partial results, strings; cancellable by its token. */
export const ContinueRequest = 'elman/continue';
/** Client -> server request `{excluded: ExcludedGlobs}` -> TrainingPlan. */
export const PlanRequest = 'elman/plan';
/** Client -> server request TrainingOrder -> TrainingOutcome; progress comes as TrainingProgressed; cancellable by its token. */
export const TrainRequest = 'elman/train';
/** Server -> client notification TrainingProgress while a training runs. */
export const TrainingProgressed = 'elman/trainingProgress';
/** Client -> server request -> `{sentence}`: the bundled model becomes the live one; learned models stay on disk. */
export const UseBundledRequest = 'elman/useBundled';
/** Client -> server request -> `{sentence}`: removes every trace of what was learned in this workspace. */
export const DeleteLearnedRequest = 'elman/deleteLearned';
/** Client -> server request -> LearnedState. */
export const LearnedRequest = 'elman/learned';
/** Client -> server request -> null: answers at once; the watchdog's question. */
export const PingRequest = 'elman/ping';

export type ModelKind = 'bundled' | 'learned';

export interface PerplexityFigures {
  readonly perplexityPerWord: number;
  readonly perplexityPerToken: number;
  readonly bitsPerCharacter: number;
  readonly bitsPerByte: number;
  /** It goes on where the perplexity, which is at most 1e12, has reached its largest value. */
  readonly bitsPerWord: number;
  readonly words: number;
  readonly tokens: number;
}

export interface DocumentStatus {
  readonly state: 'loading' | 'ready' | 'failed' | 'paused' | 'training';
  /** Why the server cannot predict, when state is `failed`. */
  readonly failure?: Sentence;
  readonly uri: string | null;
  /** Missing while nothing was scored, for empty and for too large documents. */
  readonly figures?: PerplexityFigures;
  /** True while the document is still being read: the figures are those of the part read so far. */
  readonly approximate: boolean;
  readonly model?: { readonly kind: ModelKind; readonly name: string; readonly trainedOnThisFile: boolean };
  /** The bundled model's figure, when the learned model was trained on this very file. */
  readonly bundledPerplexityPerWord?: number;
  readonly tokensPerSecond?: number;
  /** Why nothing was suggested last; missing when something was. */
  readonly silence?: Sentence;
}

export interface LinePerplexity {
  /** Zero-based. */
  readonly line: number;
  readonly words: number;
  readonly perplexityPerWord: number;
  readonly bits: number;
}

export interface WordSurprisal {
  /** Zero-based. */
  readonly line: number;
  /** UTF-16 columns of the word. */
  readonly start: number;
  readonly end: number;
  readonly surprisalBits: number;
}

export interface SurprisingWord extends WordSurprisal {
  readonly text: string;
}

/** Model that says how surprising a word is: the network alone, or mixed with the memory of the text above the word. */
export type SurprisalSource = 'network' | 'memory';

export interface DocumentPerplexity {
  readonly figures: PerplexityFigures;
  readonly approximate: boolean;
  readonly lines: readonly LinePerplexity[];
  /** Most surprising first, at most 50. */
  readonly surprising: readonly SurprisingWord[];
  /** Model of `surprising`; the network where missing. The other figures are always those of the network. */
  readonly source?: SurprisalSource;
}

/** Lines of a document, such as those that are seen. */
export interface LineRanges {
  readonly uri: string;
  /** Zero-based, `last` included. */
  readonly ranges: readonly { readonly first: number; readonly last: number }[];
  /** The network if missing. */
  readonly source?: SurprisalSource;
}

export interface SurprisalMap {
  /** Of the document whose words these are. */
  readonly version: number;
  /** Line by line; none while no model is loaded. */
  readonly words: readonly WordSurprisal[];
  /** Why this document has no map; missing where it has one. */
  readonly silence?: Sentence;
}

export interface TextPlace {
  readonly uri: string;
  /** Zero-based. */
  readonly line: number;
  /** UTF-16 column. */
  readonly character: number;
}

export interface WordAlternatives extends WordSurprisal {
  readonly text: string;
  /** 0 to 1: 2 to the power of minus its surprisal. */
  readonly probability: number;
  /** Other words that the network expected there, the most probable first. */
  readonly alternatives: readonly { readonly text: string; readonly probability: number }[];
}

export interface ContinuationOrder extends TextPlace {
  /** Where the text comes as it is written. */
  readonly partialResultToken: string | number;
  /** The same seed, text and model give the same continuation. */
  readonly seed: number;
}

export interface ContinuationEnd {
  /** Why nothing was written, or no more; missing where it ended as it should. */
  readonly problem?: Sentence;
}

/** Glob patterns of `files.exclude` and `search.exclude` that are switched on. */
export type ExcludedGlobs = readonly string[];

/** Last training of this workspace whose model still lies there. */
export interface EarlierTraining {
  /** ISO 8601. */
  readonly trained: string;
  /** False while the bundled model was chosen instead. */
  readonly isInUse: boolean;
}

/** What this workspace has learned. */
export interface LearnedState {
  readonly earlier?: EarlierTraining;
  /** Whether "Delete Learned Data" has anything to delete. */
  readonly hasData: boolean;
  /** Whether a training has left a report. */
  readonly hasReport: boolean;
}

export interface TrainingPlan {
  readonly files: number;
  readonly bytes: number;
  readonly heldOutFiles: number;
  readonly heldOutBytes: number;
  /** False if too little is held out to judge a new model. */
  readonly canJudge: boolean;
  /** Bytes of all files, where they have more text than one training reads: then those counted above are drawn by lot. */
  readonly foundBytes?: number;
  /** Whether an earlier training was interrupted; if nothing has changed since, the next one goes on from where it was. */
  readonly isInterrupted?: boolean;
  /** Last training, if its model still lies there. */
  readonly earlier?: EarlierTraining;
  /** What a training takes: the setting, within its limits. */
  readonly seconds: number;
  /** Why training cannot start (empty, tiny, unreadable, untrusted); missing if it can. */
  readonly problem?: Sentence;
}

export interface TrainingOrder {
  readonly excluded: ExcludedGlobs;
  readonly seconds: number;
}

export type TrainingPhase = 'reading' | 'training' | 'evaluating' | 'exporting';

export interface TrainingProgress {
  readonly phase: TrainingPhase;
  /** 0 to 1 over the whole run. */
  readonly fraction: number;
  readonly tokensPerSecond?: number;
  readonly validationPerplexity?: number;
  readonly secondsLeft?: number;
  /** Steps that an interrupted training had made, where this one goes on from it. */
  readonly goesOnFrom?: number;
}

export interface TrainingOutcome {
  /** `live`: the new model is in use; `kept`: it was not better, nothing changed; `cancelled`; `failed`. */
  readonly outcome: 'live' | 'kept' | 'cancelled' | 'failed';
  readonly sentence: Sentence;
  /** Whether the next training can go on from where this one failed. */
  readonly isResumable?: boolean;
  /** Whether this run has left a report. */
  readonly hasReport?: boolean;
  /** Bits per byte on the held-out files. */
  readonly before?: number;
  readonly after?: number;
}
