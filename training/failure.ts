// What went wrong in a training, as the sentence that is said of it.
import { UserError, type Sentence } from '../src/model/userError';

/** @param error an expected failure, which has its sentence, or anything else that was thrown. */
export function sentenceOfFailure(error: unknown): Sentence {
  if (error instanceof UserError) return error.sentence;
  return { template: 'Training failed: {0}.', values: [error instanceof Error ? error.message : String(error)] };
}
