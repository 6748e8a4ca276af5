// When a suggestion is worth a glance: the first word of it must be sure enough, and the keys that it saves on average must pay for the looking.
// Early in a word a guess must be surer than late: it can wait for the next letter, which costs one key and decides much. The levels were
// chosen on validation text (`npm run bench:eagerness` shows what each of them does).
import { CharacterClass, classOfLastCharacter } from './characterClass';

/** From most to least ghost text. */
export const EAGERNESS = ['always', 'eager', 'balanced', 'quiet'] as const;
export type Eagerness = (typeof EAGERNESS)[number];

/** What a suggestion must reach. */
export interface Worth {
  /** Probability of its first word that saves typing, 0 to 1: before that word is begun, behind one or two keys of it, behind more. */
  readonly minimumProbability: readonly [none: number, few: number, many: number];
  /** Keys saved on average: sum over its words' ends of P(right up to there and no further) (characters - 1 key to accept). */
  readonly leastKeys: number;
}

export const worthOf: Readonly<Record<Eagerness, Worth>> = {
  always: { minimumProbability: [0.02, 0.02, 0.02], leastKeys: 0 },
  eager: { minimumProbability: [0.2, 0.15, 0.07], leastKeys: 0.3 },
  balanced: { minimumProbability: [0.4, 0.3, 0.1], leastKeys: 0.5 },
  quiet: { minimumProbability: [0.6, 0.5, 0.4], leastKeys: 1 },
};

/** Keys of a word that count as few. */
const FEW_KEYS = 2;
/** Keys of a Hangul syllable, at least. */
const KEYS_OF_SYLLABLE = 2;
const HANGUL = /\p{Script=Hangul}/gu;
const LAST_WORD = /[\p{L}\p{M}\p{N}_]+$/u;

/**
 * Probability that a suggestion must reach.
 * @param before the line left of the insertion. @param inserted what is added to the word before it, or a word of its own.
 */
export function leastProbability({ minimumProbability: [none, few, many] }: Worth, before: string, inserted: string): number {
  const goesOn = (classOfLastCharacter(inserted.slice(0, inserted.codePointAt(0)! > 0xffff ? 2 : 1)) & CharacterClass.Word) !== 0;
  const word = goesOn ? (LAST_WORD.exec(before)?.[0] ?? '') : '';
  const keys = word.length + (word.match(HANGUL)?.length ?? 0) * (KEYS_OF_SYLLABLE - 1);
  return keys === 0 ? none : keys <= FEW_KEYS ? few : many;
}

/** The smallest of the probabilities: what is below is not looked for. */
export function lowestProbability({ minimumProbability }: Worth): number {
  return Math.min(...minimumProbability);
}

/** What more is asked of a suggestion. */
interface Demand {
  /** Probability of the first word at any place. */
  readonly atLeast: number;
  /** Added to the probability of each place. */
  readonly more: number;
  readonly timesKeys: number;
}

/** While keys come faster than ghost text is read, only what will stay right for some more of them is seen. */
const IN_HURRY: Demand = { atLeast: 0.4, more: 0, timesKeys: 4 };
/** After some suggestions were typed over a person expects the next one to be wrong too. */
const WHEN_TIRED: Demand = { atLeast: 0, more: 0.2, timesKeys: 1 };

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
  return [...(inHurry ? [IN_HURRY] : []), ...(isTired ? [WHEN_TIRED] : [])].reduce(demanding, worth);
}

function demanding({ minimumProbability: [none, few, many], leastKeys }: Worth, { atLeast, more, timesKeys }: Demand): Worth {
  const raised = (probability: number) => Math.max(atLeast, probability + more);
  return { minimumProbability: [raised(none), raised(few), raised(many)], leastKeys: timesKeys * leastKeys };
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
