// Perplexity of a document from sums per line, kept while lines come and go: perplexity = exp(nats / count).
import type { LineTally } from './lineTally';
import { perplexity } from './perplexity';

export interface DocumentFigures {
  /** exp(total nats / words), at most `LARGEST_PERPLEXITY`; total nats include white space and line ends. */
  readonly perplexityPerWord: number;
  readonly perplexityPerToken: number;
  /** Total nats / ln 2 / Unicode code points, line ends included. */
  readonly bitsPerCharacter: number;
  /** Total nats / ln 2 / UTF-8 bytes, line ends included: the figure that compares languages. */
  readonly bitsPerByte: number;
  /** Total nats / ln 2 / words; it goes on where the perplexity has reached its largest value. */
  readonly bitsPerWord: number;
  readonly words: number;
  readonly tokens: number;
  readonly characters: number;
  readonly nats: number;
}

/** Sums over the lines read so far. */
export class RunningFigures {
  private lines = 0;
  private words = 0;
  private tokens = 0;
  private characters = 0;
  private bytes = 0;
  private nats = 0;

  add(tally: LineTally): void {
    this.change(tally, 1);
  }

  remove(tally: LineTally): void {
    this.change(tally, -1);
  }

  /** @param last tally of the document's last line, if read: no line end follows it. @returns undefined without words. */
  figures(last: LineTally | undefined): DocumentFigures | undefined {
    if (this.words === 0) return undefined;
    const lineEnds = this.lines - (last ? 1 : 0);
    const nats = this.nats - (last?.lineEndNats ?? 0);
    const tokens = this.tokens + lineEnds;
    const characters = this.characters + lineEnds;
    return {
      perplexityPerWord: perplexity(nats, this.words),
      perplexityPerToken: perplexity(nats, tokens),
      bitsPerCharacter: nats / Math.LN2 / characters,
      bitsPerByte: nats / Math.LN2 / (this.bytes + lineEnds),
      bitsPerWord: nats / Math.LN2 / this.words,
      words: this.words,
      tokens,
      characters,
      nats,
    };
  }

  private change(tally: LineTally, sign: 1 | -1): void {
    this.lines += sign;
    this.words += sign * tally.words;
    this.tokens += sign * tally.tokens;
    this.characters += sign * tally.characters;
    this.bytes += sign * tally.bytes;
    this.nats += sign * (tally.wordNats + tally.trailingNats + tally.lineEndNats);
  }
}
