// Which files of a workspace a learned model has read, kept beside the model: as hashes, for the paths are nobody's
// business. With it the editor can say that a figure is of text the model knows.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'trained-files.json';

/** SHA-256 of an absolute path, hexadecimal. */
export function hashOfPath(path: string): string {
  return createHash('sha256').update(path).digest('hex');
}

/** The hashes kept in a package; none where it has no list, for only a comparison is missing then. */
export function readTrainedFiles(folder: string): ReadonlySet<string> {
  try {
    const hashes: unknown = JSON.parse(readFileSync(join(folder, FILE), 'utf8'));
    return new Set(Array.isArray(hashes) ? hashes.filter((hash) => typeof hash === 'string') : []);
  } catch {
    return new Set();
  }
}

export function writeTrainedFiles(folder: string, hashes: Iterable<string>): void {
  writeFileSync(join(folder, FILE), JSON.stringify([...new Set(hashes)]));
}
