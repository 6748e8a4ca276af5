// Where words begin and end among tokens.
import { CharacterClass, classOfLastCharacter } from '../characterClass';
import type { Tokenizer } from '../languageModel';
import { classOfFirstCharacter, decodeStrictly } from '../utf8';

export interface WordBorders {
  /** Whether a word begins with a token. @param before the token before it; undefined at the start of a text. */
  beginsWith(first: number, before: number | undefined): boolean;
  /** Whether a word has ended before a token. @param after undefined at the end of a text. */
  endsBefore(after: number | undefined): boolean;
}

const known = new WeakMap<Tokenizer, WordBorders>();

/** The borders of a tokenizer's tokens; made once for each. */
export function wordBordersOf(tokenizer: Tokenizer): WordBorders {
  const borders = known.get(tokenizer) ?? makeBorders(tokenizer);
  known.set(tokenizer, borders);
  return borders;
}

function makeBorders(tokenizer: Tokenizer): WordBorders {
  const all = Array.from({ length: tokenizer.size }, (_, token) => tokenizer.bytesOf(token));
  const firsts = Uint8Array.from(all, classOfFirstCharacter);
  const lasts = Uint8Array.from(all, lastClass);
  const inside = CharacterClass.Word | CharacterClass.Inside;
  return {
    beginsWith: (first, before) => before === undefined || (firsts[first] & CharacterClass.Blank) !== 0 || (lasts[before] & inside) === 0,
    endsBefore: (after) => after === undefined || (firsts[after] & inside) === 0,
  };
}

/** Class of the last character that some bytes hold; a part of a character counts as part of a word. */
function lastClass(bytes: Uint8Array): number {
  const text = decodeStrictly(bytes);
  return text === undefined ? CharacterClass.Inside : classOfLastCharacter(text);
}
