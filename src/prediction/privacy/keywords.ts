// Finds the marks of secrets and the words for secrets in one pass over a text.
import { commandForms, settingForms } from './commandLinePasswords';
import { connectionForms } from './connectionStrings';
import { securityCodeForms } from './labelledNumbers';
import { marksOf, secretsAtMark, type Mark } from './markedForms';
import { START_WORDS, withEnglishWords, wordAt, type PasswordWord, type WordClass } from './passwordWords';
import { PhraseFinder } from './phraseFinder';
import type { Span } from './standIn';
import { hookForms, vendorForms } from './vendorTokens';

type Keyword = { readonly mark: Mark } | { readonly word: WordClass };

const FORMS = [...vendorForms, ...hookForms, ...connectionForms, ...commandForms, ...settingForms, ...securityCodeForms];
const KEYWORDS = new PhraseFinder<Keyword>([
  ...marksOf(FORMS).map((mark) => [mark.mark, { mark }] as const),
  ...START_WORDS.map(([word, known]) => [word, { word: known }] as const),
]);

/** What keywords tell about a text. */
export interface Keywords {
  /** Secrets at marks; they may overlap. */
  readonly spans: readonly Span[];
  /** Words for secrets, in order. */
  readonly words: readonly PasswordWord[];
}

export function findKeywords(text: string): Keywords {
  const spans: Span[] = [];
  const words: PasswordWord[] = [];
  const visit = (begin: number, end: number, keyword: Keyword): void => {
    if ('mark' in keyword) spans.push(...secretsAtMark(text, begin, keyword.mark));
    else {
      const word = wordAt(text, begin, end, keyword.word);
      if (word) words.push(word);
    }
  };
  KEYWORDS.visit(text, visit, true);
  return { spans, words: withEnglishWords(text, words) };
}
