// Where a text goes on behind a word that was cut off: what is typed is spelled again, so that the word goes on as it is
// usually spelled. Some of its tokens are read as they stand, and the next token begins with the rest.
import { ANY_CHARACTER } from '../characterClass';
import type { Distribution } from '../distribution';
import type { LanguageModel, Tokenizer } from '../languageModel';
import { readTokens } from '../readTokens';
import { massOfTokens } from '../tokenRows';
import { utf8 } from '../utf8';
import { tokensBeginningWith, type Vocabulary } from '../vocabulary';

export interface BegunWord {
  /** The model's view before the next token. */
  readonly distribution: Distribution;
  /** Tokens that may come next: they begin with the rest of what is typed. */
  readonly eligible: Uint32Array;
  /** Bytes at the end of what is typed that the next token spells once more. */
  readonly respelled: number;
}

/**
 * Reads what is typed as far as that makes the whole of it most probable.
 * @param distribution the model's view before `typed`.
 * @param typed the last piece of the line (see pretokens.ts), or the empty string.
 */
export async function readBegunWord(
  { model, tokenizer, vocabulary }: { model: LanguageModel; tokenizer: Tokenizer; vocabulary: Vocabulary },
  distribution: Distribution,
  typed: string,
): Promise<BegunWord> {
  const rest = utf8(typed);
  let best = { distribution, eligible: vocabulary.opening(ANY_CHARACTER), respelled: 0, mass: 0 };
  let [here, probability, respelled] = [distribution, 1, rest.length];
  for (const token of tokenizer.encodeLine(typed)) {
    const eligible = tokensBeginningWith(vocabulary, rest.subarray(rest.length - respelled));
    const mass = probability * massOfTokens(here.logProbabilities, eligible);
    if (mass > best.mass) best = { distribution: here, eligible, respelled, mass };
    probability *= Math.exp(here.logProbabilities[token]);
    respelled -= vocabulary.bytes[token].length;
    if (respelled > 0) here = await readTokens(model, here.state, [token]);
  }
  return best;
}
