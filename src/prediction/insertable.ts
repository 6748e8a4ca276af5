// What of a found text may stand at the cursor: not what stands right of it already, no half of a character as people
// see it, no broken or invisible character, no stand-in of a secret, and nothing that saves no typing.
import { CharacterClass, classOfCharacter } from './characterClass';
import { hasInvisibleCharacter } from './invisibleCharacters';
import { addsStandIn } from './standIns';
import { wordsOf } from './words';

/** Fewer characters than this are typed faster than read. */
const FEWEST_CHARACTERS = 2;

const openers = new Map([[')', '('], [']', '['], ['}', '{'], ['>', '<']]);
const quotes = new Set(['"', "'", '`']);
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Whether a word would stand twice: the first word right of the cursor is the same, and what is inserted before it does
 * not ask for one of its own, as an opening bracket asks for the closing one.
 */
export function standsRightOfCursor(word: string, insertedBefore: string, textAfterCursor: string): boolean {
  const [first] = wordsOf(textAfterCursor);
  if (!first || textAfterCursor.slice(first.start, first.end) !== word) return false;
  const opener = openers.get(word);
  if (opener !== undefined) return count(insertedBefore, opener) <= count(insertedBefore, word);
  return !(quotes.has(word) && count(insertedBefore, word) % 2 === 1);
}

/**
 * Whether an insertion is visible, unbroken text that holds no part of a stand-in. Holds for every text that Elman puts into a document.
 * @param before text of the line left of the insertion.
 * @param isGrowing true if more text will follow, which can make a joiner at the end legitimate.
 */
export function isPresentable(before: string, inserted: string, isGrowing = false): boolean {
  return !hasInvisibleCharacter(before, inserted, isGrowing) && !addsStandIn(before, inserted);
}

/** Whether an insertion is worth showing, apart from how probable it is. */
export function savesTyping(inserted: string): boolean {
  const characters = [...inserted.trim()];
  const named: number = CharacterClass.Word | CharacterClass.Spaceless;
  return characters.length >= FEWEST_CHARACTERS && characters.some((character) => (classOfCharacter(character) & named) !== 0);
}

/** Whether a text ends between two characters as people see them: before the next skin tone, inside a family or a flag. */
export function endsWithinGrapheme(text: string, textAfterCursor: string): boolean {
  if (text.endsWith('\u200d') || text.endsWith('\ufffd')) return true;
  const flags = /\p{RI}+$/u.exec(text);
  if (flags && (flags[0].length / 2) % 2 === 1) return true;
  if (textAfterCursor === '') return false;
  return graphemes.segment(text + textAfterCursor).containing(text.length)?.index !== text.length;
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
