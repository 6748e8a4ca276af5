// The time between two keys of a person: log-normal, drawn for each place of a text from a seed, so that it is the same
// whatever was accepted before.
import { seededRandom } from '../prediction/seededRandom';

const MEDIAN_MS = 180;
const SIGMA = 0.5;

/** Milliseconds until the key that follows at a place. @param text number of the text among those that are typed. */
export function gapMs(seed: number, text: number, at: number): number {
  const random = seededRandom(mixed(mixed(seed, text), at));
  // Box and Muller (1958); 1 - u is never 0.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return MEDIAN_MS * Math.exp(SIGMA * normal);
}

/** Two numbers as one of 32 bits: the finalizer of MurmurHash3 (Austin Appleby, public domain). */
function mixed(a: number, b: number): number {
  let bits = Math.imul(a ^ Math.imul(b + 1, 0x9e3779b1), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
