// What counts as a word: a run of letters, marks, digits and underscores (Hangul too: it writes with spaces), one other
// non-space character, or a piece of a run of Han and kana as `Intl.Segmenter` cuts it. Every word begins at a border
// between pretokens, because both use the same classes.
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

/** Whether a code point is a letter, mark, digit or underscore of any script. */
export function isWordCharacter(codePoint: number): boolean {
  if (codePoint < 128) return asciiClasses[codePoint] === CharacterClass.Word;
  return wordCharacter.test(String.fromCodePoint(codePoint));
}

/** Words of one line, in order; they cover every character but white space. */
export function wordsOf(line: string): WordSpan[] {
  const words: WordSpan[] = [];
  for (let start = 0; start < line.length; ) {
    const kind = classAt(line, start);
    const end = kind === CharacterClass.Word || kind === CharacterClass.Spaceless ? runEnd(line, start, kind) : start + unitsAt(line, start);
    if (kind === CharacterClass.Spaceless) addSegments(words, line.slice(start, end), start);
    else if (kind !== CharacterClass.Blank && kind !== CharacterClass.LineEnd) words.push({ start, end });
    start = end;
  }
  return words;
}

/** Of a text with LF line ends. */
export function countWords(text: string): number {
  return linesOf(text).reduce((words, line) => words + wordsOf(line).length, 0);
}

function classAt(line: string, column: number): number {
  const code = line.charCodeAt(column);
  return code < 128 ? asciiClasses[code] : classOfCharacter(String.fromCodePoint(line.codePointAt(column)!));
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
 * ICU cuts Han and kana with one dictionary for Chinese and Japanese, whatever the locale; naming one keeps the result
 * free of the machine's. Made on first use, because most documents need none.
 */
function addSegments(words: WordSpan[], run: string, offset: number): void {
  segmenter ??= new Intl.Segmenter('ja', { granularity: 'word' });
  for (const { index, segment } of segmenter.segment(run)) {
    words.push({ start: offset + index, end: offset + index + segment.length });
  }
}
