// The network and the counts as one distribution. For every length of context, the longest first, and of every length the
// nearest part of the memory first, a level takes its share of what is left, then names and the neural cache (experts.ts says in
// which order); the rest is the network's:
//   q = l1 q1 + (1 - l1) (l2 q2 + (1 - l2) (... p_network)),  q_i the relative frequencies of what followed the context
// (interpolated as Jelinek and Mercer, 1980; nested so that the nearer wins as Hellendoorn and Devanbu, 2017). It sums to one.
import { beginningsOf, expertsOf, type Expert } from './experts';
import type { Known } from './known';
import { trustAt } from './mixtureWeights';

/** Sums of single precision may come out below zero. */
const LEAST_OTHERS = 1e-9;

/** What the interpolation says of the tokens that the memory knows (n), and of the others. */
export interface Interpolated {
  readonly tokens: readonly number[];
  /** (V) natural log-probabilities of the network with the names that may begin. */
  readonly base: Float32Array;
  /** All that was asked, and the slots of its tokens: their indexes in `tokens`. */
  readonly asked: readonly { readonly expert: Expert; readonly slots: Int32Array }[];
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
export function interpolate(row: Float32Array, known: Known, trust: ArrayLike<number>): Interpolated {
  const networkBest = largest(row);
  const base = withBeginnings(row, beginningsOf(row, known, networkBest), trust);
  const tokens = new KnownTokens();
  let left = 1;
  const asked = expertsOf(known, networkBest).map((expert) => {
    const share = left * trustAt(trust, expert.at, expert.inputs);
    left -= share;
    return { expert, slots: tokens.add(expert.tokens, expert.values, share / expert.total) };
  });
  return { base, tokens: tokens.tokens, asked, ...withNetwork(base, tokens, left), networkBest, left };
}

/** Mixes names that may begin into the network's log-probabilities: there are too many of them for the second look of the mixture. */
function withBeginnings(row: Float32Array, beginnings: readonly Expert[], trust: ArrayLike<number>): Float32Array {
  if (beginnings.length === 0) return row;
  const known = new KnownTokens();
  let left = 1;
  for (const { at, inputs, tokens, values, total } of beginnings) {
    const share = left * trustAt(trust, at, inputs);
    left -= share;
    known.add(tokens, values, share / total);
  }
  const logLeft = Math.log(left);
  const base = row.map((value) => value + logLeft);
  known.tokens.forEach((token, slot) => (base[token] = Math.log(known.masses[slot] + left * Math.exp(row[token]))));
  return base;
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
