// Words that may be suggested: those that the memory holds, and common ones. Tokens can be put together to names that exist nowhere; such
// a name is no help.
import { SPACELESS } from './pretokens';

/** Decides whether a word exists. */
export interface KnownWords {
  has(word: string): boolean;
}

const LETTERS = `(?:(?![${SPACELESS}])[\\p{L}\\p{M}\\p{N}_])`;
const LAST_WORD = new RegExp(`${LETTERS}+$`, 'u');
/** Scripts whose words run into each other: a run of letters is no word. */
const RUNNING_SCRIPTS = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** UTF-16 units of the line that are looked at: longer words are not suggested. */
const LONGEST = 200;

/**
 * The word at the end of a line, if an insertion adds to it and it has a letter.
 * @param before the line left of the insertion.
 */
export function lastName(before: string, added: string): string | undefined {
  const word = LAST_WORD.exec((before.slice(-LONGEST) + added).slice(-LONGEST))?.[0];
  return word !== undefined && /\p{L}/u.test(word) && !RUNNING_SCRIPTS.test(word) ? word : undefined;
}
