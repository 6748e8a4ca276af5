import type { Clock } from '../../src/client/watchdog';

/** A clock that stands until it is moved. */
export class TestClock implements Clock {
  private time = 0;
  private calls: { at: number; call: () => void }[] = [];

  nowMs(): number {
    return this.time;
  }

  callAfter(milliseconds: number, call: () => void): () => void {
    const entry = { at: this.time + milliseconds, call };
    this.calls.push(entry);
    return () => (this.calls = this.calls.filter((other) => other !== entry));
  }

  get pending(): number {
    return this.calls.length;
  }

  /** Moves on at once, as after a sleep: what is due is called once, late. */
  leap(milliseconds: number): void {
    this.time += milliseconds;
    const due = this.calls.filter(({ at }) => at <= this.time);
    this.calls = this.calls.filter(({ at }) => at > this.time);
    for (const { call } of due) call();
  }
}
