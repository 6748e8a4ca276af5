// What a training remembers of a workspace beside the network, on disk: all tokens that were learned from, and their places
// sorted by what stands before each. Six bytes per token; it belongs to one vocabulary. Content of a checked file:
//   8 bytes magic, uint32 tokens, uint32 places, 64 bytes vocabulary fingerprint (hexadecimal), uint16 tokens, padding to 4, uint32 places
import { TokenIndex } from '../prediction/memory/tokenIndex';
import { bytesOf, damaged, readChecked, writeChecked } from './checkedFile';
import { UserError } from './userError';

/** Tokens that are kept: 24 MB on disk and in memory. */
export const MOST_REMEMBERED_TOKENS = 4_000_000;

const MAGIC = 'ElmanM01';
const HEADER_BYTES = 16 + 64;
const LARGEST_CONTENT = HEADER_BYTES + 2 + 6 * MOST_REMEMBERED_TOKENS;

/** @throws the system's error; the older file stays then. */
export function writeMemory(path: string, { tokens, places }: TokenIndex, vocabularyFingerprint: string): void {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(MAGIC, 0, 'latin1');
  header.writeUInt32LE(tokens.length, 8);
  header.writeUInt32LE(places.length, 12);
  header.write(vocabularyFingerprint, 16, 'latin1');
  writeChecked(path, header, bytesOf(tokens), new Uint8Array(paddingAfter(tokens.length)), bytesOf(places));
}

/** @throws UserError if the file is missing, damaged, or of another vocabulary. @param vocabulary V: every token is below. */
export function readMemory(path: string, vocabularyFingerprint: string, vocabulary: number): TokenIndex {
  const content = readChecked(path, LARGEST_CONTENT);
  if (content.length < HEADER_BYTES || content.toString('latin1', 0, 8) !== MAGIC) throw damaged(path);
  if (content.toString('latin1', 16, HEADER_BYTES) !== vocabularyFingerprint) throw new UserError('{0} belongs to another vocabulary.', path);
  const [count, placeCount] = [content.readUInt32LE(8), content.readUInt32LE(12)];
  const placesAt = HEADER_BYTES + 2 * count + paddingAfter(count);
  if (content.length !== placesAt + 4 * placeCount) throw damaged(path);
  const tokens = new Uint16Array(content.buffer, HEADER_BYTES, count);
  const places = new Uint32Array(content.buffer, placesAt, placeCount);
  if (!tokens.every((token) => token < vocabulary) || !places.every((place) => place < count)) throw damaged(path);
  return new TokenIndex(tokens, places);
}

function paddingAfter(tokens: number): number {
  return tokens % 2 === 0 ? 0 : 2;
}
