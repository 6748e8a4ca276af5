// How well the network knows the kind of text that stands before the cursor. What it writes behind text that surprises it
// with every word is of another kind, so it had better write nothing.
import type { LanguageModel, Tokenizer } from '../languageModel';
import { emptyState } from '../readTokens';

/** Tokens that are looked at, the last ones before the cursor; of the first of them much depends on what is cut off. */
const LOOKED_AT = 256;
const WARM_UP = 8;
/** Fewer scored characters say nothing. */
const FEWEST_CHARACTERS = 40;
/**
 * Bits per character beyond which a text is foreign. Measured on the bundled model: letters, reports, diaries and code it
 * continues well have 0.8 to 1.9 and Korean documentation 1.3 to 2.7; German has 3.3, a Korean diary or letter 4.5 to 7.
 */
const MOST_BITS_CASED = 2.6;
const MOST_BITS_CASELESS = 3.6;

/** Whether a text is of a kind that the network knows. @param network without a memory: the memory knows every text. */
export async function isFamiliar(network: LanguageModel, tokenizer: Tokenizer, text: string): Promise<boolean> {
  const tokens = lastTokens(tokenizer, text);
  if (tokens.length <= WARM_UP + 1) return true;
  const { logProbabilities } = await network.run(tokens, 1, emptyState(network)); // (T, 1, V)
  let nats = 0;
  let bytes: number[] = [];
  for (let i = WARM_UP; i < tokens.length; i++) {
    nats -= logProbabilities[(i - 1) * network.vocabularySize + tokens[i]];
    bytes = bytes.concat([...tokenizer.bytesOf(tokens[i])]);
  }
  const scored = new TextDecoder().decode(Uint8Array.from(bytes));
  if (scored.length < FEWEST_CHARACTERS && !/[\p{Lo}]/u.test(scored)) return true;
  const caseless = (scored.match(/\p{Lo}/gu) ?? []).length;
  const cased = (scored.match(/[\p{Lu}\p{Ll}]/gu) ?? []).length;
  return nats / Math.LN2 / scored.length <= (caseless > cased ? MOST_BITS_CASELESS : MOST_BITS_CASED);
}

function lastTokens(tokenizer: Tokenizer, text: string): number[] {
  const lines = text.slice(-LOOKED_AT * 8).split('\n');
  const tokens = lines.flatMap((line, i) => [...(i > 0 ? [tokenizer.lineEndToken] : []), ...tokenizer.encodeLine(line)]);
  return [tokenizer.startToken, ...tokens.slice(-LOOKED_AT)];
}
