// A text that grows in a document at one place: what of it stands there, what is on its way and what waits. It tells
// changes and cursors of its own from those of the user. Places are offsets, UTF-16 units from the start. Pure.

/** What a change of a document replaced. */
export interface TextChange {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

export interface Insertion {
  readonly offset: number;
  readonly text: string;
}

export class WrittenText {
  private written = 0;
  /** `written` before the last insertion: what is heard of the cursor may be a step behind. */
  private writtenBefore = 0;
  private onItsWay = '';
  private waiting = '';

  /** @param start where the text begins. @param lineEnd of the document. */
  constructor(
    private readonly start: number,
    private readonly lineEnd: '\n' | '\r\n',
  ) {}

  /** Whether any of it stands in the document. */
  get isBegun(): boolean {
    return this.written > 0;
  }

  /** Whether an insertion was taken that has not arrived. */
  get isOnItsWay(): boolean {
    return this.onItsWay !== '';
  }

  get end(): number {
    return this.start + this.written;
  }

  /** More text, with LF line ends. */
  add(text: string): void {
    this.waiting += this.lineEnd === '\n' ? text : text.replaceAll('\n', this.lineEnd);
  }

  /** All that waits, to be inserted now; undefined if nothing does. */
  take(): Insertion | undefined {
    if (this.waiting === '') return undefined;
    [this.onItsWay, this.waiting] = [this.waiting, ''];
    return { offset: this.end, text: this.onItsWay };
  }

  /** Notes a change of the document. @returns whether it was the insertion that was taken. */
  arrived(changes: readonly TextChange[]): boolean {
    const [change, ...more] = changes;
    if (!change) return true; // Only whether it is saved has changed.
    const isOwn = more.length === 0 && change.rangeLength === 0 && change.rangeOffset === this.end && change.text === this.onItsWay;
    if (!isOwn) return false;
    this.writtenBefore = this.written;
    this.written += this.onItsWay.length;
    this.onItsWay = '';
    return true;
  }

  /** Whether a cursor stands where insertions leave it; elsewhere the user has put it. */
  isAtEnd(offset: number): boolean {
    return [this.writtenBefore, this.written, this.written + this.onItsWay.length].includes(offset - this.start);
  }
}
