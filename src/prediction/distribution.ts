// p(next token) at one position: softmax of the logits, kept as natural logarithms together with the hidden state
// that produced it, so that a search or the next keystroke can go on from there.
import { logSumExp } from './logSumExp';

/** The network's view at one position of a text. */
export interface Distribution {
  /** (layers, 1, H). */
  readonly state: Float32Array;
  /** (V), natural logarithms; they sum to one as probabilities. */
  readonly logProbabilities: Float32Array;
}

/** Row `row` of logits (rows, V) as natural log-probabilities. */
export function logSoftmaxRow(logits: Float32Array, row: number, size: number): Float32Array {
  const normaliser = logSumExp(logits, row * size, size);
  const result = logits.slice(row * size, (row + 1) * size);
  for (let i = 0; i < size; i++) result[i] -= normaliser;
  return result;
}
