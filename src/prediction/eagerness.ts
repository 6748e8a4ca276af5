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
  eager: { minimumProbability: 0.2, leastKeys: 0.3 },
  balanced: { minimumProbability: 0.4, leastKeys: 0.5 },
  quiet: { minimumProbability: 0.6, leastKeys: 1 },
};

/** While keys come faster than ghost text is read, only what will stay right for some more of them is seen. */
const IN_HURRY = { minimumProbability: 0.4, timesKeys: 4 };
/** After some suggestions were typed over a person expects the next one to be wrong too. */
const WHEN_TIRED = { minimumProbability: 0.6, timesKeys: 2 };

/** How a person types at the moment. */
export interface Typing {
  /** Keys come faster than ghost text is read. */
  readonly inHurry: boolean;
  /** The last suggestions were typed over. */
  readonly isTired: boolean;
}

/** What must be reached at the moment; where everything is wanted always it is the same at any time. */
export function worthNow(eagerness: Eagerness, { inHurry, isTired }: Typing): Worth {
  const worth = worthOf[eagerness];
  if (eagerness === 'always') return worth;
  const demands = [...(inHurry ? [IN_HURRY] : []), ...(isTired ? [WHEN_TIRED] : [])];
  return demands.reduce((most, { minimumProbability, timesKeys }): Worth => ({
    minimumProbability: Math.max(most.minimumProbability, minimumProbability),
    leastKeys: Math.max(most.leastKeys, timesKeys * worth.leastKeys),
  }), worth);
}

/** Further words are added while all of them together are as probable as this. */
export const SURE_PROBABILITY = 0.3;

/** The same behind an open bracket or an operator: a suggestion cannot end there, and what follows is no loss to a person who takes a part. */
export const UNFINISHED_PROBABILITY = 0.03;

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
