// p(next token) at one position, kept as natural logarithms together with the hidden state that produced it, so that a
// search or the next keystroke can go on from there.
import type { NetworkOutput } from './languageModel';

/** The network's view at one position of a text. */
export interface Distribution {
  /** (layers, 1, H). */
  readonly state: Float32Array;
  /** (V), natural logarithms; they sum to one as probabilities. */
  readonly logProbabilities: Float32Array;
}

/** After the last token of a run of one sequence: a copy, so that the rest of the output is not kept. @param size V. */
export function lastDistribution({ logProbabilities, state }: NetworkOutput, size: number): Distribution {
  return { state, logProbabilities: logProbabilities.slice(logProbabilities.length - size) };
}
