// What was saved in a workspace since its last training, on disk: tokens of each text, and the file that it is of, so that
// a text can be forgotten when its file may no longer be read. Content of a checked file:
//   one line of JSON (what the texts are), then uint16 tokens of all of them
import { bytesOf, damaged, readChecked, writeChecked } from './checkedFile';
import { LONGEST_PATH, readRow, rowOf, type FileRow, type RememberedFile } from './rememberedFile';
import { UserError } from './userError';

/** Tokens of all texts together. */
export const MOST_SAVED_TOKENS = 200_000;
export const MOST_SAVED_TEXTS = 2000;
/** A character of a path takes six bytes at most in JSON. */
const LARGEST_CONTENT = 1000 + (6 * LONGEST_PATH + 1000) * MOST_SAVED_TEXTS + 2 * MOST_SAVED_TOKENS;
/** Version 1 held hashes instead of paths: what is in such a file cannot be checked. */
const VERSION = 2;

export interface SavedText extends RememberedFile {
  readonly tokens: Uint16Array;
}

/** By path; the one saved last stands last. */
export type SavedTexts = ReadonlyMap<string, SavedText>;

/** Everything in the file, with the vocabulary that the tokens belong to. */
export interface SavedTextsContent {
  readonly vocabulary: string;
  readonly texts: SavedTexts;
}

interface Header {
  readonly version: number;
  readonly vocabulary: string;
  readonly texts: readonly FileRow[];
}

/** @throws the system's error; the older file stays then. */
export function writeSavedTexts(path: string, texts: SavedTexts, vocabularyFingerprint: string): void {
  const header: Header = { version: VERSION, vocabulary: vocabularyFingerprint, texts: Array.from(texts.values(), (text) => rowOf(text, text.tokens.length)) };
  writeChecked(path, Buffer.from(`${JSON.stringify(header)}\n`), ...Array.from(texts.values(), ({ tokens }) => bytesOf(tokens)));
}

/** @throws UserError if the file is missing, damaged, or of another vocabulary. @param vocabulary V: every token is below. */
export function readSavedTexts(path: string, vocabularyFingerprint: string, vocabulary: number): SavedTexts {
  const { vocabulary: ofFile, texts } = readSavedTextsContent(path);
  if (ofFile !== vocabularyFingerprint) throw new UserError('{0} belongs to another vocabulary.', path);
  for (const { tokens } of texts.values()) if (!tokens.every((token) => token < vocabulary)) throw damaged(path);
  return texts;
}

/** The texts of any vocabulary; none of a file of an older version. @throws UserError if the file is missing or damaged. */
export function readSavedTextsContent(path: string): SavedTextsContent {
  const content = readChecked(path, LARGEST_CONTENT);
  const end = content.indexOf('\n');
  const header = parseHeader(content.toString('utf8', 0, Math.max(0, end)));
  if (header === 'old') return { vocabulary: '', texts: new Map() };
  if (!header) throw damaged(path);
  const rows = header.texts.map(readRow);
  // A copy: its numbers begin at an even place.
  const all = new Uint8Array(content.subarray(end + 1));
  if (all.length !== 2 * rows.reduce((sum, row) => sum + (row?.tokens ?? NaN), 0)) throw damaged(path);
  const tokens = new Uint16Array(all.buffer);
  let from = 0;
  return { vocabulary: header.vocabulary, texts: new Map(rows.map((row) => [row!.file.path, { ...row!.file, tokens: tokens.slice(from, (from += row!.tokens)) }])) };
}

function parseHeader(line: string): Header | 'old' | undefined {
  try {
    const header = JSON.parse(line) as Partial<Header>;
    if (header.version === 1) return 'old';
    const isWhole = header.version === VERSION && typeof header.vocabulary === 'string' && Array.isArray(header.texts);
    return isWhole ? (header as Header) : undefined;
  } catch {
    return undefined;
  }
}
