// Prose, sentence by sentence: where the sentence at the cursor began, when a paragraph ends, where lines are wrapped.
import { ProseRules } from './proseRules';
import { proseStyle, type ProseStyle } from './proseStyle';
import { DocumentWords, wordRuns } from './textWords';
import type { UnitRules } from './unitRules';
import type { WritingPlan } from './writingPlan';

/** Words of a sentence: a small network loses its thread in longer ones. */
const MOST_WORDS = 16;
/** Sentences of a paragraph at least. */
const LEAST_SENTENCES = 4;
/** A last sentence may be so long, however few words are left. */
const LEAST_ROOM = 10;
const SENTENCE_MARK = /[.!?。！？](?=\s|$)/gu;
const COMMENT_MARK = /^.*?(?:\/\/+|\/\*+|#+|--+|;;+|\*)\s?/u;

export class ProsePlan implements WritingPlan {
  readonly given: string;
  private readonly style: ProseStyle;
  private readonly proseRules: ProseRules;
  private column: number;
  private sentences: number;
  /** Line ends that stand before the next sentence. */
  private pending = '';
  private isOver = false;

  /** @param typed the end of `before` that is no finished word yet. @param isComment true: one sentence, in a line of code. */
  constructor(before: string, typed: string, after: string, private readonly isComment: boolean) {
    const lastLine = before.slice(before.lastIndexOf('\n') + 1);
    const prose = isComment ? lastLine.replace(COMMENT_MARK, '') : before;
    this.style = proseStyle(prose);
    const words = new DocumentWords(`${before.slice(0, before.length - typed.trimStart().length)}\n${after}`);
    this.proseRules = new ProseRules(this.style, words, before);
    this.given = sentenceAtEnd(prose, this.style);
    this.column = lastLine.length;
    this.sentences = (lastLine.match(SENTENCE_MARK) ?? []).length;
  }

  rules(wordsLeft: number): UnitRules {
    this.proseRules.mostWords = Math.min(MOST_WORDS, Math.max(LEAST_ROOM, wordsLeft));
    return this.proseRules;
  }

  take(unit: string, written: string): string {
    this.proseRules.wrote(unit);
    const endsLine = written.endsWith('\n');
    const text = this.pending + this.wrapped(endsLine ? written.slice(0, -1) : written);
    this.sentences++;
    this.isOver = this.isComment;
    const isParagraphOver = !endsLine && this.sentences >= Math.max(LEAST_SENTENCES, this.style.sentencesPerParagraph);
    this.pending = endsLine ? '\n' : isParagraphOver && !this.isComment ? this.style.paragraphBreak : '';
    if (this.pending !== '') [this.sentences, this.column] = [0, 0];
    return text;
  }

  next(): string | undefined {
    return this.isOver ? undefined : this.pending;
  }

  ending(): string {
    return '';
  }

  /** A sentence with line ends in place of blanks where the document's lines are wrapped. */
  private wrapped(text: string): string {
    const { wrap } = this.style;
    const pieces = text.split(/(?= )/u).map((piece) => {
      const isTooLong = wrap !== undefined && piece.startsWith(' ') && this.column + piece.length > wrap;
      this.column = isTooLong ? piece.length - 1 : this.column + piece.length;
      return isTooLong ? `\n${piece.slice(1)}` : piece;
    });
    return pieces.join('');
  }
}

/** The sentence at the end of a text; a line end alone where a line begins. */
function sentenceAtEnd(text: string, { wrap }: ProseStyle): string {
  const paragraph = text.slice(text.lastIndexOf('\n\n') + 1);
  const line = wrap === undefined ? paragraph.slice(Math.max(0, paragraph.lastIndexOf('\n'))) : paragraph;
  const marks = [...line.matchAll(SENTENCE_MARK)];
  const last = marks.at(-1);
  const sentence = last ? line.slice(last.index + 1) : line;
  if (/^\n+$/u.test(sentence)) return '\n';
  return wordRuns(sentence).length === 0 ? sentence.replace(/^\n+/u, '\n') : sentence.replace(/^\n+/u, '');
}
