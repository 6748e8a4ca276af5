// The repository of git that begins at a folder: its own exclude file, the user's global one, and whether letter case
// counts. `.git` is a file in linked worktrees and submodules.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, parse, resolve } from 'node:path';
import { configHomeOf, readGitSettings, type Environment } from './gitConfig';
import type { RuleFiles } from './ruleFiles';

/** Rules beside those of the folders. */
export interface RepositoryRules {
  /** Absolute paths of files with rules, whose patterns are relative to the folder where the repository begins; the earlier one decides. */
  readonly excludeFiles: readonly string[];
  readonly ignoreCase: boolean;
}

/** Longest content of a `.git` file or a `commondir` file. */
const LONGEST_POINTER = 10_000;

/** What `.git` in a folder is. */
export type GitEntry = 'none' | 'repository' | /** Something that git would not open: rules from above go on to apply. */ 'broken';

/** Tells whether a repository begins at a folder. */
export function gitEntryOf(folder: string): GitEntry {
  const gitFolder = gitFolderOf(folder);
  if (gitFolder === undefined) return existsSync(join(folder, '.git')) ? 'broken' : 'none';
  return existsSync(join(gitFolder, 'HEAD')) ? 'repository' : 'broken';
}

/** Root of the repository that holds a folder; of a broken one if there is no other. */
export function repositoryRootOf(folder: string): string | undefined {
  let broken: string | undefined;
  for (let path = folder; ; path = dirname(path)) {
    const entry = gitEntryOf(path);
    if (entry === 'repository') return path;
    if (entry === 'broken') broken ??= path;
    if (path === parse(path).root) return broken;
  }
}

/** Rules of the repository that begins at a folder, or of none. */
export function repositoryRulesOf(folder: string, files: RuleFiles, environment: Environment): RepositoryRules {
  const gitFolder = gitFolderOf(folder);
  const common = gitFolder === undefined ? undefined : commonFolderOf(gitFolder);
  const ownFiles = gitFolder === undefined || common === undefined ? [] : [join(common, 'config'), join(gitFolder, 'config.worktree')];
  const { excludesFile, ignoreCase } = readGitSettings(files, environment, { folder, gitFolder, ownFiles });
  const global = excludesFile ?? join(configHomeOf(environment), 'git', 'ignore');
  return {
    excludeFiles: [...(common === undefined ? [] : [join(common, 'info', 'exclude')]), ...(global === '' ? [] : [global])],
    ignoreCase: ignoreCase ?? (process.platform === 'win32' || process.platform === 'darwin'),
  };
}

/** Folder with `HEAD`: `.git`, or the one that a file of that name points to. */
function gitFolderOf(folder: string): string | undefined {
  const path = join(folder, '.git');
  if (isFolder(path)) return path;
  const target = /^gitdir:\s*(.+)$/m.exec(readPointer(path))?.[1];
  const gitFolder = target === undefined ? undefined : resolve(folder, target.trimEnd());
  return gitFolder !== undefined && isFolder(gitFolder) ? gitFolder : undefined;
}

/** Folder that all worktrees of a repository share. */
function commonFolderOf(gitFolder: string): string {
  const target = readPointer(join(gitFolder, 'commondir')).trim();
  return target === '' ? gitFolder : resolve(gitFolder, target);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

/** First characters of a file; empty if there is none. */
function readPointer(path: string): string {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.isFile() && found.size <= LONGEST_POINTER ? readFileSync(path, 'utf8') : '';
  } catch {
    return '';
  }
}
