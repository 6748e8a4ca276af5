// An n-gram model where models are measured, and how sparse it is: how often it has never seen what stands before a token.
import type { HistoryPredictor } from './historyModel';
import type { KneserNey } from './kneserNey';

export function ngramPredictor(model: KneserNey): HistoryPredictor {
  const C = model.order - 1;
  const V = model.vocabulary;
  return {
    vocabulary: V,
    contextTokens: C,
    logProbabilities: (contexts) => {
      const rows = contexts.length / C;
      const logProbabilities = new Float32Array(rows * V); // (N, V)
      for (let row = 0; row < rows; row++) model.logProbabilities(contexts.subarray(row * C, (row + 1) * C), logProbabilities.subarray(row * V, (row + 1) * V));
      return logProbabilities;
    },
  };
}

/** Share of the tokens of documents before which stand order - 1 tokens that training never went on from. */
export function unseenContexts(model: KneserNey, documents: readonly Uint16Array[]): number {
  const C = model.order - 1;
  let tokens = 0;
  let unseen = 0;
  for (const document of documents) {
    const history = new Array<number>(C).fill(document[0]);
    for (const token of document.subarray(1)) {
      tokens++;
      if (!model.hasSeen(history)) unseen++;
      history.shift();
      history.push(token);
    }
  }
  return tokens === 0 ? 0 : unseen / tokens;
}
