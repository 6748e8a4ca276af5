// Surprisal of words under the network mixed with the memory of the text above them: a word that was written before is
// expected again. Only lines that somebody looks at are scored; what was scored is kept until something above changes.
// The figures of the document know nothing of this.
import { nearbyState } from '../knownState';
import type { WordSurprisal } from '../lineFigures';
import { tallyLine } from '../lineTally';
import { RUN_TOKENS, type NetworkRuns } from '../networkRuns';
import type { TrackedLine } from '../trackedLine';
import type { TrackedLines } from '../trackedLines';
import type { DocumentMemory } from './documentMemory';
import { IndexedSource, ScannedSource, type FollowerSource } from './followers';
import { knownOf, type Known } from './known';
import { mixInto } from './mixture';
import { LONGEST_CONTEXT, TokenIndex } from './tokenIndex';

/** Tokens above a line that are remembered. */
const TOKENS_ABOVE = 16_384;
/** Tokens that are looked at one by one before they are indexed. */
const SCANNED_TOKENS = 1_024;
/** Edits that are kept to tell which lines still hold. */
const MOST_EDITS = 256;

/** Runs the network when it is this work's turn; may throw to end the work. */
export type Turn = <T>(run: () => Promise<T>) => Promise<T>;

interface Scored {
  /** Log-losses of the first targets of the line. */
  readonly nats: readonly number[];
  /** Number of edits of the document before. */
  readonly edits: number;
}

/** Tokens above a place: the far ones indexed, the near ones as they are. */
interface Above {
  readonly indexed: FollowerSource;
  /** The last tokens that are indexed, then those that are not. */
  readonly near: number[];
  /** How many of `near` are indexed. */
  readonly from: number;
  /** Line that comes next. */
  readonly line: number;
}

export class MemoryScorer {
  private readonly scored = new WeakMap<TrackedLine, Scored>();
  /** First lines of the latest edits. */
  private edits: number[] = [];
  private forgottenEdits = 0;

  constructor(
    private readonly lines: TrackedLines,
    private readonly runs: NetworkRuns,
    private readonly memory: DocumentMemory,
  ) {}

  /** Lines from this one on were changed. */
  edited(first: number): void {
    this.edits.push(first);
    if (this.edits.length > 2 * MOST_EDITS) {
      this.forgottenEdits += this.edits.length - MOST_EDITS;
      this.edits = this.edits.slice(-MOST_EDITS);
    }
  }

  /**
   * Scores lines, in order, as far as a number of tokens goes.
   * @param numbers of the lines, ascending. @param mostTokens to be read; lines that hold still cost none.
   * @param turn asked before every run of the network, at most 64 tokens.
   * @returns words of the lines that were scored; undefined if the document changed meanwhile.
   */
  async wordSurprisals(numbers: readonly number[], mostTokens: number, turn: Turn): Promise<WordSurprisal[] | undefined> {
    const { version } = this.runs;
    const words: WordSurprisal[] = [];
    let left = mostTokens;
    let above: Above | undefined;
    for (const number of numbers) {
      if (number >= this.lines.count) break;
      if (!this.holds(number)) {
        if (left <= 0) break;
        above = this.aboveOf(number, above);
        const read = await this.score(number, above, left, turn);
        if (read === undefined || version !== this.runs.version) return undefined;
        left -= read;
      }
      words.push(...this.wordsOf(number));
    }
    return words;
  }

  private holds(number: number): boolean {
    const known = this.scored.get(this.lines.at(number));
    if (!known || known.edits < this.forgottenEdits) return false;
    return this.edits.slice(known.edits - this.forgottenEdits).every((first) => first > number);
  }

  /** Reads a line. @returns tokens that the network read; undefined if the document changed meanwhile. */
  private async score(number: number, above: Above, most: number, turn: Turn): Promise<number | undefined> {
    const { lines, runs } = this;
    const { version } = runs;
    const known = nearbyState(lines, number);
    const edits = this.forgottenEdits + this.edits.length;
    const targets = Math.min(lines.inputCount(number), most);
    const lead = known.inputs.length;
    const inputs = [...known.inputs, ...lines.inputs({ line: number, offset: 0 }, targets)];
    const context = new Context(above, lines.tokenizer.startToken);
    const nats: number[] = [];
    let { state } = known;
    for (let start = 0; start < inputs.length; start += RUN_TOKENS) {
      const slice = inputs.slice(start, start + RUN_TOKENS);
      const output = await turn(() => runs.run(slice, state, 'all'));
      if (version !== runs.version) return undefined;
      state = output.state;
      const V = runs.model.vocabularySize;
      for (let row = Math.max(0, lead - start); row < slice.length; row++) {
        const distribution = output.logProbabilities.slice(row * V, (row + 1) * V);
        context.read(slice[row]);
        mixInto(distribution, context.known());
        nats.push(-distribution[lines.target(number, start + row - lead)]);
      }
    }
    this.scored.set(lines.at(number), { nats, edits });
    return inputs.length;
  }

  /** Words whose tokens were all read. */
  private wordsOf(line: number): WordSurprisal[] {
    const tracked = this.lines.at(line);
    const tokens = this.lines.tokens(line);
    const { nats } = this.scored.get(tracked)!;
    const filled = new Float32Array(tokens.length + 1).fill(NaN);
    filled.set(nats);
    const words = tracked.words();
    const { natsOfWords } = tallyLine({ text: tracked.text, tokens, nats: filled }, words, this.lines.tokenizer);
    return words.flatMap(({ start, end }, i) => (Number.isNaN(natsOfWords[i]) ? [] : [{ line, start, end, surprisalBits: natsOfWords[i] / Math.LN2 }]));
  }

  /** Memory of the text above a line; goes on from that of an earlier one while few tokens lie between. */
  private aboveOf(line: number, earlier: Above | undefined): Above {
    if (earlier) {
      const near = [...earlier.near];
      for (let next = earlier.line; next < line && near.length <= SCANNED_TOKENS; next++) near.push(...this.memory.above(next + 1, SCANNED_TOKENS, 1));
      if (near.length <= SCANNED_TOKENS) return { ...earlier, near, line };
    }
    const { startToken } = this.lines.tokenizer;
    const tokens = this.memory.above(line, TOKENS_ABOVE);
    const indexed = new IndexedSource(TokenIndex.of(Uint16Array.from(tokens[0] === startToken ? tokens : [startToken, ...tokens]), startToken));
    const near = tokens.slice(-LONGEST_CONTEXT);
    return { indexed, near, from: near.length, line };
  }
}

/** The text read so far, as a search for the next word sees it. */
class Context {
  private readonly indexed: FollowerSource[];
  private near: number[];
  private from: number;
  private isOpened = false;

  constructor(
    above: Above,
    private readonly startToken: number,
  ) {
    this.indexed = [above.indexed];
    this.near = [...above.near];
    this.from = above.from;
  }

  /** Adds an input of the network; the first one, the opener of the line, is the last token above. */
  read(token: number): void {
    if (this.isOpened) this.near.push(token);
    this.isOpened = true;
    if (this.near.length - this.from > 2 * SCANNED_TOKENS) this.indexNear();
  }

  known(): Known {
    return knownOf({ document: [...this.indexed, new ScannedSource(this.near, this.from)], open: [], workspace: [] }, this.near.slice(-LONGEST_CONTEXT));
  }

  /** In a long line: an index of its own for what has gathered. */
  private indexNear(): void {
    this.indexed.push(new IndexedSource(TokenIndex.of(Uint16Array.from([this.startToken, ...this.near.slice(this.from)]), this.startToken)));
    this.near = this.near.slice(-LONGEST_CONTEXT);
    this.from = this.near.length;
  }
}
