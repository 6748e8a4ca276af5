// What stands in the document at hand: an index of the lines around the cursor but one, and that one as it is before the
// cursor. It is the line that is typed in, so typing leaves the index alone; a change anywhere else makes a new one when
// somebody asks. So the memory is always that of the text as it stands, whatever was edited.
import { sameTokens } from '../editedTokens';
import { hasInvisibleCharacter } from '../invisibleCharacters';
import { SecretLines } from '../privacy/secretLines';
import type { TrackedLine } from '../trackedLine';
import type { TrackedLines } from '../trackedLines';
import { IndexedSource, ScannedSource, type FollowerSource } from './followers';
import type { NeuralCache, Recalled } from './neuralCache';
import { LONGEST_HISTORY, TokenIndex } from './tokenIndex';

/** Tokens remembered above and below the cursor. */
const TOKENS_ABOVE = 16_384;
const TOKENS_BELOW = 4_096;

/**
 * Tokens of the line at hand before the place that are looked at one by one for every question; of a longer line those
 * further left are indexed, and indexed anew once twice as many have gathered.
 */
const SCANNED_TOKENS = 1_024;

/** Index of the beginning of a long line. */
interface LineIndex {
  /** Tokens of that beginning. */
  readonly tokens: Uint16Array;
  readonly source: FollowerSource;
}

/** What the document knows at one place. */
export interface DocumentKnowledge {
  readonly sources: readonly FollowerSource[];
  /** The tokens before the place, the newest last, at least LONGEST_HISTORY if there are so many. */
  readonly history: readonly number[];
  /** What followed views of the network like one of these (E); undefined if there is nothing like it. */
  recall(view: Float32Array): Recalled | undefined;
}

const NO_TOKENS = new Uint16Array();

export class DocumentMemory {
  private index: { readonly around: number; readonly source: FollowerSource } | undefined;
  private lineIndex: LineIndex | undefined;
  /** What was given last: the same object again while nothing before the place has changed. */
  private last: DocumentKnowledge | undefined;
  private lastVersion = 0;
  /** Whether lines are free of broken characters; others are not remembered. */
  private readonly unbroken = new WeakMap<TrackedLine, boolean>();
  /** Lines that hold secrets, which are not remembered either. */
  private readonly secretLines: SecretLines;

  constructor(
    private readonly lines: TrackedLines,
    private readonly cache: NeuralCache,
  ) {
    this.secretLines = new SecretLines(lines);
  }

  /** Lines were replaced. */
  edited(first: number, removed: number, added: number): void {
    if (removed !== 1 || added !== 1 || this.index?.around !== first) this.index = undefined;
  }

  /** @param tokens number of tokens of the line before the place. */
  at(line: number, tokens: number): DocumentKnowledge {
    if (this.index?.around !== line) this.index = { around: line, source: this.indexAround(line) };
    const own = this.lines.tokens(line).subarray(0, tokens);
    // A line that holds a secret may say it again: nothing of it is remembered.
    const holdsSecret = this.secretLines.atHandHolds(line);
    const begun = holdsSecret ? undefined : this.indexOfLongLine(own);
    const indexed = begun?.tokens.length ?? 0;
    const before = indexed > 0 ? [...own.subarray(indexed - LONGEST_HISTORY, indexed)] : this.above(line, LONGEST_HISTORY);
    const history = [...before, ...own.subarray(indexed)];
    const sources = [this.index.source, ...(begun ? [begun.source] : [])];
    const isSame = this.last !== undefined && sources.every((source, i) => source === this.last!.sources[i]) && this.last.sources.length === sources.length + 1;
    if (!isSame || this.lastVersion !== this.cache.version || !sameTokens(this.last!.history, history)) {
      const atHand = this.lines.at(line);
      const mayRecall = (known: TrackedLine) => (known === atHand ? !holdsSecret : this.isClean(known));
      const scanned = new ScannedSource(history, holdsSecret ? history.length : before.length);
      this.last = { sources: [...sources, scanned], history, recall: (view) => this.cache.recall(view, mayRecall) };
      this.lastVersion = this.cache.version;
    }
    return this.last!;
  }

  /** Index of the far left of a long line; the same one while that part stays the same and near enough. */
  private indexOfLongLine(own: Uint16Array): LineIndex | undefined {
    if (own.length < 2 * SCANNED_TOKENS) return undefined;
    const known = this.lineIndex;
    const scanned = own.length - (known?.tokens.length ?? 0);
    if (known && scanned >= 0 && scanned < 2 * SCANNED_TOKENS && sameTokens(known.tokens, own.subarray(0, known.tokens.length))) return known;
    const tokens = own.slice(0, own.length - SCANNED_TOKENS);
    const { startToken } = this.lines.tokenizer;
    const source = new IndexedSource(TokenIndex.of(Uint16Array.from([startToken, ...tokens.subarray(-TOKENS_ABOVE)]), startToken));
    return (this.lineIndex = { tokens, source });
  }

  private indexAround(line: number): FollowerSource {
    this.secretLines.lookAround(line);
    const { startToken } = this.lines.tokenizer;
    const tokens = [...this.above(line, TOKENS_ABOVE), startToken, ...this.below(line, TOKENS_BELOW)];
    return new IndexedSource(TokenIndex.of(Uint16Array.from(tokens), startToken));
  }

  /**
   * Tokens above a line, the line end before it included, as far as they are remembered.
   * @param most tokens; of a longer text the end. @param mostLines lines; all of them unless told.
   */
  above(line: number, most: number, mostLines = Infinity): number[] {
    const { lines } = this;
    const parts: number[][] = [];
    let count = 0;
    let first = line;
    while (first > 0 && count < most && parts.length < mostLines) {
      first--;
      const tokens = [...this.remembered(first).subarray(-most), lines.tokenizer.lineEndToken];
      parts.push(tokens);
      count += tokens.length;
    }
    if (first === 0 && mostLines === Infinity) parts.push([lines.tokenizer.startToken]);
    return parts.reverse().flat().slice(-most);
  }

  private below(line: number, most: number): number[] {
    const { lines } = this;
    const tokens: number[] = [];
    for (let next = line + 1; next < lines.count && tokens.length < most; next++) tokens.push(...this.remembered(next).subarray(0, most), lines.tokenizer.lineEndToken);
    return tokens.slice(0, most);
  }

  private remembered(index: number): Uint16Array {
    return this.isClean(this.lines.at(index)) ? this.lines.tokens(index) : NO_TOKENS;
  }

  private isClean(line: TrackedLine): boolean {
    let isUnbroken = this.unbroken.get(line);
    if (isUnbroken === undefined) this.unbroken.set(line, (isUnbroken = !hasInvisibleCharacter('', line.text)));
    return isUnbroken && !this.secretLines.holds(line);
  }
}
