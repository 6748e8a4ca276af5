// How much text a run can read at all: more of it need not be encoded.
import { LONGEST_PIECE } from './reading';
import type { Budget } from './stepClock';

/** Five times what two cores make of the default network; a tiny one reads its part of a huge folder more than once. */
const MOST_TOKENS_PER_SECOND = 100_000;
/** Hardly any text has so many for each token of the usual vocabularies: code and English have about four. */
const MOST_BYTES_PER_TOKEN = 8;

/** Tokens that a run takes at most: what it reads, and the pieces that its streams are in when it ends. */
export function mostTokens({ steps = Infinity, seconds = Infinity }: Budget, { batch, windowSteps }: { readonly batch: number; readonly windowSteps: number }): number {
  return Math.min(steps * batch * windowSteps, seconds * MOST_TOKENS_PER_SECOND) + batch * LONGEST_PIECE;
}

/** Bytes of text that have so many tokens, whatever the text. */
export function bytesOfTokens(tokens: number): number {
  return tokens * MOST_BYTES_PER_TOKEN;
}
