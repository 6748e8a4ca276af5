// Rare words that may follow, by what is typed of them: at the beginning of a word all that a part of the memory knows, within
// a word those that begin with its tokens. A name that stands once elsewhere in the project, behind other words, is found
// here and not in the counts (followers.ts), for the counts look at the words before it.
import type { Tokenizer } from '../languageModel';
import type { FollowerSource } from './followers';
import { Lexicon } from './lexicon';
import { LONGEST_CONTEXT } from './tokenIndex';
import { MEMORY_PARTS, NAME_PLACES, type MemoryPart, type NameEvidence, type NamePlace } from './mixtureWeights';

/** Names of one lexicon that are looked at behind one beginning; of more an even sample. */
const MOST_LOOKED_AT = 256;

/** The next tokens of the names that fit, in one part of the memory. */
export interface NameLevel extends NameEvidence {
  readonly part: MemoryPart;
  readonly place: NamePlace;
  /** Tokens of the word so far; counts of contexts that reach further back are asked before. */
  readonly order: number;
  readonly tokens: readonly number[];
  readonly counts: readonly number[];
  /** Sum of the counts. */
  readonly counted: number;
  /** At the beginning of a word the tokens that can begin one in this way. */
  readonly beginnings?: Uint32Array;
}

/** The lexicons of every part of the memory. */
export type Lexicons = Readonly<Record<MemoryPart, readonly Lexicon[]>>;

/** What a token can do in a word. */
const [OUTSIDE, INSIDE, SPACED] = [0, 1, 2];

/** Looks up names of one tokenizer. Keeps a lexicon for each source as long as the source is used. */
export class Names {
  private readonly lexicons = new WeakMap<FollowerSource, Lexicon>();
  /** (V) see above. */
  private readonly kinds: Uint8Array;
  /** Levels for beginnings of each part, as they were looked up last. */
  private readonly begunLast = new Map<MemoryPart, { readonly lexicons: readonly Lexicon[]; readonly levels: readonly NameLevel[] }>();
  private readonly beginning: { readonly spaced: Uint32Array; readonly bare: Uint32Array };

  constructor(private readonly tokenizer: Tokenizer) {
    this.kinds = Uint8Array.from({ length: tokenizer.size }, (_, token) => kindOf(tokenizer.bytesOf(token)));
    const tokens = Uint32Array.from(this.kinds.keys());
    this.beginning = { spaced: tokens.filter((token) => this.kinds[token] === SPACED), bare: tokens.filter((token) => this.kinds[token] === INSIDE) };
  }

  /** The lexicons of every part. Sources without a text of their own have none. */
  of(view: Readonly<Record<MemoryPart, readonly FollowerSource[]>>): Lexicons {
    return Object.fromEntries(MEMORY_PARTS.map((part) => [part, view[part].flatMap((source) => this.lexiconOf(source) ?? [])])) as unknown as Record<MemoryPart, Lexicon[]>;
  }

  /**
   * Levels for what follows a history, the nearest part first.
   * @param history tokens, the newest last.
   * @param atBeginning whether levels for the beginning of a word are wanted: they are costly, and only a search that begins needs them.
   */
  levels(lexicons: Lexicons, history: readonly number[], atBeginning: boolean): NameLevel[] {
    const word = this.wordAt(history);
    const continued = word && word.length > 0 ? MEMORY_PARTS.flatMap((part) => this.continued(part, lexicons[part], word)) : [];
    if (!atBeginning) return continued;
    const begun = MEMORY_PARTS.flatMap((part) => this.begun(part, lexicons[part]));
    // Behind a letter only a blank begins another word.
    return [...continued, ...begun.filter(({ place }) => place === 'spaced' || word?.length === 0)];
  }

  private lexiconOf(source: FollowerSource): Lexicon | undefined {
    const known = this.lexicons.get(source);
    if (known || !source.text) return known;
    const made = Lexicon.of(source.text, this.tokenizer);
    this.lexicons.set(source, made);
    return made;
  }

  /** Tokens of the unfinished word at the end of a history; undefined if its beginning is not known any more. */
  private wordAt(history: readonly number[]): number[] | undefined {
    let from = history.length;
    while (from > 0) {
      const kind = this.kinds[history[from - 1]];
      if (kind === OUTSIDE) break;
      from--;
      if (kind === SPACED) break;
    }
    const isCut = from === 0 && history.length >= LONGEST_CONTEXT && this.kinds[history[0]] === INSIDE;
    return isCut ? undefined : history.slice(from);
  }

  private begun(part: MemoryPart, lexicons: readonly Lexicon[]): readonly NameLevel[] {
    const last = this.begunLast.get(part);
    if (last && sameEntries(last.lexicons, lexicons)) return last.levels;
    const fits = lexicons.reduce((sum, { size }) => sum + size, 0);
    const levels = fits === 0 ? [] : (['spaced', 'bare'] as const).map((place): NameLevel => {
      const counts = new Map<number, number>();
      for (const lexicon of lexicons) for (const [token, weight] of place === 'spaced' ? lexicon.spacedBeginnings : lexicon.bareBeginnings) add(counts, token, weight);
      return { part, place, order: 0, ...asLists(counts), fits, ending: 0, bytes: 0, last: 0, beginnings: this.beginning[place] };
    });
    this.begunLast.set(part, { lexicons, levels });
    return levels;
  }

  private continued(part: MemoryPart, lexicons: readonly Lexicon[], word: readonly number[]): NameLevel[] {
    const counts = new Map<number, number>();
    const known = new Set<Uint16Array>();
    let ended = 0;
    for (const lexicon of lexicons) {
      const { low, high } = lexicon.range(word);
      const step = Math.max(1, (high - low) / MOST_LOOKED_AT);
      for (let at = low; at < high; at += step) {
        const { tokens, weight } = lexicon.at(Math.floor(at));
        known.add(tokens);
        if (tokens.length === word.length) ended += weight * step;
        else add(counts, tokens[word.length], weight * step);
      }
    }
    if (counts.size === 0) return [];
    const lists = asLists(counts);
    const place = NAME_PLACES[Math.min(NAME_PLACES.length - 1, 1 + word.length)];
    const bytes = word.reduce((sum, token) => sum + this.tokenizer.bytesOf(token).length, 0);
    return [{ part, place, order: word.length, ...lists, fits: known.size, ending: ended / (ended + lists.counted), bytes, last: word[word.length - 1] }];
  }
}

function sameEntries(a: readonly Lexicon[], b: readonly Lexicon[]): boolean {
  return a.length === b.length && a.every((lexicon, i) => lexicon === b[i]);
}

function add(counts: Map<number, number>, token: number, weight: number): void {
  counts.set(token, (counts.get(token) ?? 0) + weight);
}

function asLists(counts: ReadonlyMap<number, number>): Pick<NameLevel, 'tokens' | 'counts' | 'counted'> {
  const values = [...counts.values()];
  return { tokens: [...counts.keys()], counts: values, counted: values.reduce((sum, value) => sum + value, 0) };
}

const wordCharacters = /^[\p{L}\p{M}\p{N}_]+$/u;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Bytes of an unfinished character count as letters: no name begins with others. */
function kindOf(bytes: Uint8Array): number {
  const isSpaced = bytes[0] === 0x20;
  const rest = isSpaced ? bytes.subarray(1) : bytes;
  if (rest.length === 0) return OUTSIDE;
  try {
    if (!wordCharacters.test(decoder.decode(rest))) return OUTSIDE;
  } catch {
    if (!rest.every((byte) => byte >= 0x80)) return OUTSIDE;
  }
  return isSpaced ? SPACED : INSIDE;
}
