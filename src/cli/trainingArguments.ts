// Arguments that commands which train have in common, and their limits.
import { LARGEST_UNITS } from '../model/manifest';
import { SMALLEST_VOCABULARY } from '../model/tokenizerFile';
import { UsageError, type GivenArguments, type NumberLimits } from './givenArguments';

/** Of the hidden state and the embedding. */
export const UNITS: NumberLimits = { least: 1, most: LARGEST_UNITS };
/** What the tokenizer's trainer can learn. */
export const VOCABULARY: NumberLimits = { least: SMALLEST_VOCABULARY, most: 30_000 };
const ONE_WEEK_MINUTES = 7 * 24 * 60;

/** Undefined if not given. */
export function givenMinutes(given: GivenArguments): number | undefined {
  const minutes = given.number('minutes', { least: 0, most: ONE_WEEK_MINUTES, whole: false });
  if (minutes === 0) throw new UsageError('--minutes wants more than 0.');
  return minutes;
}
