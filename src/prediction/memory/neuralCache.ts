// What followed similar states in this document (a continuous cache; Grave, Joulin and Usunier, 2017): every token that was
// read stands beside the network's view before it, and a token is as probable as the views it followed are like the view now,
//   p(w) ~ sum over places i with token w of exp(k cos(v_i, v)).
// v is the hidden state as the output layer sees it, projected to E numbers: it tells more alike from unlike than the state
// itself, and costs a quarter. What lines leave the document goes with them.
import type { TrackedLine } from '../trackedLine';

/** Tokens that are remembered, of the lines read last: a view is E floats, and each is compared at every search. */
const MOST_TOKENS = 500;
/** k: how much more a similar view counts; found on validation text (perplexity per token is 3 % worse at 4, 0.3 % at 10). */
const FLATNESS = 14;
/** With fewer places there is nothing to compare. */
const FEWEST_PLACES = 2;

/** What followed views like the one asked about. */
export interface Recalled {
  readonly tokens: readonly number[];
  /** Probabilities, which sum to one. */
  readonly masses: readonly number[];
  /** Places that were compared, and the largest cosine among them. */
  readonly places: number;
  readonly similarity: number;
}

/** The network's view before one target, of length one, and that target. */
interface Seen {
  readonly view: Float32Array;
  readonly target: number;
}

/** Offsets of a line that hold in the line that took its place. */
interface Successor {
  readonly line: TrackedLine;
  /** Leading targets that both have. */
  readonly kept: number;
  /** First target of the new line that comes from the far end of the old one; none if missing. */
  readonly tail?: number;
  /** New offset minus old offset in that far end. */
  readonly moved?: number;
}

export class NeuralCache {
  /** Changes with every change of what is remembered. */
  version = 0;
  /** By line, the one read last at the end; in a line by offset, the token read last at the end. */
  private readonly lines = new Map<TrackedLine, Map<number, Seen>>();
  private tokens = 0;

  /** @param view (E) before the target of an input of a line. */
  record(line: TrackedLine, { offset, target }: { readonly offset: number; readonly target: number }, view: Float32Array): void {
    this.version++;
    const rows = this.lines.get(line) ?? new Map<number, Seen>();
    this.lines.delete(line);
    this.lines.set(line, rows);
    if (!rows.delete(offset)) this.tokens++;
    const length = lengthOf(view);
    const unit = new Float32Array(view.length);
    for (let i = 0; i < view.length; i++) unit[i] = view[i] / length;
    rows.set(offset, { view: unit, target });
    while (this.tokens > MOST_TOKENS) this.forgetOldest();
  }

  /** A line gave way to another, with the same first and perhaps last targets; undefined: it is gone. */
  replaced(before: TrackedLine, after?: Successor): void {
    const rows = this.lines.get(before);
    if (!rows || after?.line === before) return;
    this.version++;
    this.lines.delete(before);
    this.tokens -= rows.size;
    if (!after) return;
    const { kept, tail = Infinity, moved = 0 } = after;
    const carried = this.lines.get(after.line) ?? new Map<number, Seen>();
    const already = carried.size;
    for (const [offset, seen] of rows) {
      if (offset < kept) carried.set(offset, seen);
      else if (offset + moved >= tail) carried.set(offset + moved, seen);
    }
    if (carried.size > 0) this.lines.set(after.line, carried);
    this.tokens += carried.size - already;
  }

  /**
   * @param view (E).
   * @param mayRecall lines for which it is false are left out: they hold secrets.
   * @returns undefined while too little is remembered.
   */
  recall(view: Float32Array, mayRecall: (line: TrackedLine) => boolean = () => true): Recalled | undefined {
    const similarities: number[] = [];
    const targets: number[] = [];
    const scale = 1 / lengthOf(view);
    for (const [line, rows] of this.lines) {
      if (!mayRecall(line)) continue;
      for (const seen of rows.values()) {
        targets.push(seen.target);
        similarities.push(scale * product(seen.view, 0, view));
      }
    }
    if (targets.length < FEWEST_PLACES) return undefined;
    const similarity = similarities.reduce((largest, value) => Math.max(largest, value), -1);
    return { ...gathered(targets, similarities, similarity), places: targets.length, similarity };
  }

  /** Forgets the line read longest ago; of a single line the token read longest ago. */
  private forgetOldest(): void {
    const [oldest, rows] = this.lines.entries().next().value!;
    if (this.lines.size > 1) {
      this.lines.delete(oldest);
      this.tokens -= rows.size;
      return;
    }
    rows.delete(rows.keys().next().value!);
    this.tokens--;
  }
}

/** Probabilities by token. */
function gathered(targets: readonly number[], similarities: readonly number[], largest: number): Pick<Recalled, 'tokens' | 'masses'> {
  const masses = new Map<number, number>();
  let total = 0;
  similarities.forEach((similarity, i) => {
    const mass = Math.exp(FLATNESS * (similarity - largest));
    total += mass;
    masses.set(targets[i], (masses.get(targets[i]) ?? 0) + mass);
  });
  return { tokens: [...masses.keys()], masses: Array.from(masses.values(), (mass) => mass / total) };
}

/** Euclidean; 1 for a vector of zeros, which has no direction. */
function lengthOf(vector: Float32Array): number {
  return Math.sqrt(product(vector, 0, vector)) || 1;
}

/** Of a row that begins at `from` and a vector; in four sums, none of which waits for another. */
function product(rows: Float32Array, from: number, vector: Float32Array): number {
  const whole = vector.length - (vector.length % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < whole; i += 4) {
    a += rows[from + i] * vector[i];
    b += rows[from + i + 1] * vector[i + 1];
    c += rows[from + i + 2] * vector[i + 2];
    d += rows[from + i + 3] * vector[i + 3];
  }
  for (let i = whole; i < vector.length; i++) a += rows[from + i] * vector[i];
  return a + b + c + d;
}
