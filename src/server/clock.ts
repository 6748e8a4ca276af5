// The time as answering sees it: the machine's, or that of a replay.

export interface Clock {
  /** Milliseconds since some moment. */
  nowMs(): number;
  wait(ms: number): Promise<void>;
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
