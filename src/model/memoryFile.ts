// What a training remembers of a workspace beside the network, on disk: all tokens that were learned from, and their places
// sorted by what stands before each. Six bytes per token; it belongs to one vocabulary.
//   8 bytes magic, uint32 tokens, uint32 places, 64 bytes vocabulary fingerprint (hexadecimal), uint16 tokens, padding to 4, uint32 places
import { renameSync, rmSync } from 'node:fs';
import { TokenIndex } from '../prediction/memory/tokenIndex';
import { readWholeFile, writeDurably } from './files';
import { UserError } from './userError';

/** Tokens that are kept: 24 MB on disk and in memory. */
export const MOST_REMEMBERED_TOKENS = 4_000_000;

const MAGIC = 'ElmanM01';
const HEADER_BYTES = 16 + 64;
const LARGEST_FILE = HEADER_BYTES + 2 + 6 * MOST_REMEMBERED_TOKENS;

/** Writes beside and renames: the older file stays until the new one is whole. @throws the system's error. */
export function writeMemory(path: string, { tokens, places }: TokenIndex, vocabularyFingerprint: string): void {
  const temporary = `${path}.new`;
  rmSync(temporary, { force: true });
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(MAGIC, 0, 'latin1');
  header.writeUInt32LE(tokens.length, 8);
  header.writeUInt32LE(places.length, 12);
  header.write(vocabularyFingerprint, 16, 'latin1');
  writeDurably(temporary, header, bytesOf(tokens), new Uint8Array(paddingAfter(tokens.length)), bytesOf(places));
  renameSync(temporary, path);
}

/** @throws UserError if the file is missing, damaged, or of another vocabulary. @param vocabulary V: every token is below. */
export function readMemory(path: string, vocabularyFingerprint: string, vocabulary: number): TokenIndex {
  const file = readWholeFile(path, LARGEST_FILE);
  // A copy that begins at a multiple of four, as its numbers need it.
  const bytes = Buffer.from(new Uint8Array(file).buffer);
  if (bytes.length < HEADER_BYTES || bytes.toString('latin1', 0, 8) !== MAGIC) throw new UserError('{0} is damaged.', path);
  if (bytes.toString('latin1', 16, HEADER_BYTES) !== vocabularyFingerprint) throw new UserError('{0} belongs to another vocabulary.', path);
  const [count, placeCount] = [bytes.readUInt32LE(8), bytes.readUInt32LE(12)];
  const placesAt = HEADER_BYTES + 2 * count + paddingAfter(count);
  if (bytes.length !== placesAt + 4 * placeCount) throw new UserError('{0} is damaged.', path);
  const tokens = new Uint16Array(bytes.buffer, HEADER_BYTES, count);
  const places = new Uint32Array(bytes.buffer, placesAt, placeCount);
  if (!tokens.every((token) => token < vocabulary) || !places.every((place) => place < count)) throw new UserError('{0} is damaged.', path);
  return new TokenIndex(tokens, places);
}

function paddingAfter(tokens: number): number {
  return tokens % 2 === 0 ? 0 : 2;
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint16Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
