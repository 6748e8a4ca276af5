// Texts -> what the training loop wants: which files to learn from, which to watch while learning, which to judge by.
import type { Tokenizer } from '../src/prediction/languageModel';
import { documentTokens } from '../src/prediction/documentTokens';

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
export function encodeTexts(tokenizer: Tokenizer, texts: readonly { readonly text: string }[]): Uint16Array[] {
  return texts.map(({ text }) => documentTokens(tokenizer, text)).filter((document) => document.length > 1);
}

/** The beginnings of documents, as many as give `tokens` tokens: enough to rank weights by, read in seconds. */
export function beginnings(documents: readonly Uint16Array[], { tokens, longest }: { readonly tokens: number; readonly longest: number }): Uint16Array[] {
  const taken: Uint16Array[] = [];
  for (let sum = 0, i = 0; sum < tokens && i < documents.length; i++) {
    taken.push(documents[i].subarray(0, longest));
    sum += taken[i].length;
  }
  return taken;
}
