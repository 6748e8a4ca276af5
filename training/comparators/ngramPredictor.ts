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
export function unseenContexts(model: KneserNey, documents: Iterable<Uint16Array>): number {
  let tokens = 0;
  let unseen = 0;
  for (const { history } of predictions(model, documents)) {
    tokens++;
    if (!model.hasSeen(history)) unseen++;
  }
  return tokens === 0 ? 0 : unseen / tokens;
}

/** Mean nats per token of documents; each from its start token on, which is not scored. */
export function meanNats(model: KneserNey, documents: Iterable<Uint16Array>): number {
  const logProbabilities = new Float64Array(model.vocabulary);
  let tokens = 0;
  let nats = 0;
  for (const { history, token } of predictions(model, documents)) {
    model.logProbabilities(history, logProbabilities);
    nats -= logProbabilities[token];
    tokens++;
  }
  return nats / tokens;
}

/** Every token that is to be predicted, and the order - 1 tokens before it; they change with the next one. */
function* predictions(model: KneserNey, documents: Iterable<Uint16Array>): Generator<{ history: readonly number[]; token: number }> {
  for (const document of documents) {
    const history = new Array<number>(model.order - 1).fill(document[0]);
    for (const token of document.subarray(1)) {
      yield { history, token };
      history.shift();
      history.push(token);
    }
  }
}
