// What stands in the document at hand: an index of the lines around the cursor but one, and that one as it is before the
// cursor. It is the line that is typed in, so typing leaves the index alone; a change anywhere else makes a new one when
// somebody asks. So the memory is always that of the text as it stands, whatever was edited.
import { sameTokens } from '../editedTokens';
import { hasInvisibleCharacter } from '../invisibleCharacters';
import { maskSecrets } from '../privacy/secrets';
import type { TrackedLine } from '../trackedLine';
import type { TrackedLines } from '../trackedLines';
import { IndexedSource, ScannedSource, type FollowerSource } from './followers';
import type { NeuralCache, Recalled } from './neuralCache';
import { LONGEST_CONTEXT, TokenIndex } from './tokenIndex';

/** Tokens remembered above and below the cursor. */
const TOKENS_ABOVE = 16_384;
const TOKENS_BELOW = 4_096;

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
  /** Whether lines are free of secrets and of broken characters; others are not remembered. */
  private readonly clean = new WeakMap<TrackedLine, boolean>();

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
    const before = this.above(line, LONGEST_CONTEXT);
    const own = this.lines.tokens(line).subarray(0, tokens);
    const history = [...before, ...own];
    if (this.index?.around !== line) this.index = { around: line, source: this.indexAround(line) };
    const { source } = this.index;
    if (this.last?.sources[0] !== source || this.lastVersion !== this.cache.version || !sameTokens(this.last.history, history)) {
      this.last = { sources: [source, new ScannedSource(history, before.length)], history, recall: (view) => this.cache.recall(view) };
      this.lastVersion = this.cache.version;
    }
    return this.last;
  }

  private indexAround(line: number): FollowerSource {
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
    const line = this.lines.at(index);
    let isClean = this.clean.get(line);
    if (isClean === undefined) this.clean.set(line, (isClean = maskSecrets(line.text) === line.text && !hasInvisibleCharacter('', line.text)));
    return isClean ? this.lines.tokens(index) : [];
  }
}
