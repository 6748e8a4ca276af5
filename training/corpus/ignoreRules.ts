// Which paths a workspace hides: the .gitignore and .ignore files from the root of the repository down to the path, the
// deeper one deciding, and the globs of files.exclude and search.exclude.
import { existsSync, readFileSync, statSync, type Stats } from 'node:fs';
import { basename, dirname, join, parse } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import picomatch from 'picomatch';

/** A list of rules above this size is none that a person wrote. */
const LARGEST_RULES_BYTES = 1_000_000;
/** `.ignore` is read by search tools, the editor's among them, and has the last word. */
const RULE_FILES = ['.gitignore', '.ignore'];

/** The rules in force inside one folder: its own, then those of the folder above it. */
export interface FolderRules {
  /** Name of the folder inside the one above. */
  readonly name: string;
  readonly matcher: Ignore | undefined;
  readonly above: FolderRules | undefined;
}

/**
 * Rules of a workspace folder, with those of its repository further up; undefined if the folder itself is ignored there.
 * @throws Error if some of them cannot be read.
 */
export function rulesOfRoot(folder: string): FolderRules | undefined {
  const chain = [folder];
  const root = repositoryRoot(folder);
  while (root !== undefined && chain[0] !== root) chain.unshift(dirname(chain[0]));
  let rules: FolderRules | undefined;
  for (const [depth, path] of chain.entries()) {
    if (depth > 0 && isIgnored(rules!, basename(path), true)) return undefined;
    rules = enterFolder(rules, path, basename(path), depth === 0 && root !== undefined ? join(path, '.git', 'info', 'exclude') : undefined);
  }
  return rules;
}

/**
 * Rules inside a folder that lies in the one of `above`.
 * @throws Error if some of them cannot be read: nobody knows then what they hide.
 */
export function enterFolder(above: FolderRules | undefined, path: string, name: string, more?: string): FolderRules {
  const files = [...(more ? [more] : []), ...RULE_FILES.map((file) => join(path, file))];
  const texts = files.map(readRules).filter((text) => text !== undefined);
  return { name, above, matcher: texts.length > 0 ? ignore().add(texts.join('\n')) : undefined };
}

/** Whether rules hide a file or folder that lies directly in theirs. */
export function isIgnored(rules: FolderRules, name: string, isFolder: boolean): boolean {
  let path = isFolder ? `${name}/` : name;
  for (let level: FolderRules | undefined = rules; level; level = level.above) {
    const verdict = level.matcher?.test(path);
    if (verdict?.ignored) return true;
    if (verdict?.unignored) return false;
    path = `${level.name}/${path}`;
  }
  return false;
}

/** Matches paths, relative to the workspace folder, against the editor's globs; a glob that is none hides nothing. */
export function excludedBy(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs.flatMap((glob) => {
    try {
      return [picomatch(glob.replace(/^\.?\//, '').replace(/\/$/, ''), { dot: true, nonegate: true, noextglob: true })];
    } catch {
      return [];
    }
  });
  return (path) => matchers.some((matches) => matches(path));
}

function repositoryRoot(folder: string): string | undefined {
  for (let path = folder; ; path = dirname(path)) {
    if (existsSync(join(path, '.git'))) return path;
    if (path === parse(path).root) return undefined;
  }
}

/** @returns undefined if there are none. */
function readRules(file: string): string | undefined {
  const found = statOf(file);
  if (!found?.isFile()) return undefined;
  if (found.size > LARGEST_RULES_BYTES) throw new Error(`${file} is too large`);
  return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
}

function statOf(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    // `.git` is a file where a repository has several working trees.
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}
