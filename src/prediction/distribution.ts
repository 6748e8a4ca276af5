// p(next token) at one position, kept as natural logarithms together with the hidden state that produced it, so that a
// search or the next keystroke can go on from there.
import type { NetworkOutput } from './languageModel';

/** The network's view at one position of a text. */
export interface Distribution {
  /** (layers, 1, H). */
  readonly state: Float32Array;
  /** (V), natural logarithms; they sum to one as probabilities. */
  readonly logProbabilities: Float32Array;
  /** (E), what the output layer saw; missing where the model does not say. */
  readonly projected?: Float32Array;
}

/** After the last of T tokens of a run of one sequence: a copy, so that the rest of the output is not kept. @param size V. */
export function lastDistribution({ logProbabilities, state, projected }: NetworkOutput, size: number): Distribution {
  const width = projected && (projected.length * size) / logProbabilities.length;
  return {
    state,
    logProbabilities: logProbabilities.slice(logProbabilities.length - size),
    ...(projected && { projected: projected.slice(projected.length - width!) }),
  };
}
