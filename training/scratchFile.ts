// A file for what a run does not keep in memory. It loses its name as soon as it is open: nobody else can change it, and
// whatever ends the process, a crash or a kill among them, the system takes the space back. Windows does so too, for Node
// opens files so that they may be removed.
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

/** Bytes that are appended, and read anywhere. All throw the system's errors. */
export interface Scratch {
  append(bytes: Uint8Array): void;
  /** Fills `into` from an offset on. @returns how many bytes there were. */
  read(into: Uint8Array, offset: number): number;
  /** Gives the space back; nothing can be read any more. */
  close(): void;
}

/** @param folder on the disk that is to hold it; nothing appears there. */
export function createScratchFile(folder: string): Scratch {
  const path = join(folder, `.elman-scratch-${randomBytes(8).toString('hex')}`);
  const descriptor = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  let size = 0;
  return {
    append: (bytes) => {
      for (let written = 0; written < bytes.length; ) {
        const more = writeSync(descriptor, bytes, written, bytes.length - written, size);
        written += more;
        size += more;
      }
    },
    read: (into, offset) => {
      let filled = 0;
      for (let more = 1; more > 0 && filled < into.length; filled += more) more = readSync(descriptor, into, filled, into.length - filled, offset + filled);
      return filled;
    },
    close: () => closeSync(descriptor),
  };
}
