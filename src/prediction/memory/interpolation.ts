// The network and the counts as one distribution. For every length of context, the longest first, and of every length the
// nearest part of the memory first, a level takes its share of what is left, then the neural cache; the rest is the network's:
//   q = l1 q1 + (1 - l1) (l2 q2 + (1 - l2) (... p_network)),  q_i the relative frequencies of what followed the context
// (interpolated as Jelinek and Mercer, 1980; nested so that the nearer wins as Hellendoorn and Devanbu, 2017). It sums to one.
import type { Known } from './known';
import { CACHE_WEIGHTS_AT, cacheEvidence, evidence, trustAt, weightsAt } from './mixtureWeights';

/** Sums of single precision may come out below zero. */
const LEAST_OTHERS = 1e-9;

/** What the interpolation says of the tokens that the memory knows (n), and of the others. */
export interface Interpolated {
  readonly tokens: readonly number[];
  /** (n) natural logarithms of q, and of the share of q that is the network's. */
  readonly logProbabilities: Float64Array;
  readonly logNetworkShares: Float64Array;
  /** Largest natural log-probability of the network. */
  readonly networkBest: number;
  /** What the levels left to the network: of the other tokens q is the network's probability times this. */
  readonly left: number;
  /** Probability that the network gives to all other tokens together. */
  readonly others: number;
}

/** @param row (V) the network's log-probabilities; it is not changed. @param trust (TRUST_WEIGHTS). */
export function interpolate(row: Float32Array, { levels, recalled }: Known, trust: ArrayLike<number>): Interpolated {
  const networkBest = largest(row);
  const masses = new Map<number, number>();
  let left = 1;
  for (const { part, order, total, counted, tokens, counts } of levels) {
    const share = left * trustAt(trust, weightsAt(part, order), evidence({ total, distinct: tokens.length, networkBest }));
    for (let i = 0; i < tokens.length; i++) masses.set(tokens[i], (masses.get(tokens[i]) ?? 0) + (share * counts[i]) / counted);
    left -= share;
  }
  if (recalled) {
    const share = left * trustAt(trust, CACHE_WEIGHTS_AT, cacheEvidence(recalled, networkBest));
    recalled.tokens.forEach((token, i) => masses.set(token, (masses.get(token) ?? 0) + share * recalled.masses[i]));
    left -= share;
  }
  return { ...withNetwork(row, masses, left), networkBest, left };
}

function withNetwork(row: Float32Array, masses: ReadonlyMap<number, number>, left: number): Pick<Interpolated, 'tokens' | 'logProbabilities' | 'logNetworkShares' | 'others'> {
  const logProbabilities = new Float64Array(masses.size);
  const logNetworkShares = new Float64Array(masses.size);
  const logLeft = Math.log(left);
  let others = 1;
  let slot = 0;
  for (const [token, mass] of masses) {
    const network = Math.exp(row[token]);
    logProbabilities[slot] = Math.log(mass + left * network);
    logNetworkShares[slot] = logLeft + row[token] - logProbabilities[slot];
    others -= network;
    slot++;
  }
  return { tokens: [...masses.keys()], logProbabilities, logNetworkShares, others: Math.max(LEAST_OTHERS, others) };
}

function largest(row: Float32Array): number {
  let best = -Infinity;
  for (let i = 0; i < row.length; i++) if (row[i] > best) best = row[i];
  return best;
}
