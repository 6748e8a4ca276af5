// Candidates of a sampled softmax: the right answers of the step plus draws from unigram^0.75, shared by all rows.
// A candidate's logit is corrected by -log(probability that it is among the candidates), so that the expected
// loss is close to that of the full softmax (Bengio and Senecal, 2003; Jean et al., 2015).
import type { SeededRandom } from '../src/prediction/seededRandom';

/** Flattens the unigram distribution so that rare tokens are drawn too (Mikolov et al., 2013). */
const FLATTENING = 0.75;

export interface CandidateSet {
  /** (S) distinct token ids; reused by the next call. */
  readonly tokens: Int32Array;
  /** (S) correction of each candidate's logit. */
  readonly corrections: Float32Array;
  /** (N) column of each target among the candidates. */
  readonly columns: Int32Array;
}

export class CandidateSampler {
  private readonly cumulative: Float64Array;
  private readonly drawProbability: Float64Array;
  private readonly frequency: Float64Array;
  private readonly slot: Int32Array;
  private readonly set: CandidateSet;

  /**
   * @param counts (V) occurrences in the training text.
   * @param size S; the whole vocabulary if S >= V, then nothing is corrected.
   * @param rows N: targets of one step; at most S of them may be distinct.
   */
  constructor(counts: ArrayLike<number>, readonly size: number, rows: number, private readonly random: SeededRandom) {
    const V = counts.length;
    this.size = Math.min(size, V);
    this.slot = new Int32Array(V).fill(-1);
    this.set = { tokens: new Int32Array(this.size), corrections: new Float32Array(this.size), columns: new Int32Array(rows) };
    this.cumulative = new Float64Array(V);
    let total = 0;
    let occurrences = 0;
    for (let v = 0; v < V; v++) {
      occurrences += counts[v] + 0.5;
      this.cumulative[v] = total += (counts[v] + 0.5) ** FLATTENING;
    }
    this.drawProbability = Float64Array.from({ length: V }, (_, v) => (counts[v] + 0.5) ** FLATTENING / total);
    this.frequency = Float64Array.from({ length: V }, (_, v) => (counts[v] + 0.5) / occurrences);
  }

  /** Candidates for these targets (N). @throws RangeError if there are more distinct targets than candidates. */
  draw(targets: ArrayLike<number>): CandidateSet {
    const { tokens, corrections, columns } = this.set;
    let used = 0;
    const place = (token: number): number => {
      if (this.slot[token] < 0) {
        if (used === this.size) throw new RangeError(`${this.size} candidates do not hold all targets`);
        this.slot[token] = used;
        tokens[used++] = token;
      }
      return this.slot[token];
    };
    for (let i = 0; i < targets.length; i++) columns[i] = place(targets[i]);
    let draws = 0;
    if (this.size === this.slot.length) for (let v = 0; v < this.size; v++) place(v);
    for (; used < this.size; draws++) place(this.drawOne());
    for (let i = 0; i < this.size; i++) {
      corrections[i] = draws === 0 ? 0 : this.correction(tokens[i], draws, targets.length);
      this.slot[tokens[i]] = -1;
    }
    return this.set;
  }

  /** -log(1 - (1 - q)^draws (1 - u)^targets): drawn at random or there as somebody's target. */
  private correction(token: number, draws: number, targets: number): number {
    return -Math.log(-Math.expm1(-(draws * this.drawProbability[token] + targets * this.frequency[token])));
  }

  private drawOne(): number {
    const wanted = this.random() * this.cumulative[this.cumulative.length - 1];
    let low = 0;
    let high = this.cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.cumulative[middle] <= wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
