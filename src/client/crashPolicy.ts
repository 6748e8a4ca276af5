// When a server that died is started again, and when no more. Pure: the time is handed in.

/** More crashes than this within the window and the cause will not go away by itself. */
export const MOST_RESTARTS = 4;
const WINDOW_MS = 3 * 60_000;
/** The first restart should not be noticed; a server that crashes again gets time in between. */
const REPEATED_DELAY_MS = 1000;

export class CrashPolicy {
  private crashes: number[] = [];

  constructor(private readonly nowMs: () => number) {}

  /** Counts a crash. @returns milliseconds after which to start again, or undefined for not at all. */
  crashed(): number | undefined {
    const now = this.nowMs();
    this.crashes = [...this.crashes.filter((time) => now - time < WINDOW_MS), now];
    if (this.crashes.length > MOST_RESTARTS) return undefined;
    return this.crashes.length === 1 ? 0 : REPEATED_DELAY_MS;
  }

  /** The user asked for a new start: what was before does not count. */
  forget(): void {
    this.crashes = [];
  }
}
