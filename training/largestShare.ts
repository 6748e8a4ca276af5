// How much of what was learned goes into the new model: the largest share of it that forgets little enough. What is
// learned and what is forgotten both grow with the share, so it is found by halving, like a word in a dictionary.
import type { Verdict } from './messages';

/** From a quarter of what was learned to all of it. */
export const SHARES: readonly number[] = [0.25, 0.32, 0.4, 0.52, 0.65, 0.8, 1];
/** Shares that are measured at most. */
export const MOST_ATTEMPTS = Math.ceil(Math.log2(SHARES.length + 1));

/** One share, measured. */
export interface Attempt {
  readonly share: number;
  readonly verdict: Verdict;
}

/**
 * Measures `MOST_ATTEMPTS` shares at most.
 * @param measure makes the model of a share, and judges it.
 * @returns the largest share that was accepted; if none was, the last that was tried, which says why.
 */
export async function largestShare<A extends Attempt>(measure: (share: number) => Promise<A>): Promise<A> {
  let [low, high] = [0, SHARES.length - 1];
  let accepted: A | undefined;
  let last: A | undefined;
  while (low <= high) {
    const middle = (low + high + 1) >> 1;
    last = await measure(SHARES[middle]);
    if (last.verdict.accepted) accepted = last;
    // What has not gained enough has learned too little: a smaller share would learn less.
    if (last.verdict.finding !== 'forgot') low = middle + 1;
    else high = middle - 1;
  }
  return accepted ?? last!;
}
