// A file that shows whether it is whole: SHA-256 of its content (32 bytes), then the content. Written beside and renamed;
// nobody waits for the disk, for what a power cut leaves of it is recognised.
import { createHash } from 'node:crypto';
import { readWholeFile, replaceFile } from './files';
import { UserError } from './userError';

const HASH_BYTES = 32;

/** @throws the system's error; the older file stays then. */
export function writeChecked(path: string, ...content: readonly Uint8Array[]): void {
  replaceFile(path, Buffer.concat([hashOf(...content), ...content]));
}

/**
 * The content, at the beginning of a buffer of its own: numbers of any width can be read where they lie.
 * @param limit bytes of content at most. @throws UserError if the file is missing, unreadable, larger, or not as it was written.
 */
export function readChecked(path: string, limit: number): Buffer<ArrayBuffer> {
  const file = readWholeFile(path, HASH_BYTES + limit);
  const content = Buffer.from(new Uint8Array(file.subarray(HASH_BYTES)).buffer);
  if (!hashOf(content).equals(file.subarray(0, HASH_BYTES))) throw damaged(path);
  return content;
}

export function damaged(path: string): UserError {
  return new UserError('{0} is damaged.', path);
}

export function bytesOf({ buffer, byteOffset, byteLength }: Uint16Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function hashOf(...pieces: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
}
