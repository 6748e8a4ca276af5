// Tells the editor the status of the focused document: on change only, and not more often than a person can read.
import type { DocumentStatus } from './protocol';

/** While a document is being read its figure moves with every slice; a figure is promised half a second after an edit. */
const LEAST_GAP_MS = 100;

export class StatusReporter {
  private timer: NodeJS.Timeout | undefined;
  private lastSentMs = -Infinity;
  private lastSent = '';

  constructor(
    private readonly read: () => DocumentStatus,
    private readonly send: (status: DocumentStatus) => void,
  ) {}

  /** Something that the status shows may have changed. */
  changed(): void {
    if (this.timer) return;
    const rest = this.lastSentMs + LEAST_GAP_MS - performance.now();
    if (rest <= 0) this.report();
    else {
      this.timer = setTimeout(() => {
        this.timer = undefined;
        this.report();
      }, rest);
    }
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private report(): void {
    const status = this.read();
    // The speed differs with every measurement; alone it is no news.
    const news = JSON.stringify({ ...status, tokensPerSecond: undefined });
    if (news === this.lastSent) return;
    this.lastSent = news;
    this.lastSentMs = performance.now();
    this.send(status);
  }
}
