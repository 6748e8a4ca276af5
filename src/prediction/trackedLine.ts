// One line of a tracked document: its tokens, what the network said of them, and states to begin again from.
// The network reads a line as n + 1 inputs, an opener (the start token, or the line end before) and the n tokens, and
// each input predicts one target: the n tokens and the line end after. So a line is the same wherever it stands.
import { commonTokens, editedTokens } from './editedTokens';
import type { Tokenizer } from './languageModel';
import type { LineTally } from './lineTally';

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

export class TrackedLine {
  /** Natural log-losses of the n + 1 targets; undefined until the line was reached. */
  nats: Float32Array | undefined;
  /** Ordered by offset. */
  checkpoints: Checkpoint[] = [];
  /** What the line adds to the figures; after an edit that of the old text until the new one is scored. */
  tally: LineTally | undefined;
  /** Whether `tally` is that of the text as it stands. */
  scored = false;
  private encoded: Uint16Array | undefined;

  constructor(readonly text: string) {}

  tokens(tokenizer: Tokenizer): Uint16Array {
    return (this.encoded ??= Uint16Array.from(tokenizer.encodeLine(this.text)));
  }

  /** The line after an edit, with all that still holds. @returns the line and how many leading targets kept their nats. */
  edited(text: string, tokenizer: Tokenizer): { line: TrackedLine; kept: number } {
    const line = new TrackedLine(text);
    line.tally = this.tally;
    if (!this.encoded) return { line, kept: 0 };
    line.encoded = editedTokens(tokenizer, { text: this.text, tokens: this.encoded }, text);
    const kept = commonTokens(this.encoded, line.encoded);
    line.checkpoints = this.checkpoints.filter(({ offset }) => offset <= kept);
    if (this.nats) {
      line.nats = new Float32Array(line.encoded.length + 1);
      line.nats.set(this.nats.subarray(0, kept));
    }
    return { line, kept };
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
}

/** Negative, zero or positive as `a` stands before, at or after `b`. */
export function comparePositions(a: ReadPosition, b: ReadPosition): number {
  return a.line - b.line || a.offset - b.offset;
}
