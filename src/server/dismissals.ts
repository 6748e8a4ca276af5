// Words that were dismissed with Escape. They are not suggested again at the same place until the line goes on without them; other words are.

const MOST_REMEMBERED = 16;
const WORD_CHARACTER = /^[\p{L}\p{M}\p{N}_]/u;

interface Dismissal {
  readonly uri: string;
  readonly line: number;
  /** The line up to the end of the first word that the suggestion would have made. */
  readonly text: string;
}

export class Dismissals {
  private dismissals: Dismissal[] = [];

  /** @param texts of a line, each up to the end of the first word of a suggestion. */
  add(uri: string, line: number, texts: readonly string[]): void {
    this.dismissals = [...this.dismissals, ...texts.map((text) => ({ uri, line, text }))].slice(-MOST_REMEMBERED);
  }

  /** Forgets what the line has left: another word stands there now, or the same one was typed to its end. */
  passed(uri: string, line: number, before: string): void {
    this.dismissals = this.dismissals.filter((dismissal) => dismissal.uri !== uri || dismissal.line !== line || isOpen(dismissal.text, before));
  }

  /** Whether a suggestion was dismissed here. @param text the line up to the end of its first word. */
  has(uri: string, line: number, text: string): boolean {
    return this.dismissals.some((dismissal) => dismissal.uri === uri && dismissal.line === line && isSameWord(dismissal.text, text));
  }

  forget(): void {
    this.dismissals = [];
  }
}

function isOpen(dismissed: string, before: string): boolean {
  return dismissed.length > before.length && dismissed.startsWith(before);
}

/** Whether a text is the dismissed one, or goes on from it behind the end of its last word. */
function isSameWord(dismissed: string, text: string): boolean {
  return text.startsWith(dismissed) && !WORD_CHARACTER.test(text.slice(dismissed.length));
}
