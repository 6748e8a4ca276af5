// What stands in the document at hand: an index of the lines around the cursor but one, and that one as it is before the
// cursor. It is the line that is typed in, so typing leaves the index alone; a change anywhere else makes a new one when
// somebody asks. So the memory is always that of the text as it stands, whatever was edited.
import { sameTokens } from '../editedTokens';
import { linesWithSecrets, maskSecrets } from '../privacy/secrets';
import type { TrackedLine } from '../trackedLine';
import type { TrackedLines } from '../trackedLines';
import { IndexedSource, ScannedSource, type FollowerSource } from './followers';
import type { NeuralCache, Recalled } from './neuralCache';
import { LONGEST_CONTEXT, TokenIndex } from './tokenIndex';

/** Tokens remembered above and below the cursor. */
const TOKENS_ABOVE = 16_384;
const TOKENS_BELOW = 4_096;
/** Characters that are looked at for secrets: what so many tokens make, and as much again as a private key has. */
const CHARACTERS_ABOVE = 80_000;
const CHARACTERS_BELOW = 16_000;

/** What the document knows at one place. */
export interface DocumentKnowledge {
  readonly sources: readonly FollowerSource[];
  /** The tokens before the place, the newest last, at least as many as a context has if there are so many. */
  readonly history: readonly number[];
  /** What followed views of the network like one of these (E); undefined if there is nothing like it. */
  recall(view: Float32Array): Recalled | undefined;
}

export class DocumentMemory {
  private index: { readonly around: number; readonly source: FollowerSource } | undefined;
  /** What was given last: the same object again while nothing before the place has changed. */
  private last: DocumentKnowledge | undefined;
  private lastVersion = 0;
  /** Whether lines are free of secrets by themselves; others are not remembered. */
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

  /** @param tokens of the line that stand before the place. */
  at(line: number, tokens: number): DocumentKnowledge {
    if (this.index?.around !== line) this.index = { around: line, source: this.indexAround(line) };
    const before = this.above(line, LONGEST_CONTEXT);
    const own = this.lines.tokens(line).subarray(0, tokens);
    const history = [...before, ...own];
    const { source } = this.index;
    if (this.last?.sources[0] !== source || this.lastVersion !== this.cache.version || !sameTokens(this.last.history, history)) {
      // A line that holds a secret may say it again: nothing of it is remembered.
      const ownFrom = this.isClean(this.lines.at(line)) ? before.length : history.length;
      this.last = { sources: [source, new ScannedSource(history, ownFrom)], history, recall: (view) => this.cache.recall(view, (known) => this.isClean(known)) };
      this.lastVersion = this.cache.version;
    }
    return this.last;
  }

  private indexAround(line: number): FollowerSource {
    this.secretLines = this.findSecretLines(line);
    const { startToken } = this.lines.tokenizer;
    const tokens = [...this.above(line, TOKENS_ABOVE), startToken, ...this.below(line, TOKENS_BELOW)];
    return new IndexedSource(TokenIndex.of(Uint16Array.from(tokens), startToken));
  }

  /** What stands above a line, with the line end before it: whole lines of at most so many tokens, or the end of a longer one. */
  private above(line: number, most: number): number[] {
    const { lines } = this;
    const parts: number[][] = [];
    let count = 0;
    let first = line;
    while (first > 0 && count < most) {
      first--;
      const tokens = [...this.remembered(first), lines.tokenizer.lineEndToken];
      parts.push(tokens);
      count += tokens.length;
    }
    if (first === 0) parts.push([lines.tokenizer.startToken]);
    return parts.reverse().flat().slice(-most);
  }

  private below(line: number, most: number): number[] {
    const { lines } = this;
    const tokens: number[] = [];
    for (let next = line + 1; next < lines.count && tokens.length < most; next++) tokens.push(...this.remembered(next), lines.tokenizer.lineEndToken);
    return tokens.slice(0, most);
  }

  private remembered(index: number): ArrayLike<number> & Iterable<number> {
    return this.isClean(this.lines.at(index)) ? this.lines.tokens(index) : [];
  }

  private isClean(line: TrackedLine): boolean {
    if (this.secretLines.has(line)) return false;
    let isClean = this.clean.get(line);
    if (isClean === undefined) this.clean.set(line, (isClean = maskSecrets(line.text) === line.text));
    return isClean;
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
