// The lines of a tracked document as the network reads them, and where that reading is broken. `pending` holds those
// places, in order: from each of them on, up to the next, nats and checkpoints agree among themselves but may not follow
// from the text above. Before the first of them everything is as a fresh reading would have it.
import { RunningFigures } from './documentFigures';
import type { Tokenizer } from './languageModel';
import { tallyLine, type ScoredLine } from './lineTally';
import { comparePositions, TrackedLine, type Carried, type Checkpoint, type ReadPosition } from './trackedLine';

/** More lines than a call should take as arguments. */
const MANY_LINES = 10_000;

/** Lines that took the place of others, and the offsets that still hold in them. */
export interface Replacement {
  /** First and last of the new lines; the same where there is one. */
  readonly start: TrackedLine;
  readonly end: TrackedLine;
  /** Leading targets of `start` that keep their log-losses. */
  readonly kept: number;
  /** The far end of the last removed line in `end`. */
  readonly tail: Carried;
}

export class TrackedLines {
  readonly figures = new RunningFigures();
  pending: ReadPosition[] = [{ line: 0, offset: 0 }];
  /** Lines that add nothing to the figures yet. */
  unread: number;
  /** Lines whose text was not scored as it stands. */
  unscored: number;
  private lines: TrackedLine[];

  constructor(
    readonly tokenizer: Tokenizer,
    texts: readonly string[],
    /** State before the start token: zeros. */
    readonly zeroState: Float32Array,
  ) {
    this.lines = texts.map((text) => new TrackedLine(text));
    this.unread = this.lines.length;
    this.unscored = this.lines.length;
  }

  get count(): number {
    return this.lines.length;
  }

  at(line: number): TrackedLine {
    return this.lines[line];
  }

  tokens(line: number): Uint16Array {
    return this.lines[line].tokens(this.tokenizer);
  }

  /** n + 1. */
  inputCount(line: number): number {
    return this.tokens(line).length + 1;
  }

  input(line: number, offset: number): number {
    if (offset > 0) return this.tokens(line)[offset - 1];
    return line === 0 ? this.tokenizer.startToken : this.tokenizer.lineEndToken;
  }

  target(line: number, offset: number): number {
    const tokens = this.tokens(line);
    return offset < tokens.length ? tokens[offset] : this.tokenizer.lineEndToken;
  }

  /** Replaces `removed` lines from `first` on. @returns the offsets that still hold; undefined if nothing changed. */
  replace(first: number, removed: number, texts: readonly string[]): Replacement | undefined {
    const before = this.lines[first];
    const last = this.lines[first + removed - 1];
    if (removed === 1 && texts.length === 1 && texts[0] === before.text) return undefined;
    const replacement = this.replacement(before, last, texts);
    const { start } = replacement;
    for (let i = first + 1; i < first + removed; i++) this.forget(this.lines[i]);
    this.unread += texts.length - 1;
    this.unscored += texts.length - 1 + (before.scored && !start.scored ? 1 : 0);
    const between = texts.slice(1, -1).map((text) => new TrackedLine(text));
    this.splice(first, removed, [start, ...between, ...(texts.length > 1 ? [replacement.end] : [])]);
    this.movePending(first, removed, texts.length, replacement);
    return replacement;
  }

  /**
   * Steps from a place in the reading over `count` inputs. The end of a line is given as its offset n + 1, not as the
   * start of the next; a step from there goes on in the next.
   */
  stepped({ line, offset }: ReadPosition, count: number): ReadPosition {
    let left = count;
    while (left > this.inputCount(line) - offset) {
      left -= this.inputCount(line) - offset;
      [line, offset] = [line + 1, 0];
    }
    return { line, offset: offset + left };
  }

  /** The `count` inputs from a place on. */
  inputs(from: ReadPosition, count: number): number[] {
    const inputs: number[] = [];
    for (let { line, offset } = from; inputs.length < count; line++, offset = 0) {
      const end = Math.min(this.inputCount(line), offset + count - inputs.length);
      for (; offset < end; offset++) inputs.push(this.input(line, offset));
    }
    return inputs;
  }

  /** Gives a line its place in the figures, now that all of it is scored. */
  tally(index: number): void {
    const line = this.lines[index];
    if (line.tally) this.figures.remove(line.tally);
    else this.unread--;
    if (!line.scored) this.unscored--;
    line.scored = true;
    line.tally = tallyLine(this.scored(index)!, line.words(), this.tokenizer);
    this.figures.add(line.tally);
  }

  /** A line with its nats, if all of it was scored as it stands. */
  scored(index: number): ScoredLine | undefined {
    const { text, nats, scored } = this.lines[index];
    return scored && nats ? { text, nats, tokens: this.tokens(index) } : undefined;
  }

  /** The latest checkpoint of a line at or before an offset that follows from the text above. */
  confirmedCheckpoint(index: number, offset: number): Checkpoint | undefined {
    const broken = this.pending[0];
    if (broken && broken.line < index) return undefined;
    const last = broken?.line === index ? Math.min(offset, broken.offset) : offset;
    return this.lines[index].latestCheckpoint(last) ?? (index === 0 ? { offset: 0, state: this.zeroState } : undefined);
  }

  private replacement(before: TrackedLine, last: TrackedLine, texts: readonly string[]): Replacement {
    const { tokenizer } = this;
    if (texts.length === 1) {
      const { line, carried } = before.edited(texts[0], tokenizer, last);
      return { start: line, end: line, kept: carried.head, tail: carried };
    }
    const { line: end, carried: tail } = last.splitOff(texts[texts.length - 1], tokenizer);
    if (before.text === texts[0]) return { start: before, end, kept: before.tokens(tokenizer).length + 1, tail };
    const { line: start, carried } = before.edited(texts[0], tokenizer);
    return { start, end, kept: carried.head, tail };
  }

  private forget(line: TrackedLine): void {
    if (line.tally) this.figures.remove(line.tally);
    else this.unread--;
    if (!line.scored) this.unscored--;
  }

  private splice(first: number, removed: number, added: TrackedLine[]): void {
    if (added.length > MANY_LINES) this.lines = this.lines.slice(0, first).concat(added, this.lines.slice(first + removed));
    else this.lines.splice(first, removed, ...added);
  }

  /** An edit breaks the reading at the first target that changed; later breaks up to the kept far end are part of that one. */
  private movePending(first: number, removed: number, added: number, { kept, tail }: Replacement): void {
    const changed = { line: first, offset: kept };
    const last = first + removed - 1;
    this.pending = [
      ...this.pending.filter((position) => comparePositions(position, changed) < 0),
      changed,
      ...this.pending
        .filter(({ line, offset }) => line > last || (line === last && offset + tail.moved > tail.tail))
        .map(({ line, offset }) => ({ line: line + added - removed, offset: line === last ? offset + tail.moved : offset })),
    ];
  }
}
