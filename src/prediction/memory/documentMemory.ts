// What stands in the document at hand: an index of the lines around the cursor but one, and that one as it is before the
// cursor. It is the line that is typed in, so typing leaves the index alone; a change anywhere else makes a new one when
// somebody asks. So the memory is always that of the text as it stands, whatever was edited.
import { sameTokens } from '../editedTokens';
import { hasInvisibleCharacter } from '../invisibleCharacters';
import { linesWithSecrets, maskSecrets } from '../privacy/secrets';
import type { TrackedLine } from '../trackedLine';
import type { TrackedLines } from '../trackedLines';
import { decodeWhole } from '../utf8';
import { IndexedSource, ScannedSource, type FollowerSource } from './followers';
import type { NeuralCache, Recalled } from './neuralCache';
import { LONGEST_CONTEXT, TokenIndex } from './tokenIndex';

/** Tokens remembered above and below the cursor. */
const TOKENS_ABOVE = 16_384;
const TOKENS_BELOW = 4_096;
/** Characters that are looked at for secrets: what so many tokens make, and as much again as a private key has. */
const CHARACTERS_ABOVE = 80_000;
const CHARACTERS_BELOW = 16_000;

/**
 * Tokens of the line at hand before the place that are looked at one by one for every question; of a longer line those
 * further left are indexed, and indexed anew once twice as many have gathered.
 */
const SCANNED_TOKENS = 1_024;

/** Index of the beginning of a long line. */
interface LineIndex {
  /** Tokens of that beginning. */
  readonly tokens: Uint16Array;
  /** Undefined if that beginning holds a secret. */
  readonly source: FollowerSource | undefined;
}

/** What the document knows at one place. */
export interface DocumentKnowledge {
  readonly sources: readonly FollowerSource[];
  /** The tokens before the place, the newest last, at least as many as a context has if there are so many. */
  readonly history: readonly number[];
  /** What followed views of the network like one of these (E); undefined if there is nothing like it. */
  recall(view: Float32Array): Recalled | undefined;
}

const NO_TOKENS = new Uint16Array();

/** Characters of a line that the neural cache recalls at most. */
const LONGEST_RECALLED_LINE = 20_000;

function isCleanText(text: string): boolean {
  return maskSecrets(text) === text && !hasInvisibleCharacter('', text);
}

export class DocumentMemory {
  private index: { readonly around: number; readonly source: FollowerSource } | undefined;
  private lineIndex: LineIndex | undefined;
  /** What was given last: the same object again while nothing before the place has changed. */
  private last: DocumentKnowledge | undefined;
  private lastVersion = 0;
  /** Whether lines are free of secrets and of broken characters by themselves; others are not remembered. */
  private readonly clean = new WeakMap<TrackedLine, boolean>();
  /** Lines around the line of the index that hold secrets, some only because of the lines above them. */
  private secretLines: ReadonlySet<TrackedLine> = new Set();

  constructor(
    private readonly lines: TrackedLines,
    private readonly cache: NeuralCache,
  ) {}

  /** Lines were replaced. */
  edited(first: number, removed: number, added: number): void {
    if (removed !== 1 || added !== 1 || this.index?.around !== first) this.index = undefined;
  }

  /** @param tokens number of tokens of the line before the place. */
  at(line: number, tokens: number): DocumentKnowledge {
    const own = this.lines.tokens(line).subarray(0, tokens);
    if (this.index?.around !== line) this.index = { around: line, source: this.indexAround(line) };
    const begun = this.indexOfLongLine(own);
    const indexed = begun?.tokens.length ?? 0;
    const before = indexed > 0 ? [...own.subarray(indexed - LONGEST_CONTEXT, indexed)] : this.above(line, LONGEST_CONTEXT);
    const history = [...before, ...own.subarray(indexed)];
    const sources = [this.index.source, ...(begun?.source ? [begun.source] : [])];
    const isSame = this.last !== undefined && sources.every((source, i) => source === this.last!.sources[i]) && this.last.sources.length === sources.length + 1;
    if (!isSame || this.lastVersion !== this.cache.version || !sameTokens(this.last!.history, history)) {
      // A line that holds a secret may say it again: nothing of it is remembered.
      const isClean = begun ? this.isCleanPart(own.subarray(indexed)) : this.isClean(this.lines.at(line));
      const scanned = new ScannedSource(history, isClean ? before.length : history.length);
      this.last = { sources: [...sources, scanned], history, recall: (view) => this.cache.recall(view, (known) => this.mayRecall(known)) };
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
    const remembered = tokens.subarray(-TOKENS_ABOVE);
    const source = this.isCleanPart(remembered) ? new IndexedSource(TokenIndex.of(Uint16Array.from([startToken, ...remembered]), startToken)) : undefined;
    return (this.lineIndex = { tokens, source });
  }

  private indexAround(line: number): FollowerSource {
    this.secretLines = this.findSecretLines(line);
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
    if (this.secretLines.has(line)) return false;
    let isClean = this.clean.get(line);
    if (isClean === undefined) this.clean.set(line, (isClean = isCleanText(line.text)));
    return isClean;
  }

  /** Whether the neural cache may recall a line; the longest lines are not judged anew after each key. */
  private mayRecall(line: TrackedLine): boolean {
    return line.text.length <= LONGEST_RECALLED_LINE && this.isClean(line);
  }

  /** Whether a part of a long line is free of secrets and broken characters by itself. */
  private isCleanPart(tokens: Uint16Array): boolean {
    const { tokenizer } = this.lines;
    return isCleanText(decodeWhole(Uint8Array.from(Array.from(tokens, (token) => [...tokenizer.bytesOf(token)]).flat())));
  }

  /** Looks at the text around a line as a whole, from some lines above what is remembered on: a secret may have begun there. */
  private findSecretLines(line: number): ReadonlySet<TrackedLine> {
    const { lines } = this;
    const first = this.farthest(line, -1, CHARACTERS_ABOVE);
    const last = this.farthest(line, 1, CHARACTERS_BELOW);
    const around = Array.from({ length: last - first + 1 }, (_, i) => lines.at(first + i));
    const holds = linesWithSecrets(around.map(({ text }) => text));
    return new Set(around.filter((_, i) => holds[i]));
  }

  /** The line up to which so many characters stand, in one direction. */
  private farthest(line: number, direction: 1 | -1, most: number): number {
    let characters = 0;
    let at = line;
    while (at + direction >= 0 && at + direction < this.lines.count && characters < most) {
      at += direction;
      characters += this.lines.at(at).text.length + 1;
    }
    return at;
  }
}
