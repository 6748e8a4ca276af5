// How surprising a word is, in a few steps: one scale for the perplexity view and the heat map. Pure.

/** From 0 (expected) to 3. */
export type Heat = 0 | 1 | 2 | 3;

/** Bits per word: at 6 the network hesitates between 64 equally likely words, at 14 between 16 000. */
export function heatOf(bitsPerWord: number): Heat {
  if (bitsPerWord < 6) return 0;
  if (bitsPerWord < 10) return 1;
  return bitsPerWord < 14 ? 2 : 3;
}

/** Values in the steps of their heat, in their order. */
export function byHeat<Value extends { readonly surprisalBits: number }>(values: readonly Value[]): Record<Heat, Value[]> {
  const steps: Record<Heat, Value[]> = { 0: [], 1: [], 2: [], 3: [] };
  for (const value of values) steps[heatOf(value.surprisalBits)].push(value);
  return steps;
}
