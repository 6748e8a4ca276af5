// Runs of the network on behalf of one document: counts steps, and numbers the document's versions, so that whoever
// waited for a run can tell that its result is to another text.
import type { LanguageModel, NetworkOutput, WantedSteps } from './languageModel';

/** Most tokens of one run: it blocks the thread it runs on. */
export const RUN_TOKENS = 64;

export class NetworkRuns {
  /** Time steps that were asked for, over all runs; a model may have answered some from memory. */
  steps = 0;
  /** Counts changes of the document. Compare it after every wait. */
  version = 0;

  constructor(readonly model: LanguageModel) {}

  /** Reads tokens of one sequence. @param state (layers, 1, H). */
  run(tokens: ArrayLike<number>, state: Float32Array, wanted: WantedSteps): Promise<NetworkOutput> {
    this.steps += tokens.length;
    return this.model.run(tokens, 1, state, wanted);
  }
}
