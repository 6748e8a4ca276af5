// Columns of a line at which pieces (pretokens.ts) part whatever stands further left or right. A line can be encoded in
// parts between such columns. They follow from the two characters beside them: a sign and a character of Han or kana are
// pieces of their own, and letters, digits and blanks never share a piece, but for the blank before it.
import { SPACELESS } from './pretokens';

const PieceKind = { Blank: 0, Letter: 1, Digit: 2, Single: 3 } as const;

const spaceless = new RegExp(`[${SPACELESS}]`, 'u');
const letter = /[\p{L}\p{M}_]/u;
const digit = /\p{N}/u;

/** Kind by code for ASCII: most text needs no regular expression. */
const asciiKinds = Uint8Array.from({ length: 128 }, (_, code) => kindOf(String.fromCharCode(code)));

/** Last border up to `end`, with the character behind it before `end` too; 0 if there is none. */
export function lastBorder(line: string, end: number): number {
  let column = Math.max(0, end - 1);
  while (column > 0 && !(column + unitsAt(line, column) <= end && isBorder(line, column))) column--;
  return column;
}

/** First border with the character before it at or after `start`; the length of the line if there is none. */
export function firstBorder(line: string, start: number): number {
  let column = start + 1;
  while (column < line.length && !(isBorder(line, column) && startBefore(line, column) >= start)) column++;
  return Math.min(column, line.length);
}

function isBorder(line: string, column: number): boolean {
  if (isInsidePair(line, column)) return false;
  const before = kindAt(line, startBefore(line, column));
  if (before === PieceKind.Blank) return false;
  return before === PieceKind.Single || before !== kindAt(line, column);
}

/** Column of the character that ends at a column. */
function startBefore(line: string, column: number): number {
  return isInsidePair(line, column - 1) ? column - 2 : column - 1;
}

function isInsidePair(line: string, column: number): boolean {
  return column > 0 && line.codePointAt(column - 1)! > 0xffff;
}

function unitsAt(line: string, column: number): number {
  return line.codePointAt(column)! > 0xffff ? 2 : 1;
}

function kindAt(line: string, column: number): number {
  const code = line.codePointAt(column)!;
  return code < 128 ? asciiKinds[code] : kindOf(String.fromCodePoint(code));
}

function kindOf(character: string): number {
  if (character === ' ' || character === '\t') return PieceKind.Blank;
  if (spaceless.test(character)) return PieceKind.Single;
  if (letter.test(character)) return PieceKind.Letter;
  return digit.test(character) ? PieceKind.Digit : PieceKind.Single;
}
