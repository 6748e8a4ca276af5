// What was read from a distribution on, remembered with it: somebody who types on in a long piece (an identifier of many
// parts, a line of Thai) lengthens what is known by a token or two, and only those are read then. Goes with its distribution.
import type { Distribution } from './distribution';
import type { LanguageModel } from './languageModel';
import { readTokens } from './readTokens';

interface Continuation {
  readonly tokens: readonly number[];
  readonly after: Distribution;
}

/** Shorter and longer beginnings of the same piece: enough for some corrections, a few hundred kB per place. */
const MOST_REMEMBERED = 8;

/** Of distributions that somebody still holds; the shortest first. */
const remembered = new WeakMap<Distribution, Continuation[]>();

/**
 * Reads tokens that follow a distribution, as far as they are not known.
 * @param tokens at least one.
 * @returns the distribution after the last of them and how many were read.
 */
export async function readOn(model: LanguageModel, from: Distribution, tokens: readonly number[]): Promise<{ distribution: Distribution; steps: number }> {
  const known = (remembered.get(from) ?? []).filter((continuation) => isBeginning(continuation.tokens, tokens));
  const nearest = known.at(-1);
  const missing = tokens.slice(nearest?.tokens.length ?? 0);
  if (nearest && missing.length === 0) return { distribution: nearest.after, steps: 0 };
  const distribution = await readTokens(model, (nearest?.after ?? from).state, missing);
  remembered.set(from, [...known, { tokens, after: distribution }].slice(-MOST_REMEMBERED));
  return { distribution, steps: missing.length };
}

function isBeginning(part: readonly number[], whole: readonly number[]): boolean {
  return part.length <= whole.length && part.every((token, i) => token === whole[i]);
}
