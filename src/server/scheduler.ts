// Who may use the network now. Requests of the user run alone, one after the other; reading in the background goes in
// slices between them and never starts one while a request waits. With nothing to do there is no timer at all.

/** How long a slice should block at most: a request that comes meanwhile waits no longer than this. */
const SLICE_MS = 8;
/** After a change reading waits this long, so that a burst of keys is read once and not after every key ... */
const QUIET_MS = 300;
/** ... but no longer than this: figures are promised half a second after an edit, with the reading and its report. */
const LONGEST_WAIT_MS = 350;
const FEWEST_TOKENS = 4;
const MOST_TOKENS = 512;

/**
 * Reads up to `tokens` tokens of what is due.
 * @returns in how many milliseconds there is more to read: 0 for at once, Infinity when nothing is left.
 */
export type Slice = (tokens: number) => Promise<number>;

/** When reading goes on after changes. @param firstChangeMs of those since the last slice. */
export function readingDueMs(firstChangeMs: number, lastChangeMs: number): number {
  return Math.min(lastChangeMs + QUIET_MS, firstChangeMs + LONGEST_WAIT_MS);
}

export class Scheduler {
  private turn: Promise<unknown> = Promise.resolve();
  private waitingRequests = 0;
  private reading = false;
  private timer: NodeJS.Timeout | undefined;
  /** When there is something to read, milliseconds of `performance.now()`. */
  private dueMs = Infinity;
  /** Reading rests until then, because keys are being typed. */
  private quietUntilMs = 0;
  /** Since the last slice; undefined if there was none. */
  private firstChangeMs: number | undefined;
  private sliceTokens = 16;
  private stopped = false;
  /** Longest slice so far, for tests and the bench. */
  longestSliceMs = 0;

  /** @param failed is told of errors of `slice`; reading stops until there is something new to read. */
  constructor(
    private readonly slice: Slice,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Runs a request alone: after the slice in flight and the requests before it. */
  async request<T>(task: () => Promise<T>): Promise<T> {
    this.waitingRequests++;
    const mine = this.turn.then(task);
    this.turn = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      this.waitingRequests--;
      this.start();
    }
  }

  /** There is something to read now. */
  wake(): void {
    this.stopped = false;
    this.dueMs = 0;
    this.start();
  }

  /** A document changed: there is something to read once the keys rest. */
  wakeAfterChange(): void {
    const now = performance.now();
    this.firstChangeMs ??= now;
    this.quietUntilMs = readingDueMs(this.firstChangeMs, now);
    this.wake();
  }

  /** Stops reading, after the slice in flight, until woken again. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Milliseconds until the next slice may begin. */
  private restMs(): number {
    if (this.stopped) return Infinity;
    return Math.max(this.dueMs, this.quietUntilMs) - performance.now();
  }

  private start(): void {
    if (this.reading || this.waitingRequests > 0) return;
    clearTimeout(this.timer);
    const rest = this.restMs();
    if (rest <= 0) void this.readOn();
    else if (rest < Infinity) this.timer = setTimeout(() => this.start(), rest);
  }

  private async readOn(): Promise<void> {
    this.reading = true;
    while (this.waitingRequests === 0 && this.restMs() <= 0) {
      const mine = this.timedSlice();
      this.turn = mine;
      await mine;
      // Lets edits and requests in before the next slice.
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.reading = false;
    this.start();
  }

  private async timedSlice(): Promise<void> {
    const start = performance.now();
    // Set first: what becomes due during the slice must not be forgotten after it.
    this.dueMs = Infinity;
    this.firstChangeMs = undefined;
    try {
      const rest = await this.slice(this.sliceTokens);
      this.dueMs = Math.min(this.dueMs, performance.now() + rest);
    } catch (error) {
      this.failed(error);
    }
    this.adapt(performance.now() - start);
  }

  private adapt(tookMs: number): void {
    this.longestSliceMs = Math.max(this.longestSliceMs, tookMs);
    // Halfway to the ideal: one slow slice of a busy machine must not make all that follow tiny.
    const ideal = (this.sliceTokens * SLICE_MS) / Math.max(tookMs, 0.1);
    this.sliceTokens = Math.round(Math.min(MOST_TOKENS, Math.max(FEWEST_TOKENS, (this.sliceTokens + Math.min(ideal, 2 * this.sliceTokens)) / 2)));
  }
}
