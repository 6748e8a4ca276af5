// The network's reading of one open document, kept while it is edited: the state at the cursor for suggestions, and the
// log-loss of every token for the perplexity. A document begins with the start token from a zero state; that token is
// read and not scored, everything after it is. After reading is done, states and losses are those of a fresh reading.
import { BackgroundReader, type ReadingDepth } from './backgroundReader';
import { CursorMarks } from './cursorMarks';
import { CursorReader } from './cursorReader';
import type { Distribution } from './distribution';
import type { DocumentFigures } from './documentFigures';
import type { LanguageModel, Tokenizer } from './languageModel';
import { lineFigures, surprisingWords, wordSurprisals, type LineFigures, type SurprisingWord, type WordSurprisal } from './lineFigures';
import { LineText, type TextRange } from './lineText';
import { DocumentMemory, type DocumentKnowledge } from './memory/documentMemory';
import { MemoryScorer, type Turn } from './memory/memoryScorer';
import { NeuralCache } from './memory/neuralCache';
import { NetworkRuns } from './networkRuns';
import { tokensWithinBytes, utf8Length, wholeCharacters } from './tokenBytes';
import { TrackedLines } from './trackedLines';
import { typedPiece } from './typedPiece';

/** What the network expects where somebody types. */
export interface CursorDistribution {
  /** After all of the document before `typed`. */
  readonly distribution: Distribution;
  /** Text before the cursor that typing on may still change, not read yet: an unfinished word, digits, blanks, or nothing. */
  readonly typed: string;
  /** True if not all of the text above was read: the state comes from a window before the cursor. */
  readonly approximate: boolean;
  /** What the document itself knows of what comes here. */
  readonly knowledge: DocumentKnowledge;
}

/** Everything that depends on the model in use. */
interface Reading {
  readonly lines: TrackedLines;
  readonly marks: CursorMarks;
  readonly runs: NetworkRuns;
  readonly background: BackgroundReader;
  readonly cursor: CursorReader;
  readonly cache: NeuralCache;
  readonly memory: DocumentMemory;
  readonly scorer: MemoryScorer;
}

export class DocumentTrack {
  private text: LineText;
  private reading: Reading;
  private earlierSteps = 0;
  /** Slices wait for each other: two readers would undo each other's work. */
  private slices: Promise<unknown> = Promise.resolve();

  /** @param text with any line ends. Nothing is read before it is asked for. */
  constructor(model: LanguageModel, tokenizer: Tokenizer, text: string) {
    this.text = new LineText(text);
    this.reading = begin(model, tokenizer, this.text);
  }

  /** Time steps that were asked for so far. */
  get steps(): number {
    return this.earlierSteps + this.reading.runs.steps;
  }

  get lineCount(): number {
    return this.text.lineCount;
  }

  /** Replaces a range, positions as LSP has them (zero-based, UTF-16, clamped). Reads nothing. */
  applyEdit(range: TextRange, text: string): void {
    const edit = this.text.replace(range, text);
    const { line: first } = edit.range.start;
    const added = edit.text.split('\n').length;
    this.replaceLines(first, edit.range.end.line - first + 1, added);
  }

  /** Takes a whole new text; what its first and last lines share with the old one stays read. */
  replaceAll(text: string): void {
    const before = this.text;
    this.text = new LineText(text);
    const most = Math.min(before.lineCount, this.text.lineCount);
    let first = 0;
    while (first < most - 1 && before.line(first) === this.text.line(first)) first++;
    let last = 0;
    while (last < most - 1 - first && before.line(before.lineCount - 1 - last) === this.text.line(this.text.lineCount - 1 - last)) last++;
    this.replaceLines(first, before.lineCount - first - last, this.text.lineCount - first - last);
  }

  /** Forgets all that was read and begins anew with another model. */
  setModel(model: LanguageModel, tokenizer: Tokenizer): void {
    this.reading.runs.version++;
    this.earlierSteps += this.reading.runs.steps;
    this.reading = begin(model, tokenizer, this.text);
  }

  /**
   * What may follow at a position, read up to the last piece that typing on can still change.
   * @returns undefined if the document changed meanwhile: the answer would be to another text.
   */
  async distributionAt(line: number, character: number): Promise<CursorDistribution | undefined> {
    const { lines, memory } = this.reading;
    const row = Math.max(0, Math.min(line, lines.count - 1));
    const { text } = lines.at(row);
    const column = wholeCharacters(text, Math.max(0, Math.min(character, text.length)));
    const { start, typed } = typedPiece(text.slice(0, column));
    // Before the wait: behind it the text may be another one.
    const tokens = this.tokensBefore(row, start);
    const knowledge = memory.at(row, tokens);
    const mark = await this.reading.cursor.at({ line: row, offset: tokens + 1 });
    return mark && { distribution: mark.distribution, typed, approximate: mark.approximate, knowledge };
  }

  /**
   * What the network expected after a place that is written on: the text before it stands as it is.
   * @param column of an existing line, at a border of pieces, such as the end of a word.
   * @returns undefined if the document changed meanwhile.
   */
  async distributionAfter(line: number, column: number): Promise<Distribution | undefined> {
    return (await this.reading.cursor.at({ line, offset: this.tokensBefore(line, column) + 1 }))?.distribution;
  }

  /**
   * Reads a slice of what is new or changed.
   * @param maximumTokens of this call; single runs are shorter (64).
   * @param depth `changes` leaves the lines below a change as they were, for a quieter moment.
   * @returns whether more remains to be read.
   */
  async advance(maximumTokens: number, depth: ReadingDepth = 'everything'): Promise<boolean> {
    const slice = this.slices.then(() => this.reading.background.advance(maximumTokens, depth));
    this.slices = slice.catch(() => undefined);
    return slice;
  }

  /** Whether the figures are those of a fresh reading of the whole document. */
  get complete(): boolean {
    return this.reading.lines.pending.length === 0;
  }

  /** Whether every line was read at least once: if not, the figures are those of the part read so far. */
  get readOnce(): boolean {
    return this.reading.lines.unread === 0;
  }

  /** Undefined while no word was scored. */
  figures(): DocumentFigures | undefined {
    const { lines } = this.reading;
    return lines.figures.figures(lines.at(lines.count - 1).tally);
  }

  /** Figures of every scored line that has words. */
  lineFigures(): LineFigures[] {
    return lineFigures(this.reading.lines);
  }

  /** The words that the network expected least, the most surprising first. */
  surprisingWords(limit: number): SurprisingWord[] {
    return surprisingWords(this.reading.lines, limit);
  }

  /** Words of the lines from `first` to `last`, at most `most`, as far as they are scored as they stand. */
  wordSurprisals(first: number, last: number, most?: number): WordSurprisal[] {
    return wordSurprisals(this.reading.lines, first, last, most);
  }

  /**
   * Words of some lines, with their surprisal under the network mixed with the memory of the text above them.
   * @param lines ascending. @param mostTokens to be read. @param turn asked before every run of the network.
   * @returns as many words as could be read; undefined if the document changed meanwhile.
   */
  wordSurprisalsWithMemory(lines: readonly number[], mostTokens: number, turn: Turn): Promise<WordSurprisal[] | undefined> {
    return this.reading.scorer.wordSurprisals(lines, mostTokens, turn);
  }

  /** Whether all lines from `first` to `last` that there are were scored as they stand. */
  isScored(first: number, last: number): boolean {
    const { lines } = this.reading;
    for (let line = first; line <= Math.min(last, lines.count - 1); line++) if (!lines.at(line).scored) return false;
    return true;
  }

  /** Of a line, before a border of its pieces. */
  private tokensBefore(line: number, column: number): number {
    const { lines } = this.reading;
    return tokensWithinBytes(lines.tokenizer, lines.tokens(line), utf8Length(lines.at(line).text, 0, column));
  }

  private replaceLines(first: number, removed: number, added: number): void {
    const { lines, marks, runs, background, memory, scorer, cache } = this.reading;
    const texts = Array.from({ length: added }, (_, i) => this.text.line(first + i));
    const before = Array.from({ length: removed }, (_, i) => lines.at(first + i));
    const replacement = lines.replace(first, removed, texts);
    if (replacement === undefined) return;
    const { start, end, kept, tail } = replacement;
    before.forEach((line, i) => {
      const isEnd = start === end && i === before.length - 1;
      cache.replaced(line, i === 0 || isEnd ? { line: start, kept: i === 0 ? kept : 0, ...(isEnd && { tail: tail.tail, moved: tail.moved }) } : undefined);
    });
    runs.version++;
    marks.edited(first, kept);
    background.edited(first);
    memory.edited(first, removed, added);
    scorer.edited(first);
  }
}

function begin(model: LanguageModel, tokenizer: Tokenizer, text: LineText): Reading {
  const texts = Array.from({ length: text.lineCount }, (_, line) => text.line(line));
  const lines = new TrackedLines(tokenizer, texts, new Float32Array(model.layers * model.hiddenSize));
  const marks = new CursorMarks();
  const runs = new NetworkRuns(model);
  const cache = new NeuralCache();
  const memory = new DocumentMemory(lines, cache);
  const background = new BackgroundReader(lines, marks, runs, cache);
  return { lines, marks, runs, background, cursor: new CursorReader(lines, marks, runs), cache, memory, scorer: new MemoryScorer(lines, runs, memory) };
}
