// Which files judge a model: chosen by the hash of their path inside the workspace folder, each by its own alone, so that
// every run, on every machine, holds out the same ones, and a file that comes, goes or grows moves no other.
import { createHash } from 'node:crypto';

export interface SplittableFile {
  /** Path inside its workspace folder, with forward slashes. */
  readonly relative: string;
  readonly bytes: number;
}

export interface HeldOutSplit<T> {
  readonly train: readonly T[];
  readonly heldOut: readonly T[];
  /** False if too little is held out to judge a model by. */
  readonly canJudge: boolean;
}

/** Shares of the hashes that are held out: a tenth; where that is too little to judge by, the next one. */
const HELD_OUT_SHARES = [0.1, 0.2, 0.34];
/** With so few files or bytes the difference between two models is mostly luck. */
export const ENOUGH_TO_JUDGE = { files: 10, bytes: 20_000 };

/** Holds out the files whose hash lies below the first share that gives enough, or below the last one. */
export function splitHeldOut<T extends SplittableFile>(files: readonly T[]): HeldOutSplit<T> {
  const below = HELD_OUT_SHARES.map((share) => files.filter(({ relative }) => placeOf(relative) < share));
  const chosen = below.find(isEnough) ?? below.at(-1)!;
  const isOneSided = chosen.length === 0 || chosen.length === files.length;
  const heldOut = new Set(isOneSided ? oneOf(files) : chosen);
  return {
    train: files.filter((file) => !heldOut.has(file)),
    heldOut: files.filter((file) => heldOut.has(file)),
    canJudge: isEnough([...heldOut]),
  };
}

/** In the order of their hashes, which is none of names, sizes or dates. */
export function firstByHash<T extends SplittableFile>(files: readonly T[]): T[] {
  const placed = files.map((file) => ({ file, place: placeOf(file.relative) }));
  return placed.sort((a, b) => a.place - b.place).map(({ file }) => file);
}

/** Where chance took none of a few files, or all of them, one of them judges: there has to be something to learn, too. */
function oneOf<T extends SplittableFile>(files: readonly T[]): T[] {
  return files.length < 2 ? [] : firstByHash(files).slice(0, 1);
}

function isEnough(files: readonly SplittableFile[]): boolean {
  return files.length >= ENOUGH_TO_JUDGE.files || files.reduce((sum, { bytes }) => sum + bytes, 0) >= ENOUGH_TO_JUDGE.bytes;
}

/** Where a path falls between 0 and 1, evenly. */
function placeOf(path: string): number {
  return createHash('sha256').update(path.normalize('NFC')).digest().readUInt32BE() / 2 ** 32;
}
