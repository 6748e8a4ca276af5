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

/** A line's views before each of its targets, of length one, and the targets, `UNREAD` where there is none yet. */
interface LineViews {
  readonly views: Float32Array;
  readonly targets: Int32Array;
}

/** Not read yet. */
const UNREAD = -1;

export class NeuralCache {
  /** Changes with every change of what is remembered. */
  version = 0;
  /** The line read last stands last. */
  private readonly lines = new Map<TrackedLine, LineViews>();
  private tokens = 0;

  /** @param view (E) before the target of an input of a line. @param inputs n + 1 of that line. */
  record(line: TrackedLine, { offset, inputs, target }: { readonly offset: number; readonly inputs: number; readonly target: number }, view: Float32Array): void {
    this.version++;
    let known = this.lines.get(line);
    if (known) this.lines.delete(line);
    else {
      known = { views: new Float32Array(inputs * view.length), targets: new Int32Array(inputs).fill(UNREAD) };
      this.tokens += inputs;
    }
    this.lines.set(line, known);
    known.targets[offset] = target;
    const length = lengthOf(view);
    for (let i = 0; i < view.length; i++) known.views[offset * view.length + i] = view[i] / length;
    for (const [oldest, { targets }] of this.lines) {
      if (this.tokens <= MOST_TOKENS || oldest === line) break;
      this.lines.delete(oldest);
      this.tokens -= targets.length;
    }
  }

  /** A line became another, with the same first targets; undefined: it is gone. */
  replaced(before: TrackedLine, after?: { readonly line: TrackedLine; readonly kept: number; readonly inputs: number }): void {
    const known = this.lines.get(before);
    if (!known || after?.line === before) return;
    this.version++;
    this.lines.delete(before);
    this.tokens -= known.targets.length;
    if (!after || after.kept === 0) return;
    const width = known.views.length / known.targets.length;
    const kept: LineViews = { views: new Float32Array(after.inputs * width), targets: new Int32Array(after.inputs).fill(UNREAD) };
    kept.views.set(known.views.subarray(0, after.kept * width));
    kept.targets.set(known.targets.subarray(0, after.kept));
    this.lines.set(after.line, kept);
    this.tokens += after.inputs;
  }

  /** @param view (E). @param mayRecall lines that are left out, as they hold secrets, if false. @returns undefined while too little is remembered. */
  recall(view: Float32Array, mayRecall: (line: TrackedLine) => boolean = () => true): Recalled | undefined {
    const similarities: number[] = [];
    const targets: number[] = [];
    const scale = 1 / lengthOf(view);
    for (const [line, known] of this.lines) {
      if (!mayRecall(line)) continue;
      for (let row = 0; row < known.targets.length; row++) {
        if (known.targets[row] === UNREAD) continue;
        targets.push(known.targets[row]);
        similarities.push(scale * product(known.views, row * view.length, view));
      }
    }
    if (targets.length < FEWEST_PLACES) return undefined;
    const similarity = similarities.reduce((largest, value) => Math.max(largest, value), -1);
    return { ...gathered(targets, similarities, similarity), places: targets.length, similarity };
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
