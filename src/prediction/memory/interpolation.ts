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
  /** Of each level, and of what the neural cache recalled: where its tokens stand among them. */
  readonly levelSlots: readonly Int32Array[];
  readonly recalledSlots: Int32Array;
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
  const known = new KnownTokens();
  let left = 1;
  const levelSlots = levels.map(({ part, order, total, counted, tokens, counts }) => {
    const share = left * trustAt(trust, weightsAt(part, order), evidence({ total, distinct: tokens.length, networkBest }));
    left -= share;
    return known.add(tokens, counts, share / counted);
  });
  let recalledSlots: Int32Array = new Int32Array(0);
  if (recalled) {
    const share = left * trustAt(trust, CACHE_WEIGHTS_AT, cacheEvidence(recalled, networkBest));
    left -= share;
    recalledSlots = known.add(recalled.tokens, recalled.masses, share);
  }
  return { tokens: known.tokens, levelSlots, recalledSlots, ...withNetwork(row, known, left), networkBest, left };
}

/** Tokens and the probability that each has from the memory. */
class KnownTokens {
  readonly tokens: number[] = [];
  readonly masses: number[] = [];
  private readonly slots = new Map<number, number>();

  /** @returns where the tokens stand. */
  add(tokens: readonly number[], values: readonly number[], scale: number): Int32Array {
    const slots = new Int32Array(tokens.length);
    for (let i = 0; i < tokens.length; i++) {
      const slot = (slots[i] = this.slotOf(tokens[i]));
      this.masses[slot] += scale * values[i];
    }
    return slots;
  }

  private slotOf(token: number): number {
    const known = this.slots.get(token);
    if (known !== undefined) return known;
    this.slots.set(token, this.tokens.length);
    this.masses.push(0);
    return this.tokens.push(token) - 1;
  }
}

function withNetwork(row: Float32Array, { tokens, masses }: KnownTokens, left: number): Pick<Interpolated, 'logProbabilities' | 'logNetworkShares' | 'others'> {
  const logProbabilities = new Float64Array(tokens.length);
  const logNetworkShares = new Float64Array(tokens.length);
  const logLeft = Math.log(left);
  let others = 1;
  for (let slot = 0; slot < tokens.length; slot++) {
    const logNetwork = row[tokens[slot]];
    const network = Math.exp(logNetwork);
    logProbabilities[slot] = Math.log(masses[slot] + left * network);
    logNetworkShares[slot] = logLeft + logNetwork - logProbabilities[slot];
    others -= network;
  }
  return { logProbabilities, logNetworkShares, others: Math.max(LEAST_OTHERS, others) };
}

/** The largest of some log-probabilities. */
export function largest(row: Float32Array): number {
  let best = -Infinity;
  for (let i = 0; i < row.length; i++) if (row[i] > best) best = row[i];
  return best;
}
