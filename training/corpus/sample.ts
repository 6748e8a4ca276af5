// A part of a corpus that is drawn by lot: the same in every run with the same seed, on every machine.
import { createHash } from 'node:crypto';

/** In an order that depends on the paths and the seed alone, and has nothing to do with what is held out. */
export function drawn<T extends { readonly relative: string }>(files: readonly T[], seed: number): T[] {
  const placed = files.map((file) => ({ file, place: createHash('sha256').update(`${seed} ${file.relative.normalize('NFC')}`).digest().readUIntBE(0, 6) }));
  return placed.sort((a, b) => a.place - b.place).map(({ file }) => file);
}

/** The first files that together have so many bytes, the last of them included. */
export function firstBytes<T extends { readonly bytes: number }>(files: readonly T[], bytes: number): T[] {
  let taken = 0;
  return files.filter(({ bytes: more }) => {
    const isWanted = taken < bytes;
    if (isWanted) taken += more;
    return isWanted;
  });
}

/** All files in their order if they have no more than so many bytes, else a part of them that is drawn by lot. */
export function drawnBytes<T extends { readonly relative: string; readonly bytes: number }>(files: readonly T[], bytes: number, seed: number): readonly T[] {
  return bytesOf(files) <= bytes ? files : firstBytes(drawn(files, seed), bytes);
}

export function bytesOf(files: Iterable<{ readonly bytes: number }>): number {
  let sum = 0;
  for (const { bytes } of files) sum += bytes;
  return sum;
}
