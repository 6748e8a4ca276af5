// The network and the counts as one distribution. For every length of context, the longest first, and of every length the
// nearest part of the memory first, a level takes its share of what is left, then the neural cache; the rest is the network's:
//   p = l1 q1 + (1 - l1) (l2 q2 + (1 - l2) (... p_network)),  q_i the relative frequencies of what followed the context
// (interpolated as Jelinek and Mercer, 1980; nested so that the nearer wins as Hellendoorn and Devanbu, 2017). It sums to one.
import { gatherFollowers, type Followers, type FollowerSource } from './followers';
import { CACHE_WEIGHTS_AT, cacheEvidence, evidence, learnedWeights, MEMORY_PARTS, trustAt, weightsAt, type MemoryPart } from './mixtureWeights';
import type { Recalled } from './neuralCache';

/** What the memory knows at one moment: the sources of each part. It does not change; a change makes another. */
export type MemoryView = Readonly<Record<MemoryPart, readonly FollowerSource[]>>;

/** What one part knows of one context. */
export interface Level extends Followers {
  readonly part: MemoryPart;
}

/** All that is known of a history, in the order in which it is asked. @param history tokens, the newest last. */
export function levelsOf(view: MemoryView, history: readonly number[]): Level[] {
  const levels = MEMORY_PARTS.flatMap((part) => gatherFollowers(view[part], history).map((followers) => ({ part, ...followers })));
  // Stable: of one order the parts stay as they are, the nearest first.
  return levels.sort((a, b) => b.order - a.order);
}

/** Mixes what is known into one row of the network's log-probabilities (V), in place. @param recalled by the neural cache, if it was asked. */
export function mixInto(row: Float32Array, levels: readonly Level[], recalled?: Recalled, weights: ArrayLike<number> = learnedWeights): void {
  if (levels.length === 0 && !recalled) return;
  const networkBest = largest(row);
  const masses = new Map<number, number>();
  let left = 1;
  for (const { part, order, total, counted, tokens, counts } of levels) {
    const share = left * trustAt(weights, weightsAt(part, order), evidence({ total, distinct: tokens.length, networkBest }));
    for (let i = 0; i < tokens.length; i++) masses.set(tokens[i], (masses.get(tokens[i]) ?? 0) + (share * counts[i]) / counted);
    left -= share;
  }
  if (recalled) {
    const share = left * trustAt(weights, CACHE_WEIGHTS_AT, cacheEvidence(recalled, networkBest));
    recalled.tokens.forEach((token, i) => masses.set(token, (masses.get(token) ?? 0) + share * recalled.masses[i]));
    left -= share;
  }
  const logLeft = Math.log(left);
  for (let token = 0; token < row.length; token++) row[token] += logLeft;
  for (const [token, mass] of masses) row[token] = Math.log(mass + Math.exp(row[token]));
}

function largest(row: Float32Array): number {
  let best = -Infinity;
  for (let i = 0; i < row.length; i++) if (row[i] > best) best = row[i];
  return best;
}
