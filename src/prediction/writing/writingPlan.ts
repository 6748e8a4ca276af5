// What a continuation of one kind of text consists of: the rules of its next unit, what is written of a unit, and how the
// whole ends. A plan follows the text as it grows; it never asks the network.
import type { UnitRules } from './unitRules';

export interface WritingPlan {
  /** Text of the first unit that stands before the cursor. */
  readonly given: string;
  /** Rules of the next unit. @param wordsLeft words that should still be written. */
  rules(wordsLeft: number): UnitRules;
  /** Takes a unit that was found. @param written the part behind what was given. @returns text to insert. */
  take(unit: string, written: string): string;
  /** Line ends to read before the next unit; undefined if the text is over. */
  next(): string | undefined;
  /** Text that makes the whole complete, such as closing brackets. */
  ending(): string;
}
