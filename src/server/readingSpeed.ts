// How fast the network reads in the background: what it did lately counts most.

/** Below this many tokens a speed says more about the machine's other work than about the network. */
const FEWEST_TOKENS = 200;
/** Above this many the past is halved, so that the figure follows the machine. */
const MOST_TOKENS = 4000;

export class ReadingSpeed {
  private tokens = 0;
  private tookMs = 0;

  add(tokens: number, tookMs: number): void {
    if (tokens === 0) return;
    if (this.tokens > MOST_TOKENS) {
      this.tokens /= 2;
      this.tookMs /= 2;
    }
    this.tokens += tokens;
    this.tookMs += tookMs;
  }

  /** Two digits of it; undefined before enough was read. */
  get tokensPerSecond(): number | undefined {
    if (this.tokens < FEWEST_TOKENS || this.tookMs === 0) return undefined;
    return Number(((this.tokens / this.tookMs) * 1000).toPrecision(2));
  }
}
