// Capitals are followed: a word that is typed in capitals, or with a capital first letter, is looked for in lower case too, and
// shown in the typed case. Only plain words are changed so, never names such as camelCase, and only in scripts with case.
import type { LanguageModel, Tokenizer } from './languageModel';
import { suggest, type Suggestion, type SuggestionRequest, type Suggestions } from './suggestions';
import type { Vocabulary } from './vocabulary';

/** Letters that must be typed: fewer say little about the word, and nothing about its case. */
const FEWEST_LETTERS = 3;
/** A word in capitals that the model is surer of than this stays, whatever else would fit. */
const SURE = 0.4;

const CAPITALS = /^\p{Lu}+$/u;
const CAPITALISED = /^\p{Lu}\p{Ll}+$/u;
const LOWER_CASE = /^[\p{Ll}\p{M}]+$/u;

/** A way to write the typed word otherwise, and the way back. */
interface Folding {
  readonly typed: string;
  /** Returns undefined for a word that cannot be written in the typed case. */
  restored(word: string): string | undefined;
}

/** The suggestions at a cursor (see `suggest`), also those found in another case and written in the typed case. */
export async function suggestInTypedCase(model: LanguageModel, tokenizer: Tokenizer, vocabulary: Vocabulary, request: SuggestionRequest): Promise<Suggestions> {
  const search = (asked: SuggestionRequest) => suggest(model, tokenizer, vocabulary, asked);
  return followCapitals(request, await search(request), search);
}

async function followCapitals(request: SuggestionRequest, found: Suggestions, search: (request: SuggestionRequest) => Promise<Suggestions>): Promise<Suggestions> {
  const { typed, selected, explicit, limits, isCancelled } = request;
  const [best] = found.suggestions;
  if (selected !== undefined || (best && !explicit && best.probability >= SURE)) return found;
  let { runs, steps } = found;
  const others: Suggestion[] = [];
  for (const folding of foldings(typed, best !== undefined)) {
    if (isCancelled?.()) return found;
    const folded = await search({ ...request, typed: folding.typed, limits: { ...limits, maximumWords: 1 } });
    runs += folded.runs;
    steps += folded.steps;
    others.push(...folded.suggestions.flatMap((suggestion) => restored(suggestion, folding)));
  }
  const all = [...found.suggestions, ...others].sort((a, b) => b.probability - a.probability);
  const suggestions = all.filter(({ text }, i) => all.findIndex((other) => other.text === text) === i).slice(0, explicit ? limits.candidates : 1);
  return suggestions.length > 0 ? { suggestions, runs, steps } : { ...found, runs, steps };
}

/** @param isFound whether the word was found as it is typed: a capital at the beginning then says enough. */
function foldings(typed: string, isFound: boolean): Folding[] {
  const blanks = typed.length - typed.trimStart().length;
  const [lead, word] = [typed.slice(0, blanks), typed.slice(blanks)];
  if ([...word].length < FEWEST_LETTERS) return [];
  const lower = word.toLowerCase();
  if (CAPITALS.test(word)) {
    const inCapitals = (found: string) => found.toUpperCase();
    return [
      { typed: lead + lower, restored: (found) => (LOWER_CASE.test(found) ? inCapitals(found) : undefined) },
      { typed: lead + capitalised(lower), restored: (found) => (CAPITALISED.test(found) ? inCapitals(found) : undefined) },
    ];
  }
  if (!CAPITALISED.test(word) || isFound) return [];
  return [{ typed: lead + lower, restored: (found) => (LOWER_CASE.test(found) ? capitalised(found) : undefined) }];
}

function capitalised(word: string): string {
  const [first] = word;
  return first.toUpperCase() + word.slice(first.length);
}

/** No entry where the word has another length in the typed case: it stands in place of the typed letters. */
function restored(suggestion: Suggestion, folding: Folding): Suggestion[] {
  const word = suggestion.text.slice(0, suggestion.firstEnd);
  const text = folding.restored(word);
  return text === undefined || text.length !== word.length ? [] : [{ ...suggestion, text }];
}
