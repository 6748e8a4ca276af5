// A whole text read from its start in the plainest way, token by token: what every clever reading must come to. Each token is
// read in one run with the one before it, so twice: the runtime has another kernel for a run of a single token, which rounds
// otherwise than that of all longer runs, and what the bundled network makes of a last bit can grow a hundredfold.
import { documentTokens } from '../../src/prediction/documentTokens';
import { lastDistribution, type Distribution } from '../../src/prediction/distribution';
import type { LanguageModel, Tokenizer } from '../../src/prediction/languageModel';

export interface FreshReading {
  /** Start token first. */
  readonly tokens: Uint16Array;
  /** Log-loss of every token; 0 for the start token, which is not scored. */
  readonly nats: Float64Array;
  /** After every token. */
  readonly distributions: readonly Distribution[];
}

/** @param text with any line ends. */
export async function readFresh(model: LanguageModel, tokenizer: Tokenizer, text: string): Promise<FreshReading> {
  const tokens = documentTokens(tokenizer, text.replace(/\r\n?/g, '\n'));
  const nats = new Float64Array(tokens.length);
  const distributions: Distribution[] = [];
  const start: Float32Array = new Float32Array(model.layers * model.hiddenSize);
  for (let i = 0; i < tokens.length; i++) {
    if (i > 0) nats[i] = -distributions[i - 1].logProbabilities[tokens[i]];
    const output = await model.run(tokens.subarray(Math.max(0, i - 1), i + 1), 1, distributions[i - 2]?.state ?? start);
    distributions.push(lastDistribution(output, model.vocabularySize));
  }
  return { tokens, nats, distributions };
}
