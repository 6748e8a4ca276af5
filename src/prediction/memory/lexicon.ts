// Rare words of some texts, such as the names that a project gives its functions: every word that the vocabulary does not hold
// as one token. Each is spelled twice, as it begins behind a blank and as it begins elsewhere, so that it is found wherever
// it is typed. The spellings are sorted by their tokens: those that begin alike are neighbours.
import type { Tokenizer } from '../languageModel';
import { SPACELESS } from '../pretokens';

/** Characters of a word: shorter ones save no typing, longer ones are data. */
const SHORTEST_WORD = 3;
const LONGEST_WORD = 64;
/** Tokens that are looked through; of more text only some documents, evenly spread. */
const MOST_TOKENS = 500_000;
/** Words of one lexicon, the most frequent first. */
const MOST_WORDS = 20_000;
/** Spellings that are kept ready, of all lexicons of a tokenizer. */
const MOST_SPELLINGS = 100_000;

const WORD = /[\p{L}\p{M}\p{N}_]+/gu;
const NO_NAME = new RegExp(`^\\p{N}|[${SPACELESS}]`, 'u');

const decoder = new TextDecoder();

/** A word as tokens. Equal words of one tokenizer have the same object. */
interface Spelling {
  readonly spaced: Uint16Array;
  readonly bare: Uint16Array;
}

/** One spelling in a lexicon, and its weight: 1 + the binary logarithm of how often the word stands in the texts. */
export interface SpelledWord {
  readonly tokens: Uint16Array;
  readonly weight: number;
}

/** Words of some texts by how they begin. */
export class Lexicon {
  /** Sums of weights by first token; see `Spelling`. */
  readonly spacedBeginnings: ReadonlyMap<number, number>;
  readonly bareBeginnings: ReadonlyMap<number, number>;
  /** Number of words. */
  readonly size: number;
  /** Sorted by tokens. */
  private readonly spelled: readonly SpelledWord[];

  private constructor(words: readonly { readonly spelling: Spelling; readonly weight: number }[]) {
    this.size = words.length;
    this.spacedBeginnings = beginnings(words.map(({ spelling, weight }) => ({ tokens: spelling.spaced, weight })));
    this.bareBeginnings = beginnings(words.map(({ spelling, weight }) => ({ tokens: spelling.bare, weight })));
    const both = words.flatMap(({ spelling, weight }) => [{ tokens: spelling.spaced, weight }, { tokens: spelling.bare, weight }]);
    this.spelled = both.sort((a, b) => compare(a.tokens, b.tokens));
  }

  /** @param tokens of texts one after the other, each beginning with the start token. */
  static of(tokens: Uint16Array, tokenizer: Tokenizer): Lexicon {
    const counts = new Map<string, number>();
    for (const text of textsOf(tokens, tokenizer)) {
      for (const [word] of text.matchAll(WORD)) if (isName(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    const spellings = Spellings.of(tokenizer);
    const words = [...counts].flatMap(([word, count]) => {
      const spelling = spellings.get(word);
      return spelling ? [{ spelling, weight: 1 + Math.log2(count) }] : [];
    });
    if (words.length > MOST_WORDS) words.sort((a, b) => b.weight - a.weight).length = MOST_WORDS;
    return new Lexicon(words);
  }

  /** Spellings that begin with some tokens, as a range of `at`: `low` up to, not with, `high`. */
  range(prefix: readonly number[]): { readonly low: number; readonly high: number } {
    return { low: this.firstWhere((tokens) => compare(tokens, prefix) >= 0), high: this.firstWhere((tokens) => compare(tokens.subarray(0, prefix.length), prefix) > 0) };
  }

  at(index: number): SpelledWord {
    return this.spelled[index];
  }

  private firstWhere(holds: (tokens: Uint16Array) => boolean): number {
    let low = 0;
    let high = this.spelled.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (holds(this.spelled[middle].tokens)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** Spellings of one tokenizer. A save or an edit makes a new lexicon with mostly the same words. */
class Spellings {
  private static readonly known = new WeakMap<Tokenizer, Spellings>();
  private readonly spellings = new Map<string, Spelling | undefined>();

  private constructor(private readonly tokenizer: Tokenizer) {}

  static of(tokenizer: Tokenizer): Spellings {
    const known = this.known.get(tokenizer) ?? new Spellings(tokenizer);
    this.known.set(tokenizer, known);
    return known;
  }

  /** Returns undefined for a word that the vocabulary holds as one token. */
  get(word: string): Spelling | undefined {
    if (this.spellings.has(word)) return this.spellings.get(word);
    const [spaced, bare] = [` ${word}`, word].map((text) => Uint16Array.from(this.tokenizer.encodeLine(text)));
    const spelling = spaced.length > 1 && bare.length > 1 ? { spaced, bare } : undefined;
    if (this.spellings.size >= MOST_SPELLINGS) this.spellings.clear();
    this.spellings.set(word, spelling);
    return spelling;
  }
}

function beginnings(words: readonly SpelledWord[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { tokens, weight } of words) sums.set(tokens[0], (sums.get(tokens[0]) ?? 0) + weight);
  return sums;
}

function isName(word: string): boolean {
  return word.length >= SHORTEST_WORD && word.length <= LONGEST_WORD && !NO_NAME.test(word);
}

/** Texts of documents; of many tokens those of every second, third, ... document, up to the bound. */
function* textsOf(tokens: Uint16Array, tokenizer: Tokenizer): Iterable<string> {
  const step = Math.ceil(tokens.length / MOST_TOKENS);
  let left = MOST_TOKENS;
  let document = 0;
  for (let from = 0; from < tokens.length && left > 0; document++) {
    const next = tokens.indexOf(tokenizer.startToken, from + 1);
    const end = next < 0 ? tokens.length : next;
    if (document % step === 0) {
      const read = tokens.subarray(from, Math.min(end, from + left));
      left -= read.length;
      yield textOf(read, tokenizer);
    }
    from = end;
  }
}

function textOf(tokens: Uint16Array, tokenizer: Tokenizer): string {
  const parts = Array.from(tokens, (token) => tokenizer.bytesOf(token));
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const part of parts) {
    bytes.set(part, filled);
    filled += part.length;
  }
  return decoder.decode(bytes);
}

/** Negative, zero or positive as `a` stands before, is, or stands after `b`; a prefix stands before a longer sequence. */
function compare(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}
