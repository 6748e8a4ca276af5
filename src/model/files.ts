// Files that are read within a limit, hashed, and written whole or not at all: those of a model package so that they are on
// the disk and not only in the system's memory.
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { UserError } from './userError';

/** Reads a file of `limit` bytes at most. @throws UserError if it is missing, unreadable, no file, or larger. */
export function readWholeFile(path: string, limit: number): Uint8Array {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) throw new UserError('{0} is not a file.', path);
    if (stat.size > limit) throw new UserError('{0} is too large: {1} bytes, {2} at most.', path, stat.size, limit);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UserError('{0} does not exist.', path);
    throw new UserError('{0} cannot be read: {1}', path, (error as Error).message);
  }
}

/** SHA-256, lower-case hexadecimal. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Writes a new file, of one piece or of several, and waits until the disk has it. */
export function writeDurably(path: string, ...contents: (Uint8Array | string)[]): void {
  const descriptor = openSync(path, 'wx');
  try {
    for (const piece of contents) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
      for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Writes a file beside and gives it its name by a rename; it does not wait for the disk. @throws the system's error; the older file stays then. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.new`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Waits until the disk has the names in a folder. */
export function syncFolder(folder: string): void {
  // Windows cannot open folders; there a rename is written through.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
