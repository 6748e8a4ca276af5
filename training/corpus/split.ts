// Which files judge a model: chosen by the hash of their path inside the workspace folder, so that every run, on every
// machine, holds out the same ones, and no order of names or dates decides.
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

const HELD_OUT_SHARE = 0.1;
/** With so few files or bytes the difference between two models is mostly luck. */
export const ENOUGH_TO_JUDGE = { files: 10, bytes: 20_000 };

/**
 * Holds out the first tenth of the files by hash, at least one of two or more.
 * @param largestShare where a tenth is too little to judge by, more is held out, up to this share of the files.
 */
export function splitHeldOut<T extends SplittableFile>(files: readonly T[], largestShare = HELD_OUT_SHARE): HeldOutSplit<T> {
  const ranked = files.map((file) => ({ file, hash: hashOf(file.relative) })).sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0));
  const atLeast = files.length < 2 ? 0 : Math.max(1, Math.round(HELD_OUT_SHARE * files.length));
  const atMost = Math.floor(largestShare * files.length);
  const heldOut = new Set<T>();
  let bytes = 0;
  for (const { file } of ranked) {
    const isEnough = heldOut.size >= ENOUGH_TO_JUDGE.files || bytes >= ENOUGH_TO_JUDGE.bytes;
    if (heldOut.size >= atLeast && (isEnough || heldOut.size >= atMost)) break;
    heldOut.add(file);
    bytes += file.bytes;
  }
  return {
    train: files.filter((file) => !heldOut.has(file)),
    heldOut: files.filter((file) => heldOut.has(file)),
    canJudge: heldOut.size >= ENOUGH_TO_JUDGE.files || bytes >= ENOUGH_TO_JUDGE.bytes,
  };
}

function hashOf(path: string): string {
  return createHash('sha256').update(path.normalize('NFC')).digest('hex');
}
