// Words of the memory and of the vocabulary. A word of one token stands in the vocabulary; a longer one must stand as a whole word in one
// of the memory's texts, or be common in the texts of the bundled model (commonWords.ts).
import { isCommonWord } from '../commonWords';
import type { KnownWords } from '../knownWords';
import type { Tokenizer } from '../languageModel';
import type { MemoryView } from './known';
import { MEMORY_PARTS } from './mixtureWeights';
import { wordBordersOf, type WordBorders } from './wordBorders';

export class RememberedWords implements KnownWords {
  private readonly borders: WordBorders;

  constructor(
    private readonly view: MemoryView,
    private readonly tokenizer: Tokenizer,
  ) {
    this.borders = wordBordersOf(tokenizer);
  }

  /** Looks for the word as written, and in small letters where it is written in capitals or begins with one. */
  has(word: string): boolean {
    return spellingsOf(word).some((spelling) => this.hasSpelling(spelling));
  }

  private hasSpelling(word: string): boolean {
    const runs = [this.tokenizer.encodeLine(` ${word}`), this.tokenizer.encodeLine(word)];
    if (runs.some(({ length }) => length === 1) || isCommonWord(word)) return true;
    return MEMORY_PARTS.some((part) => this.view[part].some((source) => runs.some((run) => source.holdsRun(run, this.borders))));
  }
}

function spellingsOf(word: string): string[] {
  const small = word.toLowerCase();
  const isCapitalised = word.slice(1) === small.slice(1) || word === word.toUpperCase();
  return isCapitalised && small !== word ? [word, small] : [word];
}
