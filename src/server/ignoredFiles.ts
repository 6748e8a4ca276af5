// Which files git ignores: every .gitignore from the root of the repository (or the workspace folder) down to the file,
// the deeper one deciding. What is ignored is never read by the network. Rules are read again when their file changes.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, parse, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

interface Rules {
  /** Of the .gitignore that was read; undefined if there is none. */
  readonly modifiedMs: number | undefined;
  readonly matcher: Ignore | undefined;
}

/** A verdict is trusted this long before the rules are looked at again: a key must not cost file operations. */
const VERDICT_MS = 2000;
/** A .gitignore above this size is no list that a person wrote. */
const LARGEST_RULES_BYTES = 1_000_000;

export class IgnoredFiles {
  private readonly rules = new Map<string, Rules>();
  private readonly verdicts = new Map<string, { ignored: boolean; untilMs: number }>();

  /** @param now milliseconds of a clock that never goes back. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /**
   * @param path absolute path of a file.
   * @param folders workspace folders, absolute; the search for rules ends at the one that holds the file, or at the
   * root of its repository if that lies further up.
   */
  isIgnored(path: string, folders: readonly string[]): boolean {
    const known = this.verdicts.get(path);
    if (known && known.untilMs > this.now()) return known.ignored;
    if (this.verdicts.size > 1000) this.verdicts.clear();
    const ignored = this.judge(path, folders);
    this.verdicts.set(path, { ignored, untilMs: this.now() + VERDICT_MS });
    return ignored;
  }

  private judge(path: string, folders: readonly string[]): boolean {
    const root = rootOf(path, folders);
    if (root === undefined) return false;
    const parts = relative(root, path).split(sep);
    for (let depth = 1; depth <= parts.length; depth++) {
      if (this.matches(root, parts.slice(0, depth), depth < parts.length)) return true;
    }
    return false;
  }

  /** Whether one folder or file is ignored by itself; an ignored folder hides all in it, whatever stands deeper. */
  private matches(root: string, parts: readonly string[], isFolder: boolean): boolean {
    for (let above = parts.length - 1; above >= 0; above--) {
      const matcher = this.rulesOf(join(root, ...parts.slice(0, above))).matcher;
      const verdict = matcher?.test(parts.slice(above).join('/') + (isFolder ? '/' : ''));
      if (verdict?.ignored) return true;
      if (verdict?.unignored) return false;
    }
    return false;
  }

  private rulesOf(folder: string): Rules {
    const file = join(folder, '.gitignore');
    const modifiedMs = modified(file);
    const known = this.rules.get(folder);
    if (known && known.modifiedMs === modifiedMs) return known;
    const rules: Rules = { modifiedMs, matcher: modifiedMs === undefined ? undefined : read(file) };
    this.rules.set(folder, rules);
    return rules;
  }
}

/** Root of the repository that holds a file, else the workspace folder that does, else nothing. */
function rootOf(path: string, folders: readonly string[]): string | undefined {
  const top = parse(path).root;
  for (let folder = dirname(path); folder !== top; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
  }
  return folders.find((folder) => isInside(path, folder));
}

/** Whether a path lies in a folder. */
export function isInside(path: string, folder: string): boolean {
  const rest = relative(folder, path);
  return rest !== '' && rest.split(sep)[0] !== '..' && parse(rest).root === '';
}

/** When a file was written; undefined if there is none of that name. */
function modified(file: string): number | undefined {
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    return found?.isFile() ? found.mtimeMs : undefined;
  } catch {
    return NaN; // never the same: looked at again each time
  }
}

/** What cannot be read may ignore anything, so it ignores everything: no secret is read by mistake. */
function read(file: string): Ignore {
  try {
    if (statSync(file).size > LARGEST_RULES_BYTES) return ignore().add('*');
    return ignore().add(readFileSync(file, 'utf8'));
  } catch {
    return ignore().add('*');
  }
}
