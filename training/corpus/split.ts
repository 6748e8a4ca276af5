// Which files judge a model: chosen by the hash of their path inside the workspace folder, each by its own alone, so that
// every run, on every machine, holds out the same ones, and a file that comes, goes or grows moves no other, unless there are only a few.
import { createHash } from 'node:crypto';
import { bytesOf } from './sample';

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

/** Shares of the hashes that are held out: a tenth; where that is little to judge by, the next one. */
const HELD_OUT_SHARES = [0.1, 0.2, 0.34];
/** Held-out text that shows a change of some percent. */
const PLENTY = { files: 10, bytes: 20_000 };
/** Held-out text that shows a change of some ten percent: three pieces of it are scored (confidence.ts). */
export const FEWEST_HELD_OUT_BYTES = 2_000;

/** Holds out the files whose hash lies below the first share that gives plenty, or below the last one; of little text just enough. */
export function splitHeldOut<T extends SplittableFile>(files: readonly T[]): HeldOutSplit<T> {
  const below = HELD_OUT_SHARES.map((share) => files.filter(({ relative }) => placeOf(relative) < share));
  const chosen = below.find(isPlenty) ?? below.at(-1)!;
  const rest = bytesOf(files) - bytesOf(chosen);
  const isUneven = bytesOf(files) >= 2 * FEWEST_HELD_OUT_BYTES && Math.min(bytesOf(chosen), rest) < FEWEST_HELD_OUT_BYTES;
  const isOneSided = chosen.length === 0 || chosen.length === files.length;
  const heldOut = new Set(isUneven || isOneSided ? justEnough(files) : chosen);
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

/**
 * Chooses the first files by hash that are enough together and leave as much to learn from. Files that hold more than half
 * of the text come last. Where no choice is enough, one file judges: there has to be something on either side.
 */
function justEnough<T extends SplittableFile>(files: readonly T[]): T[] {
  const all = bytesOf(files);
  const placed = firstByHash(files);
  const inTurn = [...placed.filter(({ bytes }) => bytes <= all / 2), ...placed.filter(({ bytes }) => bytes > all / 2)];
  let taken = 0;
  const chosen = inTurn.filter(({ bytes }) => {
    const isWanted = taken < FEWEST_HELD_OUT_BYTES && all - taken - bytes >= FEWEST_HELD_OUT_BYTES;
    if (isWanted) taken += bytes;
    return isWanted;
  });
  return chosen.length > 0 || files.length < 2 ? chosen : inTurn.slice(0, 1);
}

function isPlenty(files: readonly SplittableFile[]): boolean {
  return files.length >= PLENTY.files || bytesOf(files) >= PLENTY.bytes;
}

/** Returns whether a new model can be judged by these files at all. */
export function isEnough(files: readonly SplittableFile[]): boolean {
  return bytesOf(files) >= FEWEST_HELD_OUT_BYTES;
}

/** Where a path falls between 0 and 1, evenly. */
function placeOf(path: string): number {
  return createHash('sha256').update(path.normalize('NFC')).digest().readUInt32BE() / 2 ** 32;
}
