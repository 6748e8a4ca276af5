// A model that knows the last tokens and nothing else, as the language model that everything else here measures: its
// "hidden state" is those tokens. A state of zeros reads as start tokens, whose number is 0: the padding of a document.
import type { LanguageModel, NetworkOutput } from '../../src/prediction/languageModel';

/** What follows after the last tokens. */
export interface HistoryPredictor {
  readonly vocabulary: number;
  /** C: tokens that count, at least 1. */
  readonly contextTokens: number;
  /** @param contexts (N * C), the newest token of each row last. @returns log-probabilities (N, V). */
  logProbabilities(contexts: Int32Array): Promise<Float32Array> | Float32Array;
}

export function historyModel(predictor: HistoryPredictor): LanguageModel {
  const { vocabulary, contextTokens: C } = predictor;
  return {
    vocabularySize: vocabulary,
    hiddenSize: C,
    layers: 1,
    startToken: 0,
    run: async (tokens, batch, state): Promise<NetworkOutput> => {
      const rows = tokens.length; // T * B
      const contexts = new Int32Array(rows * C); // (T, B, C)
      for (let row = 0; row < rows; row++) {
        const before = row < batch ? state.subarray(row * C, (row + 1) * C) : contexts.subarray((row - batch) * C, (row - batch + 1) * C);
        contexts.set(before.subarray(1), row * C);
        contexts[(row + 1) * C - 1] = tokens[row];
      }
      return { logProbabilities: await predictor.logProbabilities(contexts), state: Float32Array.from(contexts.subarray((rows - batch) * C)) };
    },
  };
}
