// The counts on disk: one small file for all windows. Whoever adds to it reads it again first, alone, and puts the new one
// in its place by a rename. A file that cannot be understood is set aside, never overwritten.
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { readWholeFile, replaceFile } from '../model/files';
import { parseObject, type Fields } from '../model/hostileJson';
import { UserError } from '../model/userError';
import { addStatistics, bounded, dayOf, MOST_ENTRIES, NO_STATISTICS, type Counts, type DayCounts, type Statistics } from './counts';
import { BINS } from './keyGaps';

const VERSION = 1;
/** Several times what two years of many languages take. */
const LARGEST_BYTES = 16e6;
/** Reading and writing takes milliseconds: who holds the lock for so long has died. */
const STALE_MS = 10_000;
/** Between two looks at a lock that another window holds. */
const LOOK_AGAIN_MS = 10;
const LOOKS = 30;

interface Stored extends Statistics {
  /** When the counts were cleared last, in milliseconds of `Date`; 0 for never. */
  readonly cleared: number;
}

const NOTHING: Stored = { ...NO_STATISTICS, cleared: 0 };

export class StatisticsFile {
  constructor(readonly path: string) {}

  /** Where a damaged file was set aside; undefined if there is none. */
  get damaged(): string | undefined {
    return existsSync(this.aside) ? this.aside : undefined;
  }

  /** What is counted and not older than two years. @throws UserError if the disk refuses or another window does not let go. */
  read(now: Date): Statistics {
    return bounded(this.alone(() => this.load()), dayOf(now));
  }

  /**
   * Adds counts and drops what is older than two years. @throws UserError as `read`; nothing is changed then.
   * @param since when the first of the counts came: those from before a clearing by another window are not wanted.
   */
  add(counts: Statistics, since: number, now: Date): void {
    this.alone(() => {
      const stored = this.load();
      // A clock that was wrong when they were cleared must not stop all counting.
      const cleared = stored.cleared > now.getTime() ? 0 : stored.cleared;
      if (since >= cleared) this.store({ ...bounded(addStatistics(stored, counts), dayOf(now)), cleared });
    });
  }

  /** Removes all counts, and what was set aside. @throws UserError as `read`. */
  clear(now: Date): void {
    this.alone(() => {
      this.store({ ...NOTHING, cleared: now.getTime() });
      rmSync(this.aside, { force: true });
    });
  }

  private get aside(): string {
    return `${this.path}.damaged`;
  }

  private load(): Stored {
    if (!existsSync(this.path)) return NOTHING;
    const bytes = statSync(this.path).size > LARGEST_BYTES ? undefined : readWholeFile(this.path, LARGEST_BYTES);
    try {
      if (bytes) return parsed(new TextDecoder().decode(bytes), this.path);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
    renameSync(this.path, this.aside);
    return NOTHING;
  }

  private store({ cleared, days, gaps }: Stored): void {
    replaceFile(this.path, JSON.stringify({ version: VERSION, cleared, days, gaps }));
  }

  /** Does something while no other window changes the file. */
  private alone<Result>(work: () => Result): Result {
    try {
      mkdirSync(dirname(this.path), { recursive: true });
      const lock = `${this.path}.lock`;
      takeLock(lock);
      try {
        return work();
      } finally {
        rmSync(lock, { force: true });
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
      throw new UserError('{0} cannot be used: {1}', this.path, (error as Error).message);
    }
  }
}

function takeLock(lock: string): void {
  for (let look = 0; look < LOOKS; look++) {
    try {
      return closeSync(openSync(lock, 'wx'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (ageMs(lock) > STALE_MS) rmSync(lock, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_AGAIN_MS);
  }
  throw new UserError('{0} is in use by another window.', lock);
}

/** Of a file; 0 if it went meanwhile. */
function ageMs(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? Math.abs(Date.now() - stat.mtimeMs) : 0;
}

function parsed(text: string, file: string): Stored {
  const fields = parseObject(text, file);
  fields.integer('version', VERSION, VERSION);
  const gaps = fields.array('gaps', BINS);
  if (!gaps.every((count) => Number.isSafeInteger(count) && (count as number) >= 0)) fields.refuse('gaps');
  const days = fields.objects('days', MOST_ENTRIES).map(entryOf);
  return { ...addStatistics(NO_STATISTICS, { days, gaps: gaps as number[] }), cleared: fields.amount('cleared') };
}

function entryOf(fields: Fields): DayCounts {
  const day = fields.text('day', 10);
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day))) fields.refuse('day');
  const count = (name: keyof Counts) => fields.integer(name, 0, Number.MAX_SAFE_INTEGER);
  return { day, language: fields.text('language', 100), shown: count('shown'), accepted: count('accepted'), acceptances: count('acceptances'), characters: count('characters') };
}
