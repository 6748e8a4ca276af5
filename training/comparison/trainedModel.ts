// What every model of a comparison is once it has learned, whatever it is.
import type { Sentence } from '../../src/model/userError';
import type { LanguageModel } from '../../src/prediction/languageModel';
import type { CoursePoint } from '../../src/report/comparisonData';

/** Open for measuring. */
export interface OpenedModel {
  readonly model: LanguageModel;
  dispose(): Promise<void>;
}

export interface TrainedModel {
  /** Weights, or n-grams. */
  readonly parameters: number;
  /** Of its file. */
  readonly bytes: number;
  readonly trainingTokens: number;
  readonly trainingSeconds: number;
  readonly course: readonly CoursePoint[];
  /** Share of the contexts in documents that it never saw; networks know none. */
  readonly unseenContexts?: (documents: readonly Uint16Array[]) => number;
  /** Why the training ended early. */
  readonly problem?: Sentence;
  /** The model as its file has it. */
  open(threads: number): Promise<OpenedModel>;
}
