// One line of a tracked document: its tokens, their log-losses, and hidden states to begin again from.
// The network reads a line as n + 1 inputs, an opener (the start token, or the line end before) and the n tokens, and
// each input predicts one target: the n tokens and the line end after. So a line is the same wherever it stands.
// An edit keeps the head of a line and the far end of a long one; in between, log-losses are missing until they are read.
import { commonPrefix, commonSuffix, commonTokens, commonTokensAtEnd, editedTokens, SHORT_LINE } from './editedTokens';
import type { Tokenizer } from './languageModel';
import type { LineTally } from './lineTally';
import { editedWords, wordsOf, type WordSpan } from './words';

/** A place in the network's reading: before input `offset` (0 to n + 1) of a line. */
export interface ReadPosition {
  readonly line: number;
  readonly offset: number;
}

export interface Checkpoint {
  /** Inputs of the line that were read: 0 to n. */
  readonly offset: number;
  /** (layers, 1, H). */
  state: Float32Array;
}

/** Offsets of a line that hold in the line after an edit. */
export interface Carried {
  /** Leading targets that keep their log-losses. */
  readonly head: number;
  /** First target of the new line whose log-loss comes from the far end of the old one. */
  readonly tail: number;
  /** New offset minus old offset in that far end. */
  readonly moved: number;
}

/**
 * Targets behind an edit that are scored again at once; those further on differ little, and are read again in a quieter
 * moment, as the lines below are. A network of the bundled kind has forgotten most of a change after so many.
 */
const NEAR_TOKENS = 32;

const NOTHING_CARRIED: Carried = { head: 0, tail: Infinity, moved: 0 };

export class TrackedLine {
  /** Natural log-losses of the n + 1 targets, NaN where one is missing; undefined until the line was reached. */
  nats: Float32Array | undefined;
  /** Ordered by offset. Between a missing log-loss and the next checkpoint behind it no further checkpoint stands. */
  checkpoints: Checkpoint[] = [];
  /** Share of the line in the figures; after an edit that of the old text until the new one is scored. */
  tally: LineTally | undefined;
  /** Whether `tally` is that of the present text. */
  scored = false;
  private missing = Infinity;
  private encoded: Uint16Array | undefined;
  /** Words of this text or, after an edit, of an earlier one; kept of long lines only. */
  private cut: { readonly text: string; readonly words: readonly WordSpan[] } | undefined;

  constructor(readonly text: string) {}

  tokens(tokenizer: Tokenizer): Uint16Array {
    return (this.encoded ??= Uint16Array.from(tokenizer.encodeLine(this.text)));
  }

  /** Words of the line, in order. */
  words(): readonly WordSpan[] {
    const { text, cut } = this;
    if (text.length <= SHORT_LINE) return wordsOf(text);
    if (cut?.text === text) return cut.words;
    const kept = cut ? commonPrefix(cut.text, text) : 0;
    const words = cut ? editedWords(cut, text, kept, commonSuffix(cut.text, text, kept)) : wordsOf(text);
    this.cut = { text, words };
    return words;
  }

  /** Whether every target has a log-loss. */
  get complete(): boolean {
    return this.missing === 0;
  }

  /**
   * Targets from an offset up to the last one among the next `most` that has no log-loss; all of the rest of a line that
   * was never reached.
   */
  missingUpTo(offset: number, most: number): number {
    if (!this.nats) return Infinity;
    let count = 0;
    for (let ahead = 0; ahead < most && offset + ahead < this.nats.length; ahead++) if (Number.isNaN(this.nats[offset + ahead])) count = ahead + 1;
    return count;
  }

  /** Writes down the log-loss of a target. @param targets n + 1. */
  record(offset: number, value: number, targets: number): void {
    if (!this.nats) {
      this.nats = new Float32Array(targets).fill(NaN);
      this.missing = targets;
    }
    if (Number.isNaN(this.nats[offset])) this.missing--;
    this.nats[offset] = value;
  }

  /**
   * The line with another text: it begins as this one does and ends as `end` does.
   * @param end another line where the edit has joined two; this line unless told.
   */
  edited(text: string, tokenizer: Tokenizer, end: TrackedLine = this): { line: TrackedLine; carried: Carried } {
    const line = new TrackedLine(text);
    line.tally = this.tally;
    return { line, carried: line.takeOver(this, end, tokenizer) };
  }

  /** A new line whose text ends as this one does, behind a new line end. */
  splitOff(text: string, tokenizer: Tokenizer): { line: TrackedLine; carried: Carried } {
    const line = new TrackedLine(text);
    return { line, carried: line.takeOver(undefined, this, tokenizer) };
  }

  /** The latest checkpoint at or before an offset. */
  latestCheckpoint(offset: number): Checkpoint | undefined {
    return this.checkpoints.findLast((checkpoint) => checkpoint.offset <= offset);
  }

  checkpointAt(offset: number): Checkpoint | undefined {
    return this.checkpoints.find((checkpoint) => checkpoint.offset === offset);
  }

  addCheckpoint(added: Checkpoint): void {
    const after = this.checkpoints.findIndex(({ offset }) => offset > added.offset);
    this.checkpoints.splice(after < 0 ? this.checkpoints.length : after, 0, added);
  }

  removeCheckpoint(removed: Checkpoint): void {
    this.checkpoints = this.checkpoints.filter((checkpoint) => checkpoint !== removed);
  }

  private takeOver(start: TrackedLine | undefined, end: TrackedLine, tokenizer: Tokenizer): Carried {
    const source = start && start.text.length > end.text.length ? start : end;
    this.cut = source.cut;
    if (!start?.encoded && !end.encoded) return NOTHING_CARRIED;
    const tokens = source.encoded ? editedTokens(tokenizer, { text: source.text, tokens: source.encoded }, this.text) : Uint16Array.from(tokenizer.encodeLine(this.text));
    this.encoded = tokens;
    const head = start?.encoded ? commonTokens(start.encoded, tokens) : 0;
    // Of one and the same line the head is no part of the end.
    const most = Math.min((end.encoded?.length ?? 0) - (start === end ? head : 0), tokens.length - head);
    const shared = end.encoded ? commonTokensAtEnd(end.encoded, tokens, most) : 0;
    const carried = { head, tail: tokens.length - shared + NEAR_TOKENS, moved: tokens.length - (end.encoded?.length ?? 0) };
    this.takeNats(start, end, carried);
    this.checkpoints = [
      ...(start?.checkpoints.filter(({ offset }) => offset <= head) ?? []),
      ...end.checkpoints.filter(({ offset }) => offset + carried.moved >= carried.tail).map(({ offset, state }) => ({ offset: offset + carried.moved, state })),
    ];
    return carried;
  }

  private takeNats(start: TrackedLine | undefined, end: TrackedLine, { head, tail, moved }: Carried): void {
    if (!start?.nats && !end.nats) return;
    const nats = new Float32Array(this.encoded!.length + 1).fill(NaN);
    if (start?.nats) nats.set(start.nats.subarray(0, head));
    if (end.nats && tail < nats.length) nats.set(end.nats.subarray(tail - moved), tail);
    this.nats = nats;
    this.missing = 0;
    for (let target = 0; target < nats.length; target++) if (Number.isNaN(nats[target])) this.missing++;
  }
}

/** Negative, zero or positive as `a` stands before, at or after `b`. */
export function comparePositions(a: ReadPosition, b: ReadPosition): number {
  return a.line - b.line || a.offset - b.offset;
}
