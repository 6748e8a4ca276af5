// Randomness that a seed repeats: mulberry32 (Tommy Ettinger, public domain), a 32-bit generator of good quality
// for sampling and shuffling; not for secrets.

/** Uniform numbers in [0, 1). */
export type SeededRandom = () => number;

/** The same seed gives the same numbers on every machine. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
