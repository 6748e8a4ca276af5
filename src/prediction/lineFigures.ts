// Figures of single lines and words of a tracked document, for a view that is opened now and then.
import { perplexity } from './perplexity';
import type { TrackedLines } from './trackedLines';
import type { WordSpan } from './words';

export interface LineFigures {
  /** Zero-based. */
  readonly line: number;
  readonly words: number;
  /** exp(nats of the words / words), at most `LARGEST_PERPLEXITY`, without line end and blanks before it. */
  readonly perplexityPerWord: number;
  /** Of the words, with the blanks before them. */
  readonly bits: number;
  /** Of the line end and the blanks before it: a row of their own. */
  readonly lineEndBits: number;
}

export interface WordSurprisal {
  readonly line: number;
  /** UTF-16 columns. */
  readonly start: number;
  readonly end: number;
  /** -log2 of the probability of its tokens, those of the blanks before it included. */
  readonly surprisalBits: number;
}

export interface SurprisingWord extends WordSurprisal {
  readonly text: string;
}

/** Every scored line that has words. */
export function lineFigures(lines: TrackedLines): LineFigures[] {
  const figures: LineFigures[] = [];
  for (let line = 0; line < lines.count; line++) {
    const { tally } = lines.at(line);
    if (!tally || tally.words === 0) continue;
    const lineEnd = line < lines.count - 1 ? tally.lineEndNats : 0;
    figures.push({
      line,
      words: tally.words,
      perplexityPerWord: perplexity(tally.wordNats, tally.words),
      bits: tally.wordNats / Math.LN2,
      lineEndBits: (tally.trailingNats + lineEnd) / Math.LN2,
    });
  }
  return figures;
}

/** Words of the lines from `first` to `last`, in order, at most `most`; none of a line that has changed since it was scored. */
export function wordSurprisals(lines: TrackedLines, first: number, last: number, most = Infinity): WordSurprisal[] {
  const found: WordSurprisal[] = [];
  for (let line = Math.max(0, first); line <= Math.min(last, lines.count - 1) && found.length < most; line++) {
    const tracked = lines.at(line);
    if (tracked.scored && tracked.tally) addSurprisals(found, line, tracked.words(), { natsOfWords: tracked.tally.natsOfWords, most });
  }
  return found;
}

/** Adds the words of one line until there are `most`. */
function addSurprisals(found: WordSurprisal[], line: number, words: readonly WordSpan[], { natsOfWords, most }: { natsOfWords: Float32Array; most: number }): void {
  for (let word = 0; word < words.length && found.length < most; word++) {
    const { start, end } = words[word];
    found.push({ line, start, end, surprisalBits: natsOfWords[word] / Math.LN2 });
  }
}

/** The `limit` words of most bits, the most surprising first; earlier words first among equals. */
export function surprisingWords(lines: TrackedLines, limit: number): SurprisingWord[] {
  return mostSurprising(lines, limit).map(({ line, word, nats }) => {
    const tracked = lines.at(line);
    const { text } = tracked;
    const { start, end } = tracked.words()[word];
    return { line, start, end, text: text.slice(start, end), surprisalBits: nats / Math.LN2 };
  });
}

interface Surprise {
  readonly line: number;
  /** Its number in the line. */
  readonly word: number;
  readonly nats: number;
}

/** Looks at remembered numbers only: a large document has a hundred thousand words, and somebody may be typing. */
function mostSurprising(lines: TrackedLines, limit: number): Surprise[] {
  const best: Surprise[] = [];
  for (let line = 0; line < lines.count; line++) {
    const { tally, scored } = lines.at(line);
    if (!scored) continue;
    tally?.natsOfWords.forEach((nats, word) => {
      if (best.length === limit && nats <= (best.at(-1)?.nats ?? Infinity)) return;
      best.splice(best.findLastIndex((other) => other.nats >= nats) + 1, 0, { line, word, nats });
      if (best.length > limit) best.pop();
    });
  }
  return best;
}
