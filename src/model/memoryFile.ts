// What a training remembers of a workspace beside the network, on disk: all tokens that were learned from, file by file, and
// their places sorted by what stands before each. Six bytes per token; it belongs to one vocabulary. Content of a checked file:
//   8 bytes magic, uint32 tokens, uint32 places, uint32 bytes of the list, 64 bytes vocabulary fingerprint (hexadecimal),
//   list of the files (JSON, spaces up to a multiple of 4), uint16 tokens, padding to 4, uint32 places
import { TokenIndex } from '../prediction/memory/tokenIndex';
import { bytesOf, damaged, readChecked, writeChecked } from './checkedFile';
import { readRow, rowOf, type RememberedFile } from './rememberedFile';
import { UserError } from './userError';

/** Tokens that are kept: 24 MB on disk and in memory. */
export const MOST_REMEMBERED_TOKENS = 4_000_000;
/** Bytes of the list of files. */
export const MOST_LIST_BYTES = 3_000_000;

const MAGIC = 'ElmanM02';
/** Its text is not listed by file: what of it may no longer be read is not known. */
const OLD_MAGIC = 'ElmanM01';
const HEADER_BYTES = 20 + 64;
const LARGEST_CONTENT = HEADER_BYTES + MOST_LIST_BYTES + 4 + 2 + 6 * MOST_REMEMBERED_TOKENS;

/** A file that a training has read. */
export interface LearnedFile extends RememberedFile {
  /** Tokens of it that are kept. */
  readonly tokens: number;
}

/** What a training has read: the tokens of the files one after the other. */
export interface LearnedMemory {
  /** Fingerprint of the vocabulary. */
  readonly vocabulary: string;
  readonly files: readonly LearnedFile[];
  readonly index: TokenIndex;
}

/** @throws the system's error; the older file stays then. */
export function writeMemory(path: string, { vocabulary, files, index: { tokens, places } }: LearnedMemory): void {
  const rows = JSON.stringify(files.map((file) => rowOf(file, file.tokens)));
  const list = Buffer.from(rows + ' '.repeat((4 - (Buffer.byteLength(rows) % 4)) % 4));
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(MAGIC, 0, 'latin1');
  header.writeUInt32LE(tokens.length, 8);
  header.writeUInt32LE(places.length, 12);
  header.writeUInt32LE(list.length, 16);
  header.write(vocabulary, 20, 'latin1');
  writeChecked(path, header, list, bytesOf(tokens), new Uint8Array(paddingAfter(tokens.length)), bytesOf(places));
}

/** @throws UserError if the file is missing, damaged, old, or of another vocabulary. @param vocabulary V: every token is below. */
export function readMemory(path: string, vocabularyFingerprint: string, vocabulary: number): TokenIndex {
  const learned = readLearnedMemory(path);
  if (!learned) throw damaged(path);
  checkVocabulary(path, learned, vocabularyFingerprint, vocabulary);
  return learned.index;
}

/** @throws UserError if a memory is of another vocabulary, or its tokens are. @param vocabulary V: every token is below. */
export function checkVocabulary(path: string, learned: LearnedMemory, vocabularyFingerprint: string, vocabulary: number): void {
  if (learned.vocabulary !== vocabularyFingerprint) throw new UserError('{0} belongs to another vocabulary.', path);
  if (!learned.index.tokens.every((token) => token < vocabulary)) throw damaged(path);
}

/** A memory of any vocabulary; undefined for one of an older version. @throws UserError if the file is missing or damaged. */
export function readLearnedMemory(path: string): LearnedMemory | undefined {
  const content = readChecked(path, LARGEST_CONTENT);
  const magic = content.toString('latin1', 0, 8);
  if (magic === OLD_MAGIC) return undefined;
  if (content.length < HEADER_BYTES || magic !== MAGIC) throw damaged(path);
  const [count, placeCount, listBytes] = [content.readUInt32LE(8), content.readUInt32LE(12), content.readUInt32LE(16)];
  const tokensAt = HEADER_BYTES + listBytes;
  const placesAt = tokensAt + 2 * count + paddingAfter(count);
  if (listBytes % 4 !== 0 || content.length !== placesAt + 4 * placeCount) throw damaged(path);
  const tokens = new Uint16Array(content.buffer, tokensAt, count);
  const places = new Uint32Array(content.buffer, placesAt, placeCount);
  const files = parseList(content.toString('utf8', HEADER_BYTES, tokensAt));
  if (files?.reduce((sum, file) => sum + file.tokens, 0) !== count || !places.every((place) => place < count)) throw damaged(path);
  return { vocabulary: content.toString('latin1', 20, HEADER_BYTES), files: files!, index: new TokenIndex(tokens, places) };
}

/** A memory without the files that are not kept; the same object if all are. */
export function keepFiles(learned: LearnedMemory, isKept: (file: LearnedFile) => boolean): LearnedMemory {
  const files = learned.files.filter(isKept);
  if (files.length === learned.files.length) return learned;
  const kept = new Set(files);
  const { tokens, places } = learned.index;
  const keptTokens = new Uint16Array(files.reduce((sum, file) => sum + file.tokens, 0));
  /** By token: how far it moves to the front; -1 for those that go. */
  const moves = new Int32Array(tokens.length).fill(-1);
  let [from, to] = [0, 0];
  for (const file of learned.files) {
    if (kept.has(file)) {
      keptTokens.set(tokens.subarray(from, from + file.tokens), to);
      moves.fill(from - to, from, from + file.tokens);
      to += file.tokens;
    }
    from += file.tokens;
  }
  // What is left stays sorted: a file begins with the start token, and nothing is looked up across it.
  const keptPlaces = places.filter((place) => moves[place] >= 0).map((place) => place - moves[place]);
  return { vocabulary: learned.vocabulary, files, index: new TokenIndex(keptTokens, keptPlaces) };
}

function parseList(text: string): LearnedFile[] | undefined {
  try {
    const rows: unknown = JSON.parse(text);
    const files = Array.isArray(rows) ? rows.map(readRow) : [undefined];
    return files.every((row) => row !== undefined) ? files.map(({ file, tokens }) => ({ ...file, tokens })) : undefined;
  } catch {
    return undefined;
  }
}

function paddingAfter(tokens: number): number {
  return tokens % 2 === 0 ? 0 : 2;
}
