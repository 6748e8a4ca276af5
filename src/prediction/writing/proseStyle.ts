// Habits of a document of prose: its script, capitals, line width, paragraphs. What is written keeps them.

/** Characters before the cursor that are looked at. */
const LOOKED_AT = 20_000;
/** Lines of at least so many columns, broken within sentences, are lines that an author or an editor has wrapped. */
const LEAST_WRAP = 50;
const MOST_WRAP = 110;
/** Lines of so many words show whether lines end with a mark, if there are so many. */
const FEWEST_TELLING_WORDS = 4;
const FEWEST_TELLING_LINES = 2;
/** Marks that end a sentence, with closing quotes and brackets behind them. */
const SENTENCE_END = /[.!?。！？…]["'”’)\]]*$/u;

export interface ProseStyle {
  /** Whether letters have a lower and an upper case in the script that the text is written in. */
  readonly hasCase: boolean;
  /** Whether sentences begin with a capital letter. */
  readonly capitalSentences: boolean;
  /** Whether many words within a sentence begin with a capital, as nouns do in German. */
  readonly capitalWords: boolean;
  /** Characters beyond ASCII that occur. */
  readonly characters: ReadonlySet<string>;
  /** Whether most letters are Latin. */
  readonly isLatin: boolean;
  /** Columns at which lines are wrapped; undefined where a paragraph is one line. */
  readonly wrap: number | undefined;
  /** Whether most lines end without a mark that ends a sentence. */
  readonly openLines: boolean;
  /** Sentences of a paragraph, about. */
  readonly sentencesPerParagraph: number;
  /** Line ends between two paragraphs: 1 or 2. */
  readonly paragraphBreak: string;
}

export function proseStyle(before: string): ProseStyle {
  const text = before.slice(-LOOKED_AT);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const wrap = wrapOf(lines);
  const letters = text.match(/\p{L}/gu) ?? [];
  const cased = letters.filter((letter) => /[\p{Lu}\p{Ll}]/u.test(letter)).length;
  const hasCase = cased * 2 >= letters.length;
  const sentences = text.split(/[.!?\n]\s*/u).filter((sentence) => /^\p{L}/u.test(sentence));
  const paragraphs = text.split(wrap ? /\n\s*\n/u : /\n+/u).filter((paragraph) => paragraph.trim() !== '');
  return {
    hasCase,
    capitalSentences: hasCase && sentences.filter((sentence) => /^\p{Lu}/u.test(sentence)).length * 2 >= sentences.length,
    capitalWords: share(text.match(/(?<=[\p{L},] )\p{L}+/gu) ?? [], (word) => /^\p{Lu}\p{Ll}/u.test(word)) > 0.2,
    characters: new Set([...text].filter((character) => character > '\x7f')),
    isLatin: letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length * 2 >= letters.length,
    wrap,
    openLines: !wrap && hasOpenLines(lines.slice(0, -1)),
    sentencesPerParagraph: Math.max(1, median(paragraphs.map((paragraph) => (paragraph.match(/[.!?。！？](?=\s|$)/gu) ?? []).length))),
    paragraphBreak: /\n\s*\n/u.test(text.trimEnd()) ? '\n\n' : '\n',
  };
}

/** Whether a sentence is over at the end of a text. */
export function endsSentence(text: string): boolean {
  return SENTENCE_END.test(text.trimEnd());
}

/** Headings and salutations say nothing about lines: they have few words. */
function hasOpenLines(lines: readonly string[]): boolean {
  const told = lines.filter((line) => !/^\s*(?:#|=|\*)/u.test(line) && line.trim().split(/\s+/u).length >= FEWEST_TELLING_WORDS);
  return told.length >= FEWEST_TELLING_LINES && share(told, (line) => !SENTENCE_END.test(line.trimEnd())) > 0.6;
}

function wrapOf(lines: readonly string[]): number | undefined {
  const whole = lines.slice(0, -1);
  const widest = Math.max(0, ...whole.map((line) => line.length));
  if (widest < LEAST_WRAP || widest > MOST_WRAP) return undefined;
  const broken = whole.filter((line) => line.length > widest * 0.7 && !endsSentence(line));
  return broken.length >= 2 ? widest : undefined;
}

function share<T>(all: readonly T[], holds: (one: T) => boolean): number {
  return all.length === 0 ? 0 : all.filter(holds).length / all.length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 1;
}
