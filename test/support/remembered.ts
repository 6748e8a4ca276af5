// What a memory knows of a word, for tests.
import { gatherFollowers, type FollowerSource } from '../../src/prediction/memory/followers';
import type { Tokenizer } from '../../src/prediction/languageModel';

/** How often sources have seen the end of a word after its beginning; the word must have several tokens. */
export function timesKnown(sources: readonly FollowerSource[], tokenizer: Tokenizer, word: string): number {
  const tokens = tokenizer.encodeLine(word);
  const longest = gatherFollowers(sources, tokens.slice(0, -1)).find(({ order }) => order === Math.min(7, tokens.length - 1));
  return longest?.counts[longest.tokens.indexOf(tokens.at(-1)!)] ?? 0;
}
