// Definition of a word: a run of letters, marks, digits and underscores (Hangul too: it is written with spaces), one other
// non-space character, or a piece that `Intl.Segmenter` cuts from a run of a script without spaces: Han and kana, and
// Thai, Lao, Khmer and Burmese. A word begins at a border between pretokens, but for the words inside a run of these last
// four: their letters are ordinary letters to the tokenizer.
import { CharacterClass, classOfCharacter } from './characterClass';
import { linesOf } from './documentTokens';

/** Columns of a word in its line, UTF-16 units; `end` is the column after it. */
export interface WordSpan {
  readonly start: number;
  readonly end: number;
}

/** Class by code for ASCII, so that most text needs no regular expression. */
const asciiClasses = Uint8Array.from({ length: 128 }, (_, code) => classOfCharacter(String.fromCharCode(code)));

const wordCharacter = /[\p{L}\p{M}\p{N}_]/u;

/** Letters, marks and digits of Thai, Lao, Burmese and Khmer are a class of their own here. */
const UNSPACED = 64;
/** Blocks of these scripts: Thai and Lao, Myanmar, Khmer, and the supplements of the last two. */
const UNSPACED_BLOCKS = [[0x0e00, 0x0eff], [0x1000, 0x109f], [0x1780, 0x17ff], [0x19e0, 0x19ff], [0xa9e0, 0xa9ff], [0xaa60, 0xaa7f]] as const;

/** UTF-16 units of a run that is segmented at once. A longer run without a space or a sign is cut into parts of this length. */
export const LONGEST_SEGMENTED = 1000;

/** Whether a code point is a letter, mark, digit or underscore of any script. */
export function isWordCharacter(codePoint: number): boolean {
  if (codePoint < 128) return asciiClasses[codePoint] === CharacterClass.Word;
  return wordCharacter.test(String.fromCodePoint(codePoint));
}

/** Words of one line, in order; they cover every character but white space. */
export function wordsOf(line: string): WordSpan[] {
  const words: WordSpan[] = [];
  addWords(words, line, 0, line.length);
  return words;
}

/**
 * Words of a line after an edit, from those of the line before it. Only the part between two word borders around the edit
 * is cut anew.
 * @param before the line before the edit with all its words. @param kept UTF-16 units that both lines share at the start.
 * @param shared units that they share at the end, none of them among the kept.
 */
export function editedWords(before: { readonly text: string; readonly words: readonly WordSpan[] }, line: string, kept: number, shared: number): WordSpan[] {
  const from = lastWordBorder(line, kept);
  const to = firstWordBorder(line, line.length - shared);
  const moved = line.length - before.text.length;
  const words = before.words.slice(0, firstAtOrAfter(before.words, from));
  addWords(words, line, from, to);
  for (let i = firstAtOrAfter(before.words, to - moved); i < before.words.length; i++) {
    words.push({ start: before.words[i].start + moved, end: before.words[i].end + moved });
  }
  return words;
}

/** Number of words of a text with LF line ends. */
export function countWords(text: string): number {
  return linesOf(text).reduce((words, line) => words + wordsOf(line).length, 0);
}

/** Adds the words of the part of a line from column `from` to column `to`, both word borders. */
function addWords(words: WordSpan[], line: string, from: number, to: number): void {
  for (let start = from; start < to; ) {
    const kind = classAt(line, start);
    const end = kind === CharacterClass.Word || isSegmented(kind) ? runEnd(line, start, kind) : start + unitsAt(line, start);
    if (isSegmented(kind)) addSegments(words, line.slice(start, end), start);
    else if (kind !== CharacterClass.Blank && kind !== CharacterClass.LineEnd) words.push({ start, end });
    start = end;
  }
}

/** Last column up to `end` where words part whatever stands further left or right; 0 if there is none. */
function lastWordBorder(line: string, end: number): number {
  let column = end;
  while (column > 0 && !isWordBorder(line, column, end)) column--;
  return column;
}

/** First such column from `start` on; the length of the line if there is none. */
function firstWordBorder(line: string, start: number): number {
  let column = start;
  while (column < line.length && (column <= start || !isWordBorder(line, column, line.length))) column++;
  return column;
}

/** Whether words part at a column because of the two characters beside it. @param end both characters stand before it. */
function isWordBorder(line: string, column: number, end: number): boolean {
  if (column >= end || isInsidePair(line, column)) return false;
  const left = isInsidePair(line, column - 1) ? column - 2 : column - 1;
  if (column + unitsAt(line, column) > end) return false;
  const kind = classAt(line, left);
  if (kind !== CharacterClass.Word && !isSegmented(kind)) return true;
  return classAt(line, column) !== kind;
}

function isInsidePair(line: string, column: number): boolean {
  return column > 0 && isHigh(line.charCodeAt(column - 1)) && column < line.length && isLow(line.charCodeAt(column));
}

function isHigh(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}

/** Index of the first word that starts at or after a column. */
function firstAtOrAfter(words: readonly WordSpan[], column: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle].start < column) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isSegmented(kind: number): boolean {
  return kind === CharacterClass.Spaceless || kind === UNSPACED;
}

function classAt(line: string, column: number): number {
  const code = line.charCodeAt(column);
  if (code < 128) return asciiClasses[code];
  const kind = classOfCharacter(String.fromCodePoint(line.codePointAt(column)!));
  return kind === CharacterClass.Word && isUnspaced(code) ? UNSPACED : kind;
}

function isUnspaced(code: number): boolean {
  return code >= UNSPACED_BLOCKS[0][0] && UNSPACED_BLOCKS.some(([first, last]) => code >= first && code <= last);
}

/** UTF-16 units of the character at a column: 2 for a whole surrogate pair. */
function unitsAt(line: string, column: number): number {
  return line.codePointAt(column)! > 0xffff ? 2 : 1;
}

function runEnd(line: string, start: number, kind: number): number {
  let end = start;
  while (end < line.length && classAt(line, end) === kind) end += unitsAt(line, end);
  return end;
}

let segmenter: Intl.Segmenter | undefined;

/**
 * ICU cuts by the script whatever the locale (Han and kana with one dictionary for Chinese and Japanese); naming one keeps
 * the result free of the machine's. Made on first use, because most documents need none.
 */
function addSegments(words: WordSpan[], run: string, offset: number): void {
  segmenter ??= new Intl.Segmenter('ja', { granularity: 'word' });
  for (let from = 0; from < run.length; ) {
    const part = run.slice(from, wholeCharacter(run, from + LONGEST_SEGMENTED));
    for (const { index, segment } of segmenter.segment(part)) {
      words.push({ start: offset + from + index, end: offset + from + index + segment.length });
    }
    from += part.length;
  }
}

function wholeCharacter(run: string, column: number): number {
  return isInsidePair(run, column) ? column - 1 : column;
}
