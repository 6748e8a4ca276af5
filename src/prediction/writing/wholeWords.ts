// Tokens of letters that are words by themselves, not beginnings of longer words: behind each of them the network expects
// something other than a letter. Asked of the network once for each model, for all tokens of letters side by side.
import { ANY_CHARACTER, CharacterClass } from '../characterClass';
import { emptyState, readTokens } from '../readTokens';
import { joinStates } from '../stateColumns';
import { massOfClasses } from '../tokenRows';
import type { LanguageModel } from '../languageModel';
import type { TokenTexts } from './unitSampler';

/** A token counts as a word if the word ends behind it at least with this probability. */
const LEAST_WORD_END = 0.3;
/** Tokens of one run. */
const BATCH = 64;
const LETTERS = /^ ?\p{L}[\p{L}\p{M}]*$/u;
/** Scripts whose words take several tokens and endings are judged by what follows them in the sentence. */
const CASED = /[\p{Lu}\p{Ll}]/u;

/** By network: the answer never changes. */
const known = new WeakMap<LanguageModel, ReadonlySet<number>>();

/**
 * Finds tokens of cased letters that are no words by themselves, at the start of a text.
 * @returns the tokens; yields between two runs, so that others can be answered.
 */
export async function* findFragments(network: LanguageModel, { vocabulary, texts }: TokenTexts): AsyncGenerator<string, ReadonlySet<number>, void> {
  const found = known.get(network);
  if (found) return found;
  const letters = [...texts.keys()].filter((token) => LETTERS.test(texts[token] ?? '') && CASED.test(texts[token]!));
  const { state } = await readTokens(network, emptyState(network), [network.startToken]);
  const V = network.vocabularySize;
  const fragments = new Set<number>();
  for (let first = 0; first < letters.length; first += BATCH) {
    const batch = letters.slice(first, first + BATCH);
    const states = joinStates(batch.map(() => state), network); // (layers, B, H)
    const { logProbabilities } = await network.run(batch, batch.length, states, 'last');
    batch.forEach((token, b) => {
      const row = logProbabilities.subarray(logProbabilities.length - (batch.length - b) * V).subarray(0, V);
      if (massOfClasses(row, vocabulary.openings, ANY_CHARACTER & ~CharacterClass.Word) < LEAST_WORD_END) fragments.add(token);
    });
    yield '';
  }
  known.set(network, fragments);
  return fragments;
}
