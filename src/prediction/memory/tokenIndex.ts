// What followed what in some texts: the places of a text, sorted by the tokens before them, the nearest first. The places
// behind one context are then neighbours, and those behind a longer context lie among them, so counts of any order come
// out of one sorted list (a suffix array of the reversed text, cut at the longest context; Manber and Myers, 1993).

/** C: tokens of a context at most; with the token that follows, an 8-gram. */
export const LONGEST_CONTEXT = 7;

/** Tokens that are kept before a place: a context, and the beginning of a long name. */
export const LONGEST_HISTORY = 24;

/** Neighbours in the sorted list: from `low` up to, not with, `high`. */
export interface PlaceRange {
  readonly low: number;
  readonly high: number;
}

export class TokenIndex {
  /**
   * @param tokens of all texts one after the other, each beginning with the start token; what ends nowhere is not changed any more.
   * @param places (M) positions of tokens that are not the start token, sorted by the C tokens before each.
   */
  constructor(
    readonly tokens: Uint16Array,
    readonly places: Uint32Array,
  ) {}

  static of(tokens: Uint16Array, startToken: number): TokenIndex {
    return new TokenIndex(tokens, sortedPlaces(tokens, startToken));
  }

  /** All places. */
  get everything(): PlaceRange {
    return { low: 0, high: this.places.length };
  }

  /**
   * The places of a range, which have `depth - 1` tokens before them in common, that have `token` before those.
   * @param depth 1 to C.
   */
  narrowed({ low, high }: PlaceRange, depth: number, token: number): PlaceRange {
    const first = this.firstAtLeast(low, high, depth, token);
    return { low: first, high: this.firstAtLeast(first, high, depth, token + 1) };
  }

  private firstAtLeast(low: number, high: number, depth: number, token: number): number {
    const { tokens, places } = this;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (before(tokens, places[middle], depth) < token) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The token `depth` before a place; what lies before the first token counts as token 0. */
function before(tokens: Uint16Array, place: number, depth: number): number {
  return place >= depth ? tokens[place - depth] : 0;
}

/** Least significant digit first: stable counting sorts by the farthest token, then the next nearer one, up to the nearest. */
function sortedPlaces(tokens: Uint16Array, startToken: number): Uint32Array {
  let sorted = Uint32Array.from(placesOf(tokens, startToken));
  let spare: Uint32Array<ArrayBuffer> = new Uint32Array(sorted.length);
  const starts = new Uint32Array(tokens.reduce((largest, token) => Math.max(largest, token), 0) + 2);
  for (let depth = LONGEST_CONTEXT; depth >= 1; depth--) {
    starts.fill(0);
    for (let i = 0; i < sorted.length; i++) starts[before(tokens, sorted[i], depth) + 1]++;
    for (let token = 1; token < starts.length; token++) starts[token] += starts[token - 1];
    for (let i = 0; i < sorted.length; i++) spare[starts[before(tokens, sorted[i], depth)]++] = sorted[i];
    [sorted, spare] = [spare, sorted];
  }
  return sorted;
}

function placesOf(tokens: Uint16Array, startToken: number): Uint32Array {
  const places = new Uint32Array(tokens.length);
  let count = 0;
  for (let place = 0; place < tokens.length; place++) if (tokens[place] !== startToken) places[count++] = place;
  return places.slice(0, count);
}
