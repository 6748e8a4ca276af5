// Randomness that a seed repeats: mulberry32 (Tommy Ettinger, public domain), a 32-bit generator of good quality
// for sampling and shuffling; not for secrets.

/** Uniform numbers in [0, 1). */
export interface SeededRandom {
  (): number;
  /** All that the numbers to come depend on, 32 bits without sign: may be kept and set again. */
  state: number;
}

/** The same seed gives the same numbers on every machine. */
export function seededRandom(seed: number): SeededRandom {
  const random = (): number => {
    const state = (random.state = (random.state + 0x6d2b79f5) >>> 0);
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  random.state = seed >>> 0;
  return random;
}
