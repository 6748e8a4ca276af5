// Figures of single lines and words of a tracked document, for a view that is opened now and then.
import { wordSurprisals } from './lineTally';
import type { TrackedLines } from './trackedLines';

export interface LineFigures {
  /** Zero-based. */
  readonly line: number;
  readonly words: number;
  /** exp(nats of the words / words), without line end and blanks before it. */
  readonly perplexityPerWord: number;
  /** Of the words, with the blanks before them. */
  readonly bits: number;
  /** Of the line end and the blanks before it: a row of their own. */
  readonly lineEndBits: number;
}

export interface SurprisingWord {
  readonly line: number;
  /** UTF-16 columns. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly surprisalBits: number;
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
      perplexityPerWord: Math.exp(tally.wordNats / tally.words),
      bits: tally.wordNats / Math.LN2,
      lineEndBits: (tally.trailingNats + lineEnd) / Math.LN2,
    });
  }
  return figures;
}

/** The `limit` words of most bits, the most surprising first; earlier words first among equals. */
export function surprisingWords(lines: TrackedLines, limit: number): SurprisingWord[] {
  const best: SurprisingWord[] = [];
  for (let line = 0; line < lines.count; line++) {
    const scored = lines.scored(line);
    if (!scored) continue;
    for (const { start, end, surprisalBits } of wordSurprisals(scored, lines.tokenizer)) {
      if (best.length === limit && surprisalBits <= (best.at(-1)?.surprisalBits ?? Infinity)) continue;
      const place = best.findLastIndex((word) => word.surprisalBits >= surprisalBits) + 1;
      best.splice(place, 0, { line, start, end, text: scored.text.slice(start, end), surprisalBits });
      if (best.length > limit) best.pop();
    }
  }
  return best;
}
