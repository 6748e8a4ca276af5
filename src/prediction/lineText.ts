// The text of a document as LSP edits it: lines with their line ends, changed in place by ranges in UTF-16 units.
// Cost of an edit is that of the lines it touches, never of the document. Tells what changed with LF line ends, which
// is how the network reads.
import { wholeCharacters } from './tokenBytes';

export interface Position {
  /** Zero-based. */
  readonly line: number;
  /** UTF-16 units from the start of the line. */
  readonly character: number;
}

export interface TextRange {
  readonly start: Position;
  readonly end: Position;
}

/** An edit between line ends: `range` within the lines before it, `text` with LF line ends. */
export interface LineEdit {
  readonly range: TextRange;
  readonly text: string;
}

const LINE = /[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g;
/** Searched for first: in a long line without an end the expression above goes back over all of it. */
const LINE_END = /[\r\n]/;

export class LineText {
  /** Each with its line end; the last has none. */
  private lines: string[];
  private units: number;

  constructor(text: string) {
    this.lines = split(text);
    this.units = text.length;
  }

  get lineCount(): number {
    return this.lines.length;
  }

  /** UTF-16 units of the whole document, line ends included. */
  get length(): number {
    return this.units;
  }

  /** A line without its line end; empty outside the document. */
  line(index: number): string {
    return withoutEnd(this.lines[index] ?? '');
  }

  /** At most so many lines above a line, the nearest last. */
  linesBefore(index: number, most: number): string[] {
    return this.lines.slice(Math.max(0, index - most), index).map(withoutEnd);
  }

  /** The whole text with LF line ends. */
  toString(): string {
    return this.lines.map(withLineFeed).join('');
  }

  /** Replaces `range` by `text`; positions outside the document count as the nearest one inside, as LSP wants. */
  replace(range: TextRange, text: string): LineEdit {
    const [start, end] = ordered(this.clamp(range.start), this.clamp(range.end));
    const head = this.lines[start.line].slice(0, start.character);
    const tail = this.lines[end.line].slice(end.character);
    this.units += text.length - this.unitsBetween(start, end);
    if (this.joinsLineEnds(start, head + text, tail, end)) return this.replaceWithNeighbours(start.line, head + text + tail, end.line);
    this.splice(start.line, end.line, head + text + tail);
    return { range: { start, end }, text: withLineFeeds(text) };
  }

  /** The nearest position inside the document; between the halves of a surrogate pair, the one before the pair. */
  nearest(position: Position): Position {
    const { line, character } = this.clamp(position);
    return { line, character: wholeCharacters(this.line(line), character) };
  }

  /** The nearest range inside the document, its ends in order. */
  nearestRange(range: TextRange): TextRange {
    const [start, end] = ordered(this.nearest(range.start), this.nearest(range.end));
    return { start, end };
  }

  /** As `nearest`, but exact: an edit may replace half of a surrogate pair, and the editor's text holds the other half then. */
  private clamp(position: Position): Position {
    const line = wholeNumber(position.line);
    if (line >= this.lines.length) return this.endOf(this.lines.length - 1);
    return { line, character: Math.min(wholeNumber(position.character), this.line(line).length) };
  }

  private endOf(line: number): Position {
    return { line, character: this.line(line).length };
  }

  private unitsBetween(start: Position, end: Position): number {
    let units = end.character - start.character;
    for (let line = start.line; line < end.line; line++) units += this.lines[line].length;
    return units;
  }

  /** True where an edit would put a carriage return beside a line feed, so that two line ends become one. */
  private joinsLineEnds(start: Position, left: string, tail: string, end: Position): boolean {
    const before = this.lines[start.line - 1] ?? '';
    const after = this.lines[end.line + 1] ?? '';
    const joined = left + tail;
    return (
      (before.endsWith('\r') && joined.startsWith('\n')) ||
      (left.endsWith('\r') && tail.startsWith('\n')) ||
      (joined.endsWith('\r') && after.startsWith('\n'))
    );
  }

  private replaceWithNeighbours(first: number, joined: string, last: number): LineEdit {
    const from = Math.max(0, first - 1);
    const to = Math.min(this.lines.length - 1, last + 1);
    const text = (from < first ? this.lines[from] : '') + joined + (to > last ? this.lines[to] : '');
    const range = { start: { line: from, character: 0 }, end: this.endOf(to) };
    const closed = to < this.lines.length - 1;
    this.splice(from, to, text);
    return { range, text: withLineFeeds(closed ? withoutEnd(text) : text) };
  }

  private splice(first: number, last: number, joined: string): void {
    const lines = split(joined);
    // `split` ends with an open line; a following line makes it superfluous.
    if (last + 1 < this.lines.length) lines.pop();
    this.lines = spliced(this.lines, first, last + 1 - first, lines);
  }
}

/** Splice without spreading: a paste may bring more lines than a call takes arguments. */
function spliced(lines: string[], first: number, removed: number, added: readonly string[]): string[] {
  if (added.length > 10_000) return lines.slice(0, first).concat(added, lines.slice(first + removed));
  lines.splice(first, removed, ...added);
  return lines;
}

/** Lines with their ends; the last one has none and may be empty. */
function split(text: string): string[] {
  if (!LINE_END.test(text)) return [text];
  const lines: string[] = text.match(LINE) ?? [];
  if (lines.length === 0 || /[\r\n]$/.test(lines[lines.length - 1])) lines.push('');
  return lines;
}

/** Zero for negative numbers and NaN. */
function wholeNumber(value: number): number {
  return value > 0 ? Math.floor(value) : 0;
}

function withoutEnd(line: string): string {
  return line.slice(0, line.length - endLength(line));
}

function withLineFeed(line: string): string {
  const length = endLength(line);
  return length === 0 || (line.endsWith('\n') && length === 1) ? line : `${line.slice(0, line.length - length)}\n`;
}

/** UTF-16 units of the line end: 0, 1 or 2. */
function endLength(line: string): number {
  if (line.endsWith('\r\n')) return 2;
  return line.endsWith('\n') || line.endsWith('\r') ? 1 : 0;
}

function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function ordered(a: Position, b: Position): [Position, Position] {
  return a.line < b.line || (a.line === b.line && a.character <= b.character) ? [a, b] : [b, a];
}
