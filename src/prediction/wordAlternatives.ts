// Which words the network would have put where a word stands: a search from the state before it, as if nothing were there.
import { classOfLastCharacter } from './characterClass';
import type { Distribution } from './distribution';
import type { LanguageModel, Tokenizer } from './languageModel';
import type { Vocabulary } from './vocabulary';
import { searchWords } from './wordSearch';

/** Less probable words are no alternatives, and are searched for long. */
const LEAST_PROBABILITY = 0.002;

export interface WordPlace {
  /** The network's view after all text before the word and the blanks before that. */
  readonly distribution: Distribution;
  /** That text, of the same line. */
  readonly before: string;
  /** The word that stands there. */
  readonly word: string;
}

export interface Alternative {
  /** A whole word, without the blanks before it. */
  readonly text: string;
  /** That the text goes on with it and that it ends there, given that the word before has ended. */
  readonly probability: number;
}

/** Other words than the one that stands there, the most probable first. @param count at most so many. */
export async function wordAlternatives(
  model: LanguageModel,
  tokenizer: Tokenizer,
  vocabulary: Vocabulary,
  { distribution, before, word }: WordPlace,
  count: number,
): Promise<Alternative[]> {
  // The same word after other blanks comes more than once, and the word itself may be among them.
  const options = { distribution, typed: '', ended: classOfLastCharacter(before), minimumProbability: LEAST_PROBABILITY, count: 2 * count };
  const { candidates } = await searchWords(model, tokenizer, vocabulary, options);
  const found = new Map<string, number>();
  for (const { text, probability } of candidates) found.set(text.trim(), (found.get(text.trim()) ?? 0) + probability);
  found.delete(word);
  return [...found]
    .map(([text, probability]) => ({ text, probability }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, count);
}
