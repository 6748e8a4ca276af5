// Documents -> how often n-grams occur, as a trie: one level per order, the n-grams of a level sorted by their earlier
// tokens and then by their last one, so that those which continue a context lie side by side.
// The lower orders of Kneser-Ney do not count occurrences but how many different tokens stand before an n-gram; nothing
// stands before a document, so n-grams that begin with the start token keep their own count (as KenLM has it).

/** The n-grams of one order, n = 1 for single tokens. */
export interface Level {
  /** (G) last token of each n-gram; of single tokens all that the vocabulary has. */
  readonly tokens: Uint16Array;
  /** (G) occurrences in the highest order, below it different tokens before; 0 if it only begins longer n-grams. */
  readonly counts: Uint32Array;
  /** (G + 1) where the n-grams of the next order that begin with each of these lie; none in the highest order. */
  readonly firstNext: Uint32Array;
}

/** All documents one after the other, each behind order - 1 start tokens. */
interface PaddedText {
  /** (P) */
  readonly tokens: Uint16Array;
  /** (P) tokens before each one in its own document, the padding included. */
  readonly before: Uint32Array;
  readonly startToken: number;
  readonly order: number;
}

/**
 * Counts the n-grams of all orders up to `order`, at least 2.
 * @param documents each from its start token on, which is padded and never counted as what follows.
 * @returns levels, order 1 first.
 */
export function countNgrams(documents: readonly Uint16Array[], vocabulary: number, order: number): Level[] {
  const counting = countingNgrams(documents, vocabulary, order);
  for (let at = counting.next(); ; at = counting.next()) if (at.done) return at.value;
}

/** As `countNgrams`; comes back after every walk through the text, a fraction of a second each, so that it can be left. */
export function* countingNgrams(documents: readonly Uint16Array[], vocabulary: number, order: number): Generator<undefined, Level[]> {
  const startToken = documents[0]?.[0] ?? 0;
  const text = padded(documents, startToken, order);
  yield;
  const byToken = sortedByToken(text.tokens, vocabulary);
  yield;
  // (P) number of the n-gram of the newest level that begins at each place.
  const ngramAt = Uint32Array.from(text.tokens);
  const levels: Level[] = [{ tokens: Uint16Array.from({ length: vocabulary }, (_, v) => v), counts: new Uint32Array(vocabulary), firstNext: new Uint32Array(0) }];
  for (let n = 2; n <= order; n++) {
    const below = levels[n - 2];
    const contexts = below.tokens.length;
    const starts = sortedByContext(text, byToken, ngramAt, { n, contexts });
    yield;
    const next = nextLevel(text, starts, ngramAt, { n, contexts });
    yield;
    countDifferentTokensBefore(below.counts, text, ngramAt, next.places);
    levels[n - 2] = { ...below, firstNext: next.firstNext };
    yield;
    levels.push(numbered(text, ngramAt, next, n));
    yield;
  }
  return levels;
}

function padded(documents: readonly Uint16Array[], startToken: number, order: number): PaddedText {
  const padding = order - 2; // a document brings one start token itself
  const length = documents.reduce((sum, document) => sum + padding + document.length, 0);
  const text = { tokens: new Uint16Array(length).fill(startToken), before: new Uint32Array(length), startToken, order };
  let at = 0;
  for (const document of documents) {
    text.tokens.set(document, at + padding);
    for (let i = 0; i < padding + document.length; i++) text.before[at++] = i;
  }
  return text;
}

/** (P) places of the text in the order of their tokens; places of one token in the order of the text. */
function sortedByToken(tokens: Uint16Array, vocabulary: number): Uint32Array {
  const next = new Uint32Array(vocabulary + 1);
  for (const token of tokens) next[token + 1]++;
  for (let v = 1; v <= vocabulary; v++) next[v] += next[v - 1];
  const places = new Uint32Array(tokens.length);
  tokens.forEach((token, place) => (places[next[token]++] = place));
  return places;
}

interface SortedNgrams {
  /** Where every occurrence begins, in the order of the n-grams. */
  readonly starts: Uint32Array;
  /** Number of the n-gram of every occurrence. */
  readonly numbers: Uint32Array;
  /** (G) where an occurrence of each n-gram begins. */
  readonly places: Uint32Array;
  /** (C + 1) first n-gram of each context, which is the n-gram without its last token. */
  readonly firstNext: Uint32Array;
}

/** @param starts where every n-gram begins, sorted. */
function nextLevel(text: PaddedText, starts: Uint32Array, ngramAt: Uint32Array, { n, contexts }: { n: number; contexts: number }): SortedNgrams {
  const numbers = new Uint32Array(starts.length);
  const firstNext = new Uint32Array(contexts + 1);
  let ngrams = 0;
  const places = starts.filter((start, i) => {
    const isNew = i === 0 || ngramAt[start] !== ngramAt[starts[i - 1]] || text.tokens[start + n - 1] !== text.tokens[starts[i - 1] + n - 1];
    if (isNew) {
      ngrams++;
      firstNext[ngramAt[start] + 1]++;
    }
    numbers[i] = ngrams - 1;
    return isNew;
  });
  for (let c = 1; c <= contexts; c++) firstNext[c] += firstNext[c - 1];
  return { starts, numbers, places, firstNext };
}

/** Where every n-gram begins, sorted: places that are sorted by the last token are sorted by the context, and stay in order otherwise. Linear in the text. */
function sortedByContext({ before }: PaddedText, byToken: Uint32Array, ngramAt: Uint32Array, { n, contexts }: { n: number; contexts: number }): Uint32Array {
  const next = new Uint32Array(contexts + 1);
  for (const last of byToken) if (before[last] >= n - 1) next[ngramAt[last - n + 1] + 1]++;
  for (let c = 1; c <= contexts; c++) next[c] += next[c - 1];
  const starts = new Uint32Array(next[contexts]);
  for (const last of byToken) if (before[last] >= n - 1) starts[next[ngramAt[last - n + 1]]++] = last - n + 1;
  return starts;
}

/** Each different n-gram of the next level is one different token before the n-gram that is left without its first one. */
function countDifferentTokensBefore(counts: Uint32Array, { tokens, startToken }: PaddedText, ngramAt: Uint32Array, places: Uint32Array): void {
  for (const place of places) if (tokens[place + 1] !== startToken) counts[ngramAt[place + 1]]++;
}

/** Gives the n-grams their numbers, in `ngramAt`, and counts occurrences of those for which these are what counts. */
function numbered({ tokens, startToken, order }: PaddedText, ngramAt: Uint32Array, { starts, numbers, places }: SortedNgrams, n: number): Level {
  const counts = new Uint32Array(places.length);
  starts.forEach((start, i) => {
    ngramAt[start] = numbers[i];
    const isFollowing = tokens[start + n - 1] !== startToken;
    if (isFollowing && (n === order || tokens[start] === startToken)) counts[numbers[i]]++;
  });
  return { tokens: Uint16Array.from(places, (place) => tokens[place + n - 1]), counts, firstNext: new Uint32Array(0) };
}
