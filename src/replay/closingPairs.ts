// Which brackets and quotes of a text an editor closes by itself, as VS Code does it by the language configurations that it
// ships: an opener that is typed before a line end or a closing bracket inserts its closer right of the cursor, and typing
// the closer passes it. Taken as one rule for all languages: brackets everywhere; quotes in code only, not in strings and
// comments, not behind a word, and only within a line; `<` in Markdown. An opener whose closer never comes (a person would
// delete it again) counts as one that is not closed.
import { isProse } from '../privacy/languages';

/** Columns of the text, UTF-16 units. */
export interface ClosingPair {
  readonly open: number;
  readonly close: number;
  /** Enter right behind the opener puts the closer on a line of its own, where the text has it. */
  readonly ownLine: boolean;
}

interface Opened {
  readonly open: number;
  readonly closer: string;
  /** Of a quote its closer is known; no bracket inside reaches beyond it. */
  readonly close?: number;
  readonly isAutomatic: boolean;
}

const BRACKETS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const MARKUP: Readonly<Record<string, string>> = { ...BRACKETS, '<': '>' };
const CLOSERS = new Set([')', ']', '}', '>']);
const WORD = /[\p{L}\p{M}\p{N}_]/u;
/** Where a comment begins in a line, for languages that mark it with slashes, and for those that do with a hash. */
const SLASHES = /^\s*(?:\/\/|\/?\*)|\s\/\/\s/;
const HASH = /^\s*#|\s#\s/;
const HASH_LANGUAGES = /^(?:python|ruby|perl|r|julia|elixir|shellscript|powershell|yaml|toml|dockerfile|makefile)$/;
const SCRIPTS = /^(?:java|type)script(?:react)?$/;

/** Pairs in the order of their openers. @param text with LF line ends. @param languageId the editor's. */
export function closingPairs(text: string, languageId: string): ClosingPair[] {
  return new PairFinder(text, languageId).find();
}

class PairFinder {
  private readonly pairs: ClosingPair[] = [];
  private readonly brackets: Readonly<Record<string, string>>;
  private readonly quotes: string;
  private readonly comment: RegExp;
  private readonly isProse: boolean;
  private stack: Opened[] = [];

  constructor(
    private readonly text: string,
    languageId: string,
  ) {
    this.isProse = isProse(languageId);
    this.comment = HASH_LANGUAGES.test(languageId) ? HASH : SLASHES;
    this.brackets = languageId === 'markdown' || languageId === 'mdx' ? MARKUP : BRACKETS;
    this.quotes = this.isProse ? '' : SCRIPTS.test(languageId) ? '\'"`' : '\'"';
  }

  find(): ClosingPair[] {
    for (let start = 0; start < this.text.length; ) {
      const end = (this.text.indexOf('\n', start) + 1 || this.text.length + 1) - 1;
      this.readLine(start, end);
      start = end + 1;
    }
    return this.pairs.sort((a, b) => a.open - b.open);
  }

  private readLine(start: number, end: number): void {
    const line = this.text.slice(start, end);
    // A bracket that is still open at the end of a paragraph was none.
    if (this.isProse && line.trim() === '') this.stack = [];
    const comment = this.comment.exec(line)?.index ?? Infinity;
    for (let column = 0; column < line.length; column++) {
      const at = start + column;
      const character = line[column];
      const quote = this.stack.findIndex(({ close }) => close === at);
      if (character === '\\') column++;
      else if (quote >= 0) this.close(quote, at);
      else if (this.quotes.includes(character)) this.openQuote(line, column, start, comment);
      else if (Object.hasOwn(this.brackets, character)) this.stack.push({ open: at, closer: this.brackets[character], isAutomatic: this.isFree() });
      else if (CLOSERS.has(character)) this.closeBracket(character, at);
    }
  }

  private openQuote(line: string, column: number, start: number, comment: number): void {
    const inString = this.stack.some(({ close }) => close !== undefined);
    if (inString || column > comment || WORD.test(line[column - 1] ?? '')) return;
    const quote = line[column];
    let end = column + 1;
    while (end < line.length && line[end] !== quote) end += line[end] === '\\' ? 2 : 1;
    if (end < line.length) this.stack.push({ open: start + column, closer: quote, close: start + end, isAutomatic: this.isFree() });
  }

  /** Whether what stands right of the cursor lets an opener be closed: a line end or a closer, but not the end of a quote. */
  private isFree(): boolean {
    const right = this.stack.findLast(({ isAutomatic }) => isAutomatic);
    return right?.close === undefined || right.closer === '`';
  }

  /** The innermost bracket of its kind that is open, unless a quote lies between: it is inside a string then. */
  private closeBracket(closer: string, at: number): void {
    for (let depth = this.stack.length - 1; depth >= 0 && this.stack[depth].close === undefined; depth--) {
      if (this.stack[depth].closer === closer) return this.close(depth, at);
    }
  }

  private close(depth: number, at: number): void {
    const { open, isAutomatic } = this.stack[depth];
    this.stack.length = depth;
    if (!isAutomatic) return;
    const lineStart = this.text.lastIndexOf('\n', at - 1) + 1;
    this.pairs.push({ open, close: at, ownLine: this.text[open + 1] === '\n' && this.text.slice(lineStart, at).trim() === '' });
  }
}
