// Texts -> what the training loop wants: which files to learn from, which to watch while learning, which to judge by.
import type { Tokenizer } from '../src/prediction/languageModel';
import { documentTokens } from '../src/prediction/documentTokens';
import type { FileText } from './corpus/maskedTexts';
import type { TokenStore } from './tokenStore';

/** One in so many training files is watched: its loss says which weights are the best so far. */
const WATCHED_ONE_IN = 20;

/** Files apart from those that judge the result. */
export interface WatchedSplit<T> {
  readonly train: readonly T[];
  readonly watched: readonly T[];
}

/** Sets a few files aside for validation inside the run; with too few files the first one is both learned and watched. */
export function setAside<T>(texts: readonly T[]): WatchedSplit<T> {
  const isWatched = (i: number) => i % WATCHED_ONE_IN === WATCHED_ONE_IN - 1;
  const watched = texts.filter((_, i) => isWatched(i));
  return watched.length > 0 ? { train: texts.filter((_, i) => !isWatched(i)), watched } : { train: texts, watched: texts.slice(0, 1) };
}

/** Documents as tokens; empty ones have nothing to predict and are left out. */
export function encodeTexts(tokenizer: Tokenizer, texts: Iterable<{ readonly text: string }>): Uint16Array[] {
  return [...encodedTexts(tokenizer, texts)];
}

/** The same, one at a time: a text is asked for when the tokens of the one before were taken. */
export function* encodedTexts(tokenizer: Tokenizer, texts: Iterable<{ readonly text: string }>): Generator<Uint16Array> {
  for (const { text } of texts) {
    const document = documentTokens(tokenizer, text);
    if (document.length > 1) yield document;
  }
}

/**
 * Encodes texts one by one into a store.
 * @param mostTokens to be predicted: the text with which the store has so many is the last one.
 * @param appended is told the file of every document, in their order.
 * @returns the files that went in, with the bytes of their text as UTF-8.
 */
export function storeTexts<F>(store: TokenStore, tokenizer: Tokenizer, texts: Iterable<FileText<F>>, mostTokens = Infinity, appended: (file: F) => void = () => undefined): Map<F, number> {
  const stored = new Map<F, number>();
  for (const { file, text } of texts) {
    for (const document of encodedTexts(tokenizer, [{ text }])) {
      store.append(document);
      appended(file);
    }
    stored.set(file, (stored.get(file) ?? 0) + Buffer.byteLength(text));
    if (store.targets >= mostTokens) break;
  }
  return stored;
}

/** What is watched while a network learns: enough to rank weights by, and read at every validation, which takes its part of the time. */
export const WATCHED = { tokens: 12_000, longest: 1_500 };

/** The beginnings of documents, as many as give `tokens` tokens: enough to rank weights by, read in seconds. */
export function beginnings(documents: Iterable<Uint16Array>, { tokens, longest }: { readonly tokens: number; readonly longest: number }): Uint16Array[] {
  const taken: Uint16Array[] = [];
  let sum = 0;
  for (const document of documents) {
    taken.push(document.slice(0, longest));
    sum += taken.at(-1)!.length;
    if (sum >= tokens) break;
  }
  return taken;
}
