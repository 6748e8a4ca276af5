// How surprising a word is, in a few steps: one scale for the perplexity view and the heat map. Pure.
import type { Figures } from './figures';
import type { Translate } from './translate';

/** From 0 (expected) to 3. */
export type Heat = 0 | 1 | 2 | 3;

export const HEATS: readonly Heat[] = [0, 1, 2, 3];

/** Bits per word at which the steps from 1 on begin: at 6 the network hesitates between 64 equally likely words, at 14 between 16 000. */
const STEPS = [6, 10, 14] as const;

export function heatOf(bitsPerWord: number): Heat {
  if (bitsPerWord < STEPS[0]) return 0;
  if (bitsPerWord < STEPS[1]) return 1;
  return bitsPerWord < STEPS[2] ? 2 : 3;
}

/** Values in the steps of their heat, in their order. */
export function byHeat<Value extends { readonly surprisalBits: number }>(values: readonly Value[]): Record<Heat, Value[]> {
  const steps: Record<Heat, Value[]> = { 0: [], 1: [], 2: [], 3: [] };
  for (const value of values) steps[heatOf(value.surprisalBits)].push(value);
  return steps;
}

/** Name of a step: said to screen readers, in the legend and under the mouse. */
export function heatName(heat: Heat, translate: Translate): string {
  switch (heat) {
    case 0:
      return translate('expected');
    case 1:
      return translate('a little surprising');
    case 2:
      return translate('surprising');
    case 3:
      return translate('very surprising');
  }
}

/** Bits of a step and what they mean, for the legend. */
export function heatRange(heat: Heat, translate: Translate, figures: Figures): string {
  const from = heat === 0 ? undefined : STEPS[heat - 1];
  const to = heat === 3 ? undefined : STEPS[heat];
  if (from === undefined) return translate('below {0} bits: more likely than 1 in {1}', to!, figures.count(2 ** to!));
  if (to === undefined) return translate('{0} bits or more: 1 in {1} or less likely', from, figures.count(2 ** from));
  return translate('{0} to {1} bits: 1 in {2} to 1 in {3}', from, to, figures.count(2 ** from), figures.count(2 ** to));
}
