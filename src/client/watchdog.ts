// Finds a server that no longer answers. It asks only while something happens in the editor, and holds no timer
// otherwise: an idle editor costs nothing. Pure: asking, ending and the clock are handed in.

/** Between two questions while someone types. */
export const ASK_EVERY_MS = 5000;
/** The server answers from its event loop within milliseconds; only a server that hangs needs this long. */
export const ANSWER_WITHIN_MS = 10_000;

export interface Clock {
  nowMs(): number;
  /** @returns a function that takes the call back. */
  callAfter(milliseconds: number, call: () => void): () => void;
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  callAfter(milliseconds, call) {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
};

export class Watchdog {
  private lastAskedMs = -Infinity;
  /** Takes the waiting for an answer back; undefined while none is awaited. */
  private stopWaiting: (() => void) | undefined;
  /** Number of the question in flight: an answer of a server that was replaced says nothing of the new one. */
  private question = 0;

  /**
   * @param ask resolves or rejects as soon as the server reacts.
   * @param hung is called once when it does not.
   */
  constructor(
    private readonly ask: () => Promise<unknown>,
    private readonly hung: () => void,
    private readonly clock: Clock = systemClock,
  ) {}

  /** Something happened that makes the server work. */
  activity(): void {
    if (this.stopWaiting || this.clock.nowMs() - this.lastAskedMs < ASK_EVERY_MS) return;
    this.lastAskedMs = this.clock.nowMs();
    const question = ++this.question;
    const answered = () => {
      if (question === this.question) this.forget();
    };
    this.wait();
    this.ask().then(answered, answered);
  }

  /** Another server takes over, or none. */
  forget(): void {
    this.question++;
    this.stopWaiting?.();
    this.stopWaiting = undefined;
  }

  private wait(again = false): void {
    const due = this.clock.nowMs() + ANSWER_WITHIN_MS;
    this.stopWaiting = this.clock.callAfter(ANSWER_WITHIN_MS, () => {
      // Far too late means that the machine slept, and the server with it: it gets its time once more.
      if (this.clock.nowMs() - due > ANSWER_WITHIN_MS && !again) return this.wait(true);
      this.forget();
      this.hung();
    });
  }
}
