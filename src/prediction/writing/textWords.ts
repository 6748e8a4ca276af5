// Words of a text as a person counts them: runs of letters, marks, digits and underscores. Knows which words stand in a
// document and which beginnings lead to one of them, so that a word that is spelled piece by piece stays a known one.

const WORD = /[\p{L}\p{M}\p{N}_]+/gu;

/** Words in order. */
export function wordRuns(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** The run of word characters at the end of a text, or the empty string. */
export function lastRun(text: string): string {
  let start = text.length;
  while (start > 0 && isWordCharacter(text[start - 1])) start--;
  return text.slice(start);
}

/** Halves of surrogate pairs count: letters beyond the basic plane are rare, and never half in a token's text. */
function isWordCharacter(unit: string): boolean {
  return /[\p{L}\p{M}\p{N}_\p{Cs}]/u.test(unit);
}

/** Words that stand in a document, in the spelling in which they stand there. */
export class DocumentWords {
  private readonly words = new Set<string>();
  private readonly folded = new Set<string>();
  private readonly beginnings = new Set<string>();
  private readonly exactBeginnings = new Set<string>();

  /** @param text the document; a word that the cursor has cut off is no word of it. */
  constructor(text: string) {
    for (const word of new Set(wordRuns(text))) this.add(word);
  }

  add(word: string): void {
    this.words.add(word);
    this.folded.add(word.toLowerCase());
    const lower = word.toLowerCase();
    for (let end = 1; end <= lower.length; end++) this.beginnings.add(lower.slice(0, end));
    for (let end = 1; end <= word.length; end++) this.exactBeginnings.add(word.slice(0, end));
  }

  /** Whether a word stands in the document in this very spelling. */
  has(word: string): boolean {
    return this.words.has(word);
  }

  /** Whether a word stands in the document, in any case. */
  hasFolded(word: string): boolean {
    return this.folded.has(word.toLowerCase());
  }

  /** Whether some word of the document begins so, in any case. */
  begins(start: string): boolean {
    return this.beginnings.has(start.toLowerCase());
  }

  /** Whether some word of the document begins so, in this very spelling. */
  beginsExactly(start: string): boolean {
    return this.exactBeginnings.has(start);
  }
}

/** Runs of `size` words of a text, each joined to one string, lower case. */
export function wordSequences(words: readonly string[], size: number): string[] {
  const found: string[] = [];
  for (let i = 0; i + size <= words.length; i++) found.push(words.slice(i, i + size).join(' ').toLowerCase());
  return found;
}
