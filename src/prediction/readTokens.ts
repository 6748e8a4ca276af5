// Steps a network over tokens that are known, for the distribution after the last of them.
import { logSoftmaxRow, type Distribution } from './distribution';
import type { LanguageModel } from './languageModel';

/** Tokens per run: bounds the logits (T, V) of one run to a few megabytes. */
const CHUNK = 128;

/** @param state (layers, 1, H) before the first token. @param tokens at least one. */
export async function readTokens(model: LanguageModel, state: Float32Array, tokens: ArrayLike<number>): Promise<Distribution> {
  const all = Array.from(tokens);
  let logits: Float32Array = new Float32Array(0);
  for (let start = 0; start < all.length; start += CHUNK) {
    const chunk = all.slice(start, start + CHUNK);
    const output = await model.run(chunk, 1, state);
    state = output.state;
    logits = output.logits.subarray((chunk.length - 1) * model.vocabularySize);
  }
  return { state, logProbabilities: logSoftmaxRow(logits, 0, model.vocabularySize) };
}

/** State (layers, 1, H) at the start of a document, before its start token. */
export function emptyState(model: LanguageModel): Float32Array {
  return new Float32Array(model.layers * model.hiddenSize);
}
