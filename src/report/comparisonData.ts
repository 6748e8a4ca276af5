// What a comparison of models leaves: measurements and counts, never text. The only names in it are those of the folders
// that were read, and of the models. Plain data: `comparison.json`, and inside its page.

export const COMPARISON_FILE = 'comparison.json';
export const COMPARISON_PAGE = 'comparison.html';

/** One validation on the way. */
export interface CoursePoint {
  /** Since the training began, validations included. */
  readonly seconds: number;
  /** Mean nats per token on the watched files. */
  readonly validationNats: number;
}

/** What one model is and reaches. */
export interface ComparedFigures {
  readonly name: string;
  /** Weights of a network; n-grams that were counted, of all orders. */
  readonly parameters: number;
  /** Of the file that holds the model. */
  readonly bytes: number;
  /** Read while training, repetitions included. */
  readonly trainingTokens: number;
  /** Of the steps alone, validations not counted; of the counting. */
  readonly trainingSeconds: number;
  readonly tokensPerSecond: number;
  /** Of the held-out text, all together; the next three follow from it and from `heldOut`. */
  readonly nats: number;
  readonly bitsPerByte: number;
  readonly perplexityPerWord: number;
  readonly perplexityPerToken: number;
  /** Share of tokens that were the most probable one. */
  readonly top1Token: number;
  /** Sparsity: share of the held-out contexts of the n-gram's order that training never saw; null of networks, which know none. */
  readonly unseenContexts: number | null;
  /** Of one token and the distribution of what follows it, on one thread. */
  readonly microsecondsPerPrediction: number;
  /** A model that learns in one go has one point. */
  readonly course: readonly CoursePoint[];
  /** Why its training ended early, if it did: the figures are those of the best weights until then. */
  readonly problem: string | null;
}

export interface ComparisonData {
  /** Base names of the folders and files that were named to be read. */
  readonly folders: readonly string[];
  /** ISO 8601. */
  readonly started: string;
  /** ISO 8601: when the last figure came. */
  readonly updated: string;
  /** Names of the models that were asked for, in their order; those that `models` lacks were not measured yet. */
  readonly asked: readonly string[];
  readonly options: Readonly<Record<string, string | number>>;
  readonly train: { readonly files: number; readonly bytes: number; readonly tokens: number };
  readonly heldOut: { readonly files: number; readonly bytes: number; readonly words: number; readonly tokens: number };
  readonly models: readonly ComparedFigures[];
}
