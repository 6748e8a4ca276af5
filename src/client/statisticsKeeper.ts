// Counts in memory on their way to the file. It writes seldom, once a while after something was counted, and holds no
// timer otherwise: an idle editor costs nothing. Pure: file and clocks are handed in.
import { UserError, type Sentence } from '../model/userError';
import type { Counts, Statistics } from '../statistics/counts';
import type { StatisticsFile } from '../statistics/statisticsFile';
import { Tally } from '../statistics/tally';
import { systemClock, type Clock } from './watchdog';

/** What a crash of the editor may cost. */
export const WRITE_AFTER_MS = 60_000;

export interface KnownStatistics {
  readonly statistics: Statistics;
  /** Why they are those of this window alone, or not on the disk. */
  readonly problem?: Sentence;
  /** Where a file was set aside that could not be understood. */
  readonly damaged?: string;
}

export class StatisticsKeeper {
  private readonly tally = new Tally();
  private takeBackWriting: (() => void) | undefined;

  /** @param changed is called when there are other figures to be shown. */
  constructor(
    private readonly file: StatisticsFile,
    private readonly changed: () => void,
    private readonly clock: Clock = systemClock,
    private readonly now: () => Date = () => new Date(),
  ) {}

  count(language: string, counts: Partial<Counts>): void {
    this.tally.count(language, counts, this.now());
    this.writeSoon();
    this.changed();
  }

  /** A key was pressed. */
  key(): void {
    this.tally.key(this.clock.nowMs(), this.now());
    this.writeSoon();
  }

  /** Everything that is counted, in all windows; what is not written yet is written first. */
  known(): KnownStatistics {
    const known = this.written();
    const { damaged } = this.file;
    return damaged === undefined ? known : { ...known, damaged };
  }

  /** @throws UserError if the file cannot be cleared; then nothing is. */
  clear(): void {
    this.file.clear(this.now());
    this.tally.forget();
    this.changed();
  }

  /** The window closes. What cannot be written now is lost. */
  close(): void {
    this.tryWriting();
  }

  private written(): KnownStatistics {
    try {
      this.write();
      return { statistics: this.file.read(this.now()) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { statistics: this.tally.counted, problem: error.sentence };
    }
  }

  private writeSoon(): void {
    if (this.takeBackWriting || this.tally.since === undefined) return;
    this.takeBackWriting = this.clock.callAfter(WRITE_AFTER_MS, () => this.tryWriting());
  }

  /** Where the disk refuses the counts stay here; the next one tries again, and the page says why. */
  private tryWriting(): void {
    try {
      this.write();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }

  /** @throws UserError if the counts stay here. */
  private write(): void {
    this.takeBackWriting?.();
    this.takeBackWriting = undefined;
    if (this.tally.since === undefined) return;
    this.file.add(this.tally.counted, this.tally.since, this.now());
    this.tally.forget();
  }
}
