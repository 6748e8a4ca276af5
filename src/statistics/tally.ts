// What was counted in this window and is not written yet. Text never comes here.
import { addStatistics, dayOf, NO_COUNTS, type Counts, type DayCounts, type Statistics } from './counts';
import { BINS, binOf } from './keyGaps';

/** What an identifier of a language looks like; others are counted together. */
const LANGUAGE = /^[^\p{Cc}]{1,100}$/u;

export class Tally {
  private days: readonly DayCounts[] = [];
  private gaps: number[] = [];
  private lastKeyMs = -Infinity;
  /** When the first of these counts came, in milliseconds of `Date`; undefined while there are none. */
  since: number | undefined;

  count(language: string, counts: Partial<Counts>, now: Date): void {
    const entry = { day: dayOf(now), language: LANGUAGE.test(language) ? language : 'other', ...NO_COUNTS, ...counts };
    this.days = addStatistics({ days: this.days, gaps: [] }, { days: [entry], gaps: [] }).days;
    this.since ??= now.getTime();
  }

  /** A key was pressed. @param nowMs of a clock that is never set. */
  key(nowMs: number, now: Date): void {
    const bin = binOf(nowMs - this.lastKeyMs);
    this.lastKeyMs = nowMs;
    if (bin === undefined) return;
    if (this.gaps.length === 0) this.gaps = new Array<number>(BINS).fill(0);
    this.gaps[bin]++;
    this.since ??= now.getTime();
  }

  get counted(): Statistics {
    return { days: this.days, gaps: [...this.gaps] };
  }

  /** They are written, or not wanted. */
  forget(): void {
    this.days = [];
    this.gaps = [];
    this.since = undefined;
  }
}
