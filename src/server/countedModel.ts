// A language model that counts what it is asked, for the speed in the status and for the tests of what a key costs; and
// one that refuses further runs once its request was cancelled.
import type { CancellationToken } from 'vscode-languageserver/node';
import type { LanguageModel, NetworkOutput } from '../prediction/languageModel';

/** Work of the network since the server started. */
export interface NetworkWork {
  /** Calls of the runtime. */
  runs: number;
  /** Tokens read, summed over all sequences. */
  steps: number;
}

/** The same model; every run is counted in `work`. */
export function countedModel(model: LanguageModel, work: NetworkWork): LanguageModel {
  return withRun(model, (tokens, batch, state, wanted) => {
    work.runs++;
    work.steps += tokens.length;
    return model.run(tokens, batch, state, wanted);
  });
}

/** Thrown by a run of a request that nobody waits for any more. */
export class Cancelled extends Error {}

/** The same model; runs throw `Cancelled` once the token says so. */
export function cancellableModel(model: LanguageModel, token: CancellationToken): LanguageModel {
  return withRun(model, (tokens, batch, state, wanted) => {
    if (token.isCancellationRequested) throw new Cancelled();
    return model.run(tokens, batch, state, wanted);
  });
}

function withRun(model: LanguageModel, run: LanguageModel['run']): LanguageModel {
  const { vocabularySize, hiddenSize, layers, startToken } = model;
  return {
    vocabularySize,
    hiddenSize,
    layers,
    startToken,
    // Async, so that a refusal is a rejected promise and never an exception at the caller.
    run: async (tokens, batch, state, wanted): Promise<NetworkOutput> => run(tokens, batch, state, wanted),
  };
}
