// Perplexity of a document from sums per line, kept while lines come and go: perplexity = exp(nats / count).
import type { LineTally } from './lineTally';
import { perplexity } from './perplexity';

export interface DocumentFigures {
  /** exp(total nats / words); total nats include white space and line ends. */
  readonly perplexityPerWord: number;
  readonly perplexityPerToken: number;
  /** Total nats / ln 2 / Unicode code points, line ends included. */
  readonly bitsPerCharacter: number;
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
    this.nats += sign * (tally.wordNats + tally.trailingNats + tally.lineEndNats);
  }
}
