// A document with a cursor and ghost text in it, and what a counter of suggestions is told of it, as an editor does:
// `new Typist('The qu').offer('quick brown').type('i').accept()`.
import { NO_COUNTS, addCounts, type Counts } from '../../../src/statistics/counts';
import { SuggestionCounter } from '../../../src/statistics/suggestionCounter';

export class Typist {
  counts: Counts = NO_COUNTS;
  readonly languages = new Set<string>();
  readonly counter = new SuggestionCounter((language, counts) => {
    this.languages.add(language);
    this.counts = addCounts(this.counts, { ...NO_COUNTS, ...counts });
  });
  private line = 3;
  private start = 0;
  private text = '';
  private id = 0;

  /** @param typed the line left of the cursor; `after` stands right of it. */
  constructor(private typed: string, private readonly after = '', private readonly uri = 'file:///a.md') {}

  /** The editor gets an answer whose text begins where `text` and what is typed agree. */
  offer(text: string, { selected, others = [] as string[] }: { selected?: string; others?: string[] } = {}): this {
    let kept = Math.min(text.length, this.typed.length);
    while (!text.startsWith(this.typed.slice(this.typed.length - kept))) kept--;
    return this.offerAt(this.typed.length - kept, text, selected, others);
  }

  /** The same, for a text that begins at a column. */
  offerAt(start: number, text: string, selected?: string, others: string[] = []): this {
    this.counter.asked({ uri: this.uri, selected });
    [this.start, this.text] = [start, text];
    const { uri, line, typed } = this;
    this.id = this.counter.shown({ uri, selected, language: 'markdown', line, start, before: typed.slice(0, start), typed: typed.slice(start), texts: [text, ...others] });
    return this;
  }

  /** Keys, one by one. */
  type(text: string): this {
    for (const key of text) this.edit(this.typed.length, key);
    return this;
  }

  /** One edit that replaces the line from a column to the cursor. */
  edit(from: number, text: string, isUndo = false): this {
    const change = { startLine: this.line, startCharacter: from, endLine: this.line, endCharacter: this.typed.length, text };
    this.typed = this.typed.slice(0, from) + text;
    this.counter.changed(this.uri, [change], isUndo);
    return this;
  }

  insert(text: string): this {
    return this.edit(this.typed.length, text);
  }

  backspace(): this {
    return this.edit(this.typed.length - 1, '');
  }

  /** Lines are inserted above. */
  insertAbove(lines: number): this {
    this.line += lines;
    this.counter.changed(this.uri, [{ startLine: 0, startCharacter: 0, endLine: 0, endCharacter: 0, text: '\n'.repeat(lines) }], false);
    return this;
  }

  /** Something happens right of the cursor. */
  editBehind(text: string): this {
    const at = this.typed.length + this.after.length;
    this.counter.changed(this.uri, [{ startLine: this.line, startCharacter: at, endLine: this.line, endCharacter: at, text }], false);
    return this;
  }

  /** Tab: the editor replaces from the suggestion's start, or inserts the rest, and runs the command. */
  accept(howToEdit: 'replace' | 'insert' = 'replace', text = this.text): this {
    if (howToEdit === 'replace') this.edit(this.start, text);
    else this.insert(text.slice(this.typed.length - this.start));
    this.counter.accepted(this.id, text);
    return this;
  }
}
