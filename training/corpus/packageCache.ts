// Fetches pinned packages by the ordinary clients (`npm pack`, `apt-get download`) and unpacks them into a cache folder.
// Nothing is installed and no script of a package is run.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../src/model/userError';
import { checkDebianLicence, checkNpmLicence } from './licences';
import type { PinnedPackage } from './pinnedPackage';

/** An unpacked package whose licence was checked. */
export interface UnpackedPackage {
  /** Folder below which its source files lie. */
  readonly folder: string;
  /** Whether a file, by its path below the folder, is under an accepted licence. */
  readonly isAllowed: (path: string) => boolean;
}

/** Fetches a package unless the cache has it, and checks its licence. @throws UserError if either fails. */
export function unpackedPackage(pinned: PinnedPackage, cacheFolder: string, onFetch: (sentence: string) => void = () => undefined): UnpackedPackage {
  const fetched = (part: PinnedPackage) => {
    const folder = folderOf(part, cacheFolder);
    if (existsSync(folder)) return folder;
    onFetch(`fetching ${part.name} ${part.version}`);
    return fetchPackage(part, folder);
  };
  const folder = fetched(pinned);
  if (pinned.registry === 'npm') {
    checkNpmLicence(pinned, readFileSync(join(folder, 'package.json'), 'utf8'));
    return { folder, isAllowed: () => true };
  }
  const carrier = pinned.copyrightOf ? { ...pinned, name: pinned.copyrightOf } : pinned;
  const copyright = join(fetched(carrier), 'usr', 'share', 'doc', carrier.name, 'copyright');
  return { folder, isAllowed: checkDebianLicence(pinned, existsSync(copyright) ? readFileSync(copyright, 'utf8') : '') };
}

/** Folder in the cache where a package is unpacked, if it was. */
export function folderOf({ registry, name, version }: PinnedPackage, cacheFolder: string): string {
  return join(cacheFolder, registry, `${name}@${version}`.replace(/[/:]/g, '+'));
}

/** Unpacks beside the final place first, so that an interrupted run leaves no half package in the cache. */
function fetchPackage(pinned: PinnedPackage, folder: string): string {
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(join(partial, 'archive'), { recursive: true });
  try {
    (pinned.registry === 'npm' ? unpackNpm : unpackDebian)(pinned, join(partial, 'archive'), join(partial, 'content'));
  } catch (error) {
    throw new UserError('The package {0} {1} could not be fetched: {2}', pinned.name, pinned.version, reasonOf(error));
  }
  renameSync(join(partial, 'content'), folder);
  rmSync(partial, { recursive: true, force: true });
  return folder;
}

function unpackNpm({ name, version }: PinnedPackage, archive: string, content: string): void {
  run('npm', ['pack', '--silent', '--ignore-scripts', `${name}@${version}`], archive);
  mkdirSync(content);
  run('tar', ['-xzf', join('..', 'archive', onlyFileIn(archive)), '--strip-components=1', '--no-same-owner'], content);
}

function unpackDebian({ name, version }: PinnedPackage, archive: string, content: string): void {
  run('apt-get', ['download', '-q', `${name}=${version}`], archive);
  mkdirSync(content);
  run('dpkg-deb', ['-x', join('..', 'archive', onlyFileIn(archive)), '.'], content);
}

function run(command: string, args: readonly string[], folder: string): void {
  execFileSync(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
}

function onlyFileIn(folder: string): string {
  return readdirSync(folder)[0];
}

/** The last line that the command wrote to standard error, else what Node says. */
function reasonOf(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  return stderr?.trim().split('\n').at(-1) || message;
}
