// Reads a document in short slices and keeps the log-loss of every token. After an edit it reads on from the nearest
// state before the change until the hidden state is again the one remembered from before, and leaves the rest alone.
import type { CursorMarks } from './cursorMarks';
import { exactStateBefore } from './knownState';
import type { NetworkOutput } from './languageModel';
import { rowOf } from './matrixRows';
import type { NeuralCache } from './memory/neuralCache';
import { RUN_TOKENS, type NetworkRuns } from './networkRuns';
import { comparePositions, type Checkpoint, type ReadPosition } from './trackedLine';
import type { TrackedLines } from './trackedLines';

/** Checkpoints stand at line starts at least this far apart: H x 4 bytes per 32 to 64 tokens, at H 1 024 64 to 128 bytes a token. */
const LINE_CHECKPOINT_TOKENS = 32;
/** Within long lines this far: what an edit has to go back at most. */
const LONGEST_GAP_TOKENS = 64;
/** Checkpoints that edits have brought closer together than this are given up. */
const SHORTEST_GAP_TOKENS = 16;
/** Largest difference at which two hidden states agree: above the noise of float32 runs of other lengths (1e-6), a tenth of what may differ. */
const AGREEMENT = 1e-5;
/** A state may meet the remembered one by chance, or before a late effect shows: it must agree at two checkpoints this far apart. */
const AGREEMENT_TOKENS = 16;

/**
 * `changes`: only until every line has been scored as it stands, so that a key costs what it changed; `everything`: on
 * until the lines below follow from the change too.
 */
export type ReadingDepth = 'changes' | 'everything';

/** Where the reading stands between two runs. */
interface Reading extends ReadPosition {
  readonly state: Float32Array;
  /** Tokens read since the last checkpoint. */
  readonly sinceCheckpoint: number;
  /** Tokens read since the state agreed with a remembered one; undefined if it does not. */
  readonly agreedFor: number | undefined;
}

export class BackgroundReader {
  private reading: Reading | undefined;

  constructor(
    private readonly lines: TrackedLines,
    private readonly marks: CursorMarks,
    private readonly runs: NetworkRuns,
    private readonly cache: NeuralCache,
  ) {}

  /** An edit changed the document from this line on. */
  edited(line: number): void {
    if (this.reading && this.reading.line >= line) this.reading = undefined;
  }

  /** Reads up to `maximumTokens` tokens of what is pending. @returns whether anything is left. */
  async advance(maximumTokens: number, depth: ReadingDepth): Promise<boolean> {
    const { version } = this.runs;
    for (let left = maximumTokens; left > 0 && this.isDue(depth); ) {
      const reading = (this.reading ??= this.begin());
      const most = Math.min(RUN_TOKENS, left);
      const count = Math.min(this.tokensToStop(reading), depth === 'changes' ? this.tokensOfChanges(reading, most) : most);
      if (count > 0) {
        const output = await this.runs.run(this.lines.inputs(reading, count), reading.state, 'all');
        if (version !== this.runs.version) return true;
        this.reading = { ...this.score(reading, output, count), state: output.state };
      }
      this.arrive(this.reading);
      left -= count;
    }
    return this.isDue(depth);
  }

  private isDue(depth: ReadingDepth): boolean {
    return this.lines.pending.length > 0 && (depth === 'everything' || this.lines.unscored > 0);
  }

  private begin(): Reading {
    const { line, offset, state } = exactStateBefore(this.lines, this.marks, this.lines.pending[0]);
    return { ...this.opened({ line, offset }), state, sinceCheckpoint: this.sinceCheckpoint({ line, offset }), agreedFor: undefined };
  }

  /** The end of a line is the start of the next. */
  private opened({ line, offset }: ReadPosition): ReadPosition {
    return offset < this.lines.inputCount(line) ? { line, offset } : { line: line + 1, offset: 0 };
  }

  private sinceCheckpoint(position: ReadPosition): number {
    let distance = 0;
    for (let { line, offset } = position; ; line--, offset = this.lines.inputCount(line)) {
      const checkpoint = this.lines.confirmedCheckpoint(line, offset);
      if (checkpoint) return distance + offset - checkpoint.offset;
      distance += offset;
    }
  }

  /** Tokens to the next place where something has to be done: a remembered checkpoint, else where a new one is due. */
  private tokensToStop(reading: Reading): number {
    const { lines } = this;
    const longest = Math.max(0, LONGEST_GAP_TOKENS - reading.sinceCheckpoint);
    let due: number | undefined;
    let distance = 0;
    for (let { line, offset } = reading; line < lines.count && distance <= longest; line++, offset = 0) {
      const remembered = lines.at(line).checkpoints.find((checkpoint) => this.isAhead({ line, offset: checkpoint.offset }, { line, offset }));
      if (remembered && distance + remembered.offset - offset <= longest) return distance + remembered.offset - offset;
      if (offset === 0 && distance > 0 && reading.sinceCheckpoint + distance >= LINE_CHECKPOINT_TOKENS) due ??= distance;
      distance += lines.inputCount(line) - offset;
    }
    return due ?? Math.min(distance, longest);
  }

  /** Tokens to the end of what is next without a score; `most` if that is further or everything has one. */
  private tokensOfChanges(reading: Reading, most: number): number {
    let distance = 0;
    let changes = 0;
    for (let { line, offset } = reading; line < this.lines.count && distance < most; line++, offset = 0) {
      const tracked = this.lines.at(line);
      const inputs = this.lines.inputCount(line) - offset;
      if (!tracked.scored) changes = distance + Math.min(inputs, tracked.missingUpTo(offset, most - distance));
      else if (changes > 0) break;
      if (!tracked.scored && changes < distance + inputs) break;
      distance += inputs;
    }
    return changes > 0 ? Math.min(changes, most) : most;
  }

  /** At or after `from`, and not yet passed. */
  private isAhead(position: ReadPosition, from: ReadPosition): boolean {
    return comparePositions(position, from) >= 0 && comparePositions(position, this.lines.pending[0]) > 0;
  }

  /** Writes down the log-losses of a run, and what the output layer saw. @returns where the reading stands after it. */
  private score(reading: Reading, { logProbabilities, projected }: NetworkOutput, count: number): Reading {
    const V = this.runs.model.vocabularySize;
    let at: ReadPosition = reading;
    for (let row = 0; row < count; row++) {
      const line = this.lines.at(at.line);
      const inputCount = this.lines.inputCount(at.line);
      const target = this.lines.target(at.line, at.offset);
      line.record(at.offset, -logProbabilities[row * V + target], inputCount);
      if (projected) this.cache.record(line, { offset: at.offset, target }, rowOf(projected, row, count));
      if (at.offset === inputCount - 1 || (!line.scored && line.complete)) this.lines.tally(at.line);
      at = this.opened({ line: at.line, offset: at.offset + 1 });
    }
    return {
      ...reading,
      line: at.line,
      offset: at.offset,
      sinceCheckpoint: reading.sinceCheckpoint + count,
      agreedFor: reading.agreedFor === undefined ? undefined : reading.agreedFor + count,
    };
  }

  /** Compares with what is remembered at the place reached, remembers, and stops where the reading need not go on. */
  private arrive(reading: Reading): void {
    const { lines } = this;
    const remembered = reading.line < lines.count ? lines.at(reading.line).checkpointAt(reading.offset) : undefined;
    const agreedFor = comparePositions(reading, lines.pending[0]) > 0 ? this.confirm(reading, remembered) : undefined;
    this.reading = { ...reading, agreedFor, sinceCheckpoint: this.remember(reading, remembered) };
    const settled = remembered !== undefined && agreedFor !== undefined && agreedFor >= AGREEMENT_TOKENS;
    if (settled || reading.line === lines.count) this.settle(reading);
  }

  /** What stands before a place beyond the first break follows from the text above. @returns the new `agreedFor`. */
  private confirm(reading: Reading, remembered: Checkpoint | undefined): number | undefined {
    const { lines } = this;
    const ahead = lines.pending.slice(1).filter((position) => comparePositions(position, reading) > 0);
    const passedAnotherBreak = ahead.length < lines.pending.length - 1;
    lines.pending = [{ line: reading.line, offset: reading.offset }, ...ahead];
    if (passedAnotherBreak || !remembered) return passedAnotherBreak ? undefined : reading.agreedFor;
    return largestDifference(remembered.state, reading.state) <= AGREEMENT ? (reading.agreedFor ?? 0) : undefined;
  }

  /** Keeps the state where a checkpoint is or is due. @returns tokens since the last checkpoint. */
  private remember({ line, offset, state, sinceCheckpoint }: Reading, remembered: Checkpoint | undefined): number {
    if (line === this.lines.count) return sinceCheckpoint;
    if (remembered) {
      remembered.state = state;
      if (sinceCheckpoint === 0 || sinceCheckpoint >= SHORTEST_GAP_TOKENS) return 0;
      this.lines.at(line).removeCheckpoint(remembered);
      return sinceCheckpoint;
    }
    if (sinceCheckpoint < (offset === 0 ? LINE_CHECKPOINT_TOKENS : LONGEST_GAP_TOKENS)) return sinceCheckpoint;
    this.lines.at(line).addCheckpoint({ offset, state });
    return 0;
  }

  /** From here on all that is remembered holds, up to the next break. */
  private settle({ line, offset }: ReadPosition): void {
    const { lines } = this;
    lines.pending = line === lines.count ? [] : lines.pending.slice(1);
    this.reading = undefined;
    // The rest of a long line was scored before; unless it is broken again, its sum can be made now.
    if (offset > 0 && lines.pending[0]?.line !== line) lines.tally(line);
  }
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]));
  return largest;
}
