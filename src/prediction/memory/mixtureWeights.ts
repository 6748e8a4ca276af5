// How much each part of the memory is trusted, by what it has seen of a context and how sure the network is: a logistic
// regression per part and length of context, learned on validation text (training/mixture).
import learned from './mixtureWeights.json';
import { LONGEST_CONTEXT } from './tokenIndex';

/** Parts of the memory, the nearest first. */
export const MEMORY_PARTS = ['document', 'open', 'workspace'] as const;
export type MemoryPart = (typeof MEMORY_PARTS)[number];

/** All that is mixed with the network. */
export const MIXTURE_PARTS = [...MEMORY_PARTS, 'cache'] as const;
export type MixturePart = (typeof MIXTURE_PARTS)[number];

/** Inputs of the regression; see `evidence`. */
export const EVIDENCE_SIZE = 6;
/** Something is always left to the network: no token is impossible. */
const MOST_TRUST = 0.999;

/** What the regression sees of a context. */
export interface Evidence {
  /** Times that the context was seen, and different tokens that followed it. */
  readonly total: number;
  readonly distinct: number;
  /** Natural logarithm of the network's highest probability. */
  readonly networkBest: number;
}

/** (EVIDENCE_SIZE) a constant, then what an expert would ask: how often, how varied, was it always the same, how sure is the network. */
export function evidence({ total, distinct, networkBest }: Evidence): number[] {
  return [1, Math.log(total), Math.log(distinct), distinct === 1 ? 1 : 0, networkBest, networkBest * networkBest];
}

/** Where the weights of a part and a context of `order` tokens begin. */
export function weightsAt(part: MemoryPart, order: number): number {
  return (MEMORY_PARTS.indexOf(part) * LONGEST_CONTEXT + order - 1) * EVIDENCE_SIZE;
}

/** Where the weights of the neural cache begin. */
export const CACHE_WEIGHTS_AT = MEMORY_PARTS.length * LONGEST_CONTEXT * EVIDENCE_SIZE;

/** (EVIDENCE_SIZE) what the regression sees of what the neural cache recalled. */
export function cacheEvidence({ places, similarity }: { readonly places: number; readonly similarity: number }, networkBest: number): number[] {
  return [1, Math.log(places), similarity, similarity * similarity, networkBest, networkBest * networkBest];
}

/** Places of names, which are trusted each by itself: a word begins behind a blank or elsewhere, or has 1, 2, or more tokens. */
export const NAME_PLACES = ['spaced', 'bare', 'first', 'second', 'later'] as const;
export type NamePlace = (typeof NAME_PLACES)[number];

/** Facts about the names that fit a word. */
export interface NameEvidence {
  /** Different names that fit. */
  readonly fits: number;
  /** Share of the fitting weight that belongs to words that end here, 0 to 1. */
  readonly ending: number;
  /** UTF-8 bytes of the word so far. */
  readonly bytes: number;
  /** The last token of the word so far; frequent ones come first in a vocabulary. 0 where a word begins. */
  readonly last: number;
}

/** Inputs of the regression for names; see `nameEvidence`. */
export const NAME_EVIDENCE_SIZE = 8;
/** Offset of the weights of names; they are the last. */
export const NAME_WEIGHTS_AT = CACHE_WEIGHTS_AT + EVIDENCE_SIZE;

/** Offset of the weights of a part's names. */
export function nameWeightsAt(part: MemoryPart, place: NamePlace): number {
  return NAME_WEIGHTS_AT + (MEMORY_PARTS.indexOf(part) * NAME_PLACES.length + NAME_PLACES.indexOf(place)) * NAME_EVIDENCE_SIZE;
}

/**
 * Returns (NAME_EVIDENCE_SIZE) a constant, the number of names that fit, how sure the network is, and: where a word begins, how
 * much the network expects a word that begins in this way; within a word, whether one name is left, how much is typed of it,
 * whether it may end here, and how rare the last token is.
 * @param logMass natural logarithm of the network's probability of all tokens that can begin a word in this way.
 */
export function nameEvidence({ fits, ending, bytes, last }: NameEvidence, networkBest: number, logMass: number | undefined): number[] {
  const common = [1, Math.log(fits), networkBest, networkBest * networkBest];
  if (logMass !== undefined) return [...common, logMass, 0, 0, 0];
  return [...common, fits === 1 ? 1 : 0, Math.log(bytes), ending, Math.log(1 + last)];
}

/** Number of weights that say how much each level is trusted. */
export const TRUST_WEIGHTS = NAME_WEIGHTS_AT + MEMORY_PARTS.length * NAME_PLACES.length * NAME_EVIDENCE_SIZE;

/** Offsets of all groups of weights; the first weight of a group belongs to a constant. */
export const TRUST_OFFSETS: readonly number[] = [
  ...Array.from({ length: NAME_WEIGHTS_AT / EVIDENCE_SIZE }, (_, i) => i * EVIDENCE_SIZE),
  ...MEMORY_PARTS.flatMap((part) => NAME_PLACES.map((place) => nameWeightsAt(part, place))),
];

/** Share of the probability that a level gets of what the levels above it left, 0 to 1. @param weights (TRUST_WEIGHTS), those of the level from `at` on. */
export function trustAt(weights: ArrayLike<number>, at: number, inputs: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < inputs.length; i++) sum += weights[at + i] * inputs[i];
  return Math.min(MOST_TRUST, 1 / (1 + Math.exp(-sum)));
}

/** All that is learned of the mixture. */
export interface MixtureWeights {
  /** (TRUST_WEIGHTS). */
  readonly trust: ArrayLike<number>;
  /** (CORRECTION_INPUTS) see correction.ts. */
  readonly correction: ArrayLike<number>;
}

/** On validation text, by `npm run train:mixture`. */
export const learnedWeights: MixtureWeights = learned;
