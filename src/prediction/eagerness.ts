// When a suggestion is worth a glance: its first word must not be too improbable, and the keys that it saves on average must
// pay for the looking. The levels were chosen by replay (`npm run bench:eagerness`).

/** From most to least ghost text. */
export const EAGERNESS = ['always', 'eager', 'balanced', 'quiet'] as const;
export type Eagerness = (typeof EAGERNESS)[number];

/** What a suggestion must reach. */
export interface Worth {
  /** Of its first word that saves typing, 0 to 1. */
  readonly minimumProbability: number;
  /** Keys saved on average: sum over its words' ends of P(right up to there and no further) (characters - 1 key to accept). */
  readonly leastKeys: number;
}

export const worthOf: Readonly<Record<Eagerness, Worth>> = {
  always: { minimumProbability: 0.02, leastKeys: 0 },
  eager: { minimumProbability: 0.07, leastKeys: 0.6 },
  balanced: { minimumProbability: 0.15, leastKeys: 1 },
  quiet: { minimumProbability: 0.4, leastKeys: 2 },
};

/** While keys come faster than ghost text is read, only what will stay right for some more of them is seen. */
const LEAST_PROBABILITY_IN_HURRY = 0.4;

/** What must be reached then; undefined where everything is wanted always. */
export function worthInHurry(eagerness: Eagerness): Worth | undefined {
  if (eagerness === 'always') return undefined;
  const { minimumProbability, leastKeys } = worthOf[eagerness];
  return { minimumProbability: Math.max(LEAST_PROBABILITY_IN_HURRY, minimumProbability), leastKeys: 2 * leastKeys };
}

/** Further words are added while all of them together are as probable as this. */
export const SURE_PROBABILITY = 0.3;

/** A suggestion that is right up to the end of one of its words. */
export interface RightUpTo {
  /** P(right up to this end). */
  readonly probability: number;
  /** Characters inserted up to there. */
  readonly characters: number;
}

/** Keys saved on average by a suggestion that can be accepted up to any of its ends, one key each time. @param ends in their order. */
export function expectedKeys(ends: readonly RightUpTo[]): number {
  return ends.reduce((sum, { probability, characters }, i) => sum + (probability - (ends[i + 1]?.probability ?? 0)) * (characters - 1), 0);
}
