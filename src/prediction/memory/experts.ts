// Everything that is asked beside the network, in the order in which it is asked, with the trust that each deserves: counts of
// contexts that begin before the word at hand, the longest first; names that go on with it (nameLevels.ts); counts of contexts
// within the word; the neural cache; names that may begin.
import { massOfTokens } from '../tokenRows';
import type { Known, Level } from './known';
import { CACHE_WEIGHTS_AT, cacheEvidence, evidence, nameEvidence, nameWeightsAt, weightsAt } from './mixtureWeights';
import type { NameLevel } from './nameLevels';

/** Less than this probability is not told apart. */
const LEAST_MASS = 1e-9;

/** One voice of the mixture: a distribution over some tokens, and what its trust is computed from. */
export interface Expert {
  /** Offset of its trust weights, and the inputs that they are multiplied with. */
  readonly at: number;
  readonly inputs: readonly number[];
  readonly tokens: readonly number[];
  /** Proportional to the probabilities of the tokens. */
  readonly values: readonly number[];
  /** Sum of the values. */
  readonly total: number;
  /** Set by origin. */
  readonly level?: Level;
  readonly name?: NameLevel;
}

/** Returns the experts that know the word so far, and the neural cache. @param networkBest largest log-probability of the network. */
export function expertsOf({ levels, names, recalled }: Known, networkBest: number): Expert[] {
  const continued = names.filter(({ order }) => order > 0);
  const within = continued[0]?.order ?? 0;
  const ofLevel = (level: Level): Expert => ({
    at: weightsAt(level.part, level.order),
    inputs: evidence({ total: level.total, distinct: level.tokens.length, networkBest }),
    tokens: level.tokens, values: level.counts, total: level.counted, level,
  });
  const experts = [
    ...levels.filter(({ order }) => order > within).map(ofLevel), ...continued.map((name) => ofName(name, networkBest)),
    ...levels.filter(({ order }) => order <= within).map(ofLevel),
  ];
  if (recalled) experts.push({ at: CACHE_WEIGHTS_AT, inputs: cacheEvidence(recalled, networkBest), tokens: recalled.tokens, values: recalled.masses, total: 1 });
  return experts;
}

/** Returns the names that may begin. They are asked last, next to the network. @param row (V) the network's log-probabilities. */
export function beginningsOf(row: Float32Array, { names }: Known, networkBest: number): Expert[] {
  return names.filter(({ order }) => order === 0).map((name) => ofName(name, networkBest, name.beginnings && Math.log(LEAST_MASS + massOfTokens(row, name.beginnings))));
}

function ofName(name: NameLevel, networkBest: number, logMass?: number): Expert {
  return { at: nameWeightsAt(name.part, name.place), inputs: nameEvidence(name, networkBest, logMass), tokens: name.tokens, values: name.counts, total: name.counted, name };
}
