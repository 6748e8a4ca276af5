// What followed the same context elsewhere: counts by token, gathered from sources that add up to one part of the memory.
import { LONGEST_CONTEXT, type PlaceRange, type TokenIndex } from './tokenIndex';
import type { WordBorders } from './wordBorders';

/** Of places behind a frequent context so many are looked at, evenly spread: enough to know what is frequent there. */
const MOST_PLACES = 128;

/** Counts of what followed one context. */
export interface Followers {
  /** Tokens of the context. */
  readonly order: number;
  /** Times the context was seen. */
  readonly total: number;
  /** Different tokens, and how often each was counted; of many places a part. */
  readonly tokens: readonly number[];
  readonly counts: readonly number[];
  /** Sum of the counts. */
  readonly counted: number;
}

/** Something that knows what followed contexts. */
export interface FollowerSource {
  /**
   * Calls `seen` for places with the last 1, 2, ... tokens of a history before them, as long as there are any.
   * @param history the newest token last.
   * @returns by order (index 0 is order 1) how many places there are.
   */
  lookUp(history: readonly number[], seen: (order: number, token: number, weight: number) => void): number[];
  /** Whether a token followed anything at all. */
  holds(token: number): boolean;
  /** Whether some tokens, at least one, stand somewhere in this order as whole words. */
  holdsRun(run: readonly number[], borders: WordBorders): boolean;
  /** Tokens of the texts, each beginning with the start token; missing where names are not looked up (see lexicon.ts). */
  readonly text?: Uint16Array;
}

/** Whether the tokens up to a place, the place included, end with a run that is whole words. */
function endsRun(tokens: ArrayLike<number>, place: number, run: readonly number[], borders: WordBorders): boolean {
  const first = place - run.length + 1;
  if (first < 0 || !run.every((token, i) => tokens[first + i] === token)) return false;
  return borders.beginsWith(run[0], tokens[first - 1]) && borders.endsBefore(tokens[place + 1]);
}

function heldTokens(tokens: Uint16Array): Uint8Array {
  const held = new Uint8Array(2 ** 16);
  for (const token of tokens) held[token] = 1;
  return held;
}

/** Of an index that does not change. */
export class IndexedSource implements FollowerSource {
  /** By token: 1 for those that are there. Made when somebody asks; most indexes are never asked. */
  private held: Uint8Array | undefined;

  constructor(private readonly index: TokenIndex) {}

  get text(): Uint16Array {
    return this.index.tokens;
  }

  holds(token: number): boolean {
    this.held ??= heldTokens(this.index.tokens);
    return this.held[token] === 1;
  }

  holdsRun(run: readonly number[], borders: WordBorders): boolean {
    const { tokens, places } = this.index;
    const before = run.slice(0, -1).slice(-LONGEST_CONTEXT).reverse();
    const range = before.reduce((found, token, i) => this.index.narrowed(found, i + 1, token), this.index.everything);
    for (let at = range.low; at < range.high; at++) if (endsRun(tokens, places[at], run, borders)) return true;
    return false;
  }

  lookUp(history: readonly number[], seen: (order: number, token: number, weight: number) => void): number[] {
    const totals: number[] = [];
    let range = this.index.everything;
    for (let order = 1; order <= Math.min(LONGEST_CONTEXT, history.length); order++) {
      range = this.index.narrowed(range, order, history[history.length - order]);
      if (range.low === range.high) break;
      totals.push(range.high - range.low);
      this.visit(range, order, seen);
    }
    return totals;
  }

  private visit({ low, high }: PlaceRange, order: number, seen: (order: number, token: number, weight: number) => void): void {
    const { tokens, places } = this.index;
    const step = Math.max(1, (high - low) / MOST_PLACES);
    for (let at = low; at < high; at += step) seen(order, tokens[places[Math.floor(at)]], step);
  }
}

/** Of a few tokens, by looking at each: for a line that changes with every key. */
export class ScannedSource implements FollowerSource {
  private held: Set<number> | undefined;

  /** @param tokens with those before them that may be context. @param from the first that counts as following. */
  constructor(
    private readonly tokens: readonly number[],
    private readonly from: number,
  ) {}

  lookUp(history: readonly number[], seen: (order: number, token: number, weight: number) => void): number[] {
    const totals: number[] = [];
    for (let place = this.from; place < this.tokens.length; place++) {
      const longest = this.commonLength(place, history);
      for (let order = 1; order <= longest; order++) {
        totals[order - 1] = (totals[order - 1] ?? 0) + 1;
        seen(order, this.tokens[place], 1);
      }
    }
    return totals;
  }

  holds(token: number): boolean {
    this.held ??= new Set(this.tokens.slice(this.from));
    return this.held.has(token);
  }

  holdsRun(run: readonly number[], borders: WordBorders): boolean {
    return this.tokens.some((_, place) => endsRun(this.tokens, place, run, borders));
  }

  /** Tokens before a place that are the last ones of a history, at most C. */
  private commonLength(place: number, history: readonly number[]): number {
    const most = Math.min(LONGEST_CONTEXT, place, history.length);
    let common = 0;
    while (common < most && this.tokens[place - 1 - common] === history[history.length - 1 - common]) common++;
    return common;
  }
}

/** What several sources together know, by order from 1 on. */
export function gatherFollowers(sources: readonly FollowerSource[], history: readonly number[]): Followers[] {
  const gathered: { total: number; counted: number; counts: Map<number, number> }[] = [];
  const at = (order: number) => (gathered[order - 1] ??= { total: 0, counted: 0, counts: new Map() });
  for (const source of sources) {
    const totals = source.lookUp(history, (order, token, weight) => {
      const entry = at(order);
      entry.counts.set(token, (entry.counts.get(token) ?? 0) + weight);
      entry.counted += weight;
    });
    totals.forEach((total, i) => (at(i + 1).total += total));
  }
  return gathered.map(({ total, counted, counts }, i) => ({ order: i + 1, total, counted, tokens: [...counts.keys()], counts: [...counts.values()] }));
}
