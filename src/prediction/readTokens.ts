// Steps a network over tokens that are known, for the distribution after the last of them.
import { lastDistribution, type Distribution } from './distribution';
import type { LanguageModel } from './languageModel';

/** Tokens per run: bounds the log-probabilities (T, V) of one run to a few megabytes. */
const CHUNK = 128;

/** @param state (layers, 1, H) before the first token. @param tokens at least one. @throws RangeError if there are none. */
export async function readTokens(model: LanguageModel, state: Float32Array, tokens: ArrayLike<number>): Promise<Distribution> {
  const all = Array.from(tokens);
  let read: Distribution | undefined;
  for (let start = 0; start < all.length; start += CHUNK) {
    read = lastDistribution(await model.run(all.slice(start, start + CHUNK), 1, read?.state ?? state, 'last'), model.vocabularySize);
  }
  if (!read) throw new RangeError('no tokens to read');
  return read;
}

/** State (layers, 1, H) at the start of a document, before its start token. */
export function emptyState(model: LanguageModel): Float32Array {
  return new Float32Array(model.layers * model.hiddenSize);
}
