// What of the ghost text a person accepts who knows what the file has next: all of it, or up to its first word end, but
// only if every character is right and at least one key is saved. Leading white space is never saved. Up to a word end is one
// key by the measure's definition; VS Code's Ctrl+Right stops between a blank and the word behind it, too.
import { wordsOf } from '../prediction/words';
import type { TypedText } from './typedText';

export interface Acceptance {
  /** UTF-16 units that are inserted. */
  readonly length: number;
  /** What they cost: the keys that accept them, and those of leading white space among them. */
  readonly keys: number;
}

/** Keys of accepting: Tab for all of it, Ctrl+Right up to a word end. */
export interface AcceptKeys {
  readonly whole: number;
  readonly word: number;
}

/** @param bare openers of the text that were inserted without their closers. @returns undefined if nothing is worth it. */
export function acceptance(typed: TypedText, at: number, ghost: string, keys: AcceptKeys, bare: ReadonlySet<number>): Acceptance | undefined {
  return accepted(typed, at, ghost, keys.whole, bare) ?? accepted(typed, at, ghost.slice(0, wordsOf(ghost)[0]?.end ?? 0), keys.word, bare);
}

function accepted(typed: TypedText, at: number, text: string, keys: number, bare: ReadonlySet<number>): Acceptance | undefined {
  const end = at + text.length;
  // A closer that stands right of the cursor would stand there twice.
  if (!typed.text.startsWith(text, at) || end > typed.nextCloser(at, bare)) return undefined;
  const leading = typed.leadingKeysBetween(at, end);
  return typed.keysBetween(at, end) - leading > keys ? { length: text.length, keys: keys + leading } : undefined;
}
