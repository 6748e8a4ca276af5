// What a character does to a word that runs before it. Words are those of the measures: a run of letters, marks, digits
// and underscores; a run of Han and kana, cut by Intl.Segmenter; or one other non-space character.
import { SPACELESS } from './pretokens';

/** One bit each, so that a set of classes is a number. */
export const CharacterClass = {
  /** UTF-8 continuation byte: inside a character. */
  Inside: 1,
  /** White space other than a line feed. */
  Blank: 2,
  LineEnd: 4,
  /** Letter, mark, digit or underscore of a script with spaces. */
  Word: 8,
  /** Han or kana. */
  Spaceless: 16,
  /** Any other character: a word of its own. */
  Symbol: 32,
} as const;

/** Every class that can follow a whole character. */
export const ANY_CHARACTER =
  CharacterClass.Blank | CharacterClass.LineEnd | CharacterClass.Word | CharacterClass.Spaceless | CharacterClass.Symbol;

const spaceless = new RegExp(`[${SPACELESS}]`, 'u');
const wordCharacter = /[\p{L}\p{M}\p{N}_]/u;
const blank = /\s/u;

/** Class of one whole character. */
export function classOfCharacter(character: string): number {
  if (character === '\n') return CharacterClass.LineEnd;
  if (blank.test(character)) return CharacterClass.Blank;
  if (spaceless.test(character)) return CharacterClass.Spaceless;
  return wordCharacter.test(character) ? CharacterClass.Word : CharacterClass.Symbol;
}

/** Class of the last character of a text; 0 for the empty text. */
export function classOfLastCharacter(text: string): number {
  const last = [...text.slice(-2)].at(-1);
  return last === undefined ? 0 : classOfCharacter(last);
}

/** Classes that end a word whose last character has this class. After a symbol or blanks anything may follow. */
export function classesThatEnd(lastClass: number): number {
  return lastClass === CharacterClass.Word || lastClass === CharacterClass.Spaceless
    ? ANY_CHARACTER & ~lastClass
    : ANY_CHARACTER;
}
