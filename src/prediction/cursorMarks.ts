// Distributions remembered at places where the cursor was, so that a letter more, a letter less or the next request
// costs no step. They follow from the text above exactly, or from a window of it where `approximate` says so.
import type { Distribution } from './distribution';
import { comparePositions, type ReadPosition } from './trackedLine';

/** About 36 kB each at H 1 024 and V 8 192: a megabyte per document in which somebody types. */
const MOST_MARKS = 32;

export interface CursorMark extends ReadPosition {
  /** After input `offset - 1` of the line; `offset` is 1 to n + 1. */
  readonly distribution: Distribution;
  readonly approximate: boolean;
}

export class CursorMarks {
  /** Oldest first. */
  private marks: CursorMark[] = [];

  add(mark: CursorMark): void {
    this.marks = this.marks.filter((other) => comparePositions(other, mark) !== 0 || other.approximate !== mark.approximate);
    this.marks.push(mark);
    if (this.marks.length > MOST_MARKS) this.marks.shift();
  }

  /** The latest mark of a line at or before an offset. */
  latest(line: number, offset: number, approximate: boolean): CursorMark | undefined {
    let best: CursorMark | undefined;
    for (const mark of this.marks) {
      const fits = mark.line === line && mark.offset <= offset && mark.approximate === approximate;
      if (fits && (!best || mark.offset > best.offset)) best = mark;
    }
    return best;
  }

  /** An edit changed line `line` from its target `kept` on, and with it everything that follows. */
  edited(line: number, kept: number): void {
    this.marks = this.marks.filter((mark) => mark.line < line || (mark.line === line && mark.offset <= kept + 1));
  }

  clear(): void {
    this.marks = [];
  }
}
