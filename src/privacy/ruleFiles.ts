// Files that hold rules, such as `.gitignore`, read once and again when they have changed. Whether one has changed is
// looked up every two seconds at most, or at once after a known change: a key must not cost many file operations.
import { readFileSync, statSync } from 'node:fs';

/** Files are looked up again this often. */
const PERIOD_MS = 2000;
/** A file above this size is not a list that a person wrote. */
const LARGEST_BYTES = 1_000_000;

/**
 * What is known of one file. `unreadable`: it may hide anything, so it must be taken to hide everything. `unreachable`: its
 * folder cannot be entered, so there may be no such file.
 */
export type RuleText = { readonly text: string } | 'missing' | 'unreadable' | 'unreachable';

interface Known {
  readonly content: RuleText;
  /** Changes with the file. */
  readonly stamp: string;
  /** Period in which it was looked up last. */
  period: number;
}

export class RuleFiles {
  private readonly files = new Map<string, Known>();
  /** Counts the changes that were seen: the same number means the same rules. */
  version = 0;
  /** Periods that known changes have ended early. */
  private endedPeriods = 0;

  /** @param now milliseconds of a clock that never goes back. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Number of the time in which an answer about files holds; another one every two seconds and after every known change. */
  get period(): number {
    return Math.floor(this.now() / PERIOD_MS) + this.endedPeriods;
  }

  /** Content of a file. */
  read(path: string): RuleText {
    const { period } = this;
    const known = this.files.get(path);
    if (known?.period === period) return known.content;
    const stamp = stampOf(path);
    if (known && known.stamp === stamp) {
      known.period = period;
      return known.content;
    }
    if (known) this.version++;
    const content = readRules(path, stamp);
    this.files.set(path, { content, stamp, period });
    return content;
  }

  /** Files may have changed: each is looked up before it is used again. */
  changed(): void {
    // More than the clock can catch up with in between.
    this.endedPeriods += 1_000_000;
  }
}

/** Changes with every writing; `missing` or `unreachable` where there is no file to look at. */
function stampOf(path: string): string {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.isFile() ? `${found.ino} ${found.size} ${found.mtimeMs} ${found.ctimeMs}` : 'missing';
  } catch (error) {
    // A file where a folder was expected: there is nothing below it.
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR' ? 'missing' : 'unreachable';
  }
}

function readRules(path: string, stamp: string): RuleText {
  if (stamp === 'missing' || stamp === 'unreachable') return stamp;
  try {
    if (statSync(path).size > LARGEST_BYTES) return 'unreadable';
    return { text: readFileSync(path, 'utf8') };
  } catch {
    return 'unreadable';
  }
}
