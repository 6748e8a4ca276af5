// A tokenizer's tokens arranged for search: sorted by their bytes, so that the tokens which begin with given bytes are
// one stretch, and with the class of the character that each opens, so that a mask says which of them end a word.
import type { Tokenizer } from './languageModel';
import { classOfFirstCharacter } from './utf8';

/** Built once per tokenizer; it never changes. */
export interface Vocabulary {
  readonly size: number;
  /** UTF-8 bytes of every token. */
  readonly bytes: readonly Uint8Array[];
  /** (V) `CharacterClass` of the character that each token opens; 0 for tokens without bytes. */
  readonly openings: Uint8Array;
  /** All tokens, ordered by their bytes. */
  readonly sorted: Uint32Array;
  /** Tokens that open one of a set of classes, in ascending order. */
  opening(classes: number): Uint32Array;
}

export function createVocabulary(tokenizer: Tokenizer): Vocabulary {
  const bytes = Array.from({ length: tokenizer.size }, (_, token) => tokenizer.bytesOf(token));
  const sorted = Uint32Array.from(bytes.keys()).sort((a, b) => compareBytes(bytes[a], bytes[b]) || a - b);
  const openings = Uint8Array.from(bytes, classOfFirstCharacter);
  const found = new Map<number, Uint32Array>();
  const opening = (classes: number): Uint32Array => {
    const known = found.get(classes);
    if (known) return known;
    const tokens = Uint32Array.from(bytes.keys()).filter((token) => (openings[token] & classes) !== 0);
    found.set(classes, tokens);
    return tokens;
  };
  return { size: tokenizer.size, bytes, openings, sorted, opening };
}

/** Tokens whose bytes begin with `prefix`, `prefix` itself included: a view of `sorted`. */
export function tokensBeginningWith(vocabulary: Vocabulary, prefix: Uint8Array): Uint32Array {
  const { sorted, bytes } = vocabulary;
  const start = firstWhere(sorted, (token) => compareBytes(bytes[token], prefix) >= 0);
  const end = firstWhere(sorted, (token) => compareBytes(bytes[token].subarray(0, prefix.length), prefix) > 0);
  return sorted.subarray(start, end);
}

/** Tokens that spell the first bytes of `text` but not all of it, shortest first. */
export function tokensWithin(vocabulary: Vocabulary, text: Uint8Array): number[] {
  const { sorted, bytes } = vocabulary;
  const found: number[] = [];
  for (let length = 1; length < text.length; length++) {
    const head = text.subarray(0, length);
    let i = firstWhere(sorted, (token) => compareBytes(bytes[token], head) >= 0);
    for (; i < sorted.length && compareBytes(bytes[sorted[i]], head) === 0; i++) found.push(sorted[i]);
  }
  return found;
}

/** Negative, zero or positive as `a` stands before, is, or stands after `b`; a prefix stands before what it begins. */
function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}

/** First index whose token satisfies a condition that holds from some index on. */
function firstWhere(sorted: Uint32Array, holds: (token: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
