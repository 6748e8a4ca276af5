// The clock of a replay: it stands still while somebody works, and waiting takes no time. Who waits until the next key comes
// is interrupted by it.
import type { Clock } from '../server/clock';

export class SimulatedClock implements Clock {
  private ms = 0;
  private nextKeyMs = Infinity;
  private interrupted: () => void = () => undefined;

  nowMs(): number {
    return this.ms;
  }

  set(ms: number): void {
    this.ms = ms;
    this.nextKeyMs = Infinity;
  }

  /** @param interrupted is called if somebody waits longer than until the next key. */
  keyAfter(ms: number, interrupted: () => void): void {
    this.nextKeyMs = this.ms + ms;
    this.interrupted = interrupted;
  }

  async wait(ms: number): Promise<void> {
    this.ms += ms;
    if (this.ms >= this.nextKeyMs) this.interrupted();
  }
}
