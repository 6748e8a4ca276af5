// Sums and best entries of one row of log-probabilities, in single passes without sorting: these are the loops that every run of
// a search pays for.
import { fastExponential } from './fastExponential';

/** Probability of all tokens whose opening is one of some classes. @param openings (V) class bit of each token. @param classes the bits to sum over. */
export function massOfClasses(row: Float32Array, openings: Uint8Array, classes: number): number {
  let sum = 0;
  for (let i = 0; i < row.length; i++) if ((openings[i] & classes) !== 0) sum += fastExponential(row[i]);
  return sum;
}

/** Probability of some tokens. */
export function massOfTokens(row: Float32Array, tokens: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < tokens.length; i++) sum += fastExponential(row[tokens[i]]);
  return sum;
}

/**
 * The `count` best of some tokens, best first; of equals the smaller token first. With `after`, only tokens that stand
 * behind it in that order, so that a long list can be taken in portions. Impossible tokens (-Infinity) are left out.
 */
export function bestTokens(row: Float32Array, tokens: Uint32Array, count: number, after?: number): number[] {
  const best: number[] = [];
  let threshold = -Infinity;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    const value = row[token];
    if (value < threshold || value === -Infinity) continue;
    if (after !== undefined && !standsBefore(row, after, token)) continue;
    if (best.length === count && !standsBefore(row, token, best[count - 1])) continue;
    if (best.length === count) best.pop();
    let place = best.length;
    while (place > 0 && standsBefore(row, token, best[place - 1])) place--;
    best.splice(place, 0, token);
    if (best.length === count) threshold = row[best[count - 1]];
  }
  return best;
}

function standsBefore(row: Float32Array, a: number, b: number): boolean {
  return row[a] > row[b] || (row[a] === row[b] && a < b);
}
