// Files and folders that a person named on the command line -> texts. What was named is read as it stands: no ignore rules
// and no masking, so that a measurement covers every byte. Only what is no text, or there to hold secrets, is left out.
import { closeSync, openSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { basename, join } from 'node:path';
import { isPrivatePath } from '../../src/privacy/privatePaths';
import { UserError } from '../../src/model/userError';
import { notText, readText } from './readText';

export interface FoundFile {
  readonly path: string;
  /** From the folder that was named, with forward slashes; the file's name if it was named itself. */
  readonly relative: string;
  /** What to call it: `relative`. */
  readonly name: string;
  /** Whether it was named itself: then it has to be text. */
  readonly isNamed: boolean;
}

export interface PathText extends Omit<FoundFile, 'isNamed'> {
  /** Of the text as UTF-8. */
  readonly bytes: number;
  /** LF line ends. */
  readonly text: string;
}

const SKIPPED_FOLDERS = new Set(['.git', 'node_modules']);

/** Says what was left out because the system does not let it be read. */
type Noted = (sentence: string) => void;

/**
 * Texts in a fixed order; a file that is reached twice, by whatever spelling, counts once.
 * @param note is told of folders and files inside a named folder that cannot be read: the others are read.
 * @throws UserError if a path does not exist, a file that was named is no text, or no text is found at all.
 */
export function readPaths(paths: readonly string[], note: Noted = () => undefined): PathText[] {
  const texts = findPaths(paths, note).flatMap(({ isNamed, ...found }) => {
    const text = readText(found.path);
    if (text === undefined && isNamed) throw notText(found.path);
    return text === undefined ? [] : [{ ...found, bytes: Buffer.byteLength(text), text }];
  });
  if (texts.length === 0) throw noText(paths);
  return texts;
}

/**
 * All files in the order of `readPaths`, text or not.
 * @throws UserError if a path does not exist.
 */
export function findPaths(paths: readonly string[], note: Noted = () => undefined): FoundFile[] {
  const files = new Map<string, FoundFile>();
  for (const path of paths) {
    for (const found of isFolder(path) ? filesIn(path, note) : [namedFile(path)]) {
      const real = realPath(found.path);
      files.set(real, { ...found, name: found.relative, isNamed: found.path === path || (files.get(real)?.isNamed ?? false) });
    }
  }
  return [...files.values()];
}

export function noText(paths: readonly string[]): UserError {
  return new UserError('No text was found in {0}.', paths.join(', '));
}

function isFolder(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new UserError('There is no file or folder {0}.', path);
  return found.isDirectory();
}

/** A file that goes away meanwhile goes by the path it had. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function namedFile(path: string): { path: string; relative: string } {
  return { path, relative: basename(path) };
}

function filesIn(folder: string, note: Noted): { path: string; relative: string }[] {
  try {
    return filesBelow(folder, readdirSync(folder, { withFileTypes: true }), '', note);
  } catch (error) {
    throw new UserError('The folder {0} cannot be read: {1}.', folder, (error as Error).message);
  }
}

function filesBelow(folder: string, entries: readonly Dirent[], prefix: string, note: Noted): { path: string; relative: string }[] {
  return [...entries].sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    const path = join(folder, entry.name);
    const relative = prefix + entry.name;
    if (entry.isFile()) return !isPrivatePath(relative) && attempt(() => closeSync(openSync(path, 'r')), `The file ${path}`, note) ? [{ path, relative }] : [];
    if (!entry.isDirectory() || SKIPPED_FOLDERS.has(entry.name)) return [];
    const inside = attempt(() => readdirSync(path, { withFileTypes: true }), `The folder ${path}`, note);
    return inside ? filesBelow(path, inside.value, `${relative}/`, note) : [];
  });
}

/** @returns undefined where the system refuses it, which is noted. */
function attempt<T>(read: () => T, what: string, note: Noted): { readonly value: T } | undefined {
  try {
    return { value: read() };
  } catch (error) {
    note(`${what} cannot be read and is left out: ${(error as Error).message}.`);
    return undefined;
  }
}
