// What was saved in a workspace since its last training, on disk: tokens of each text, under the hash of its path. Content
// of a checked file:
//   one line of JSON (what the texts are), then uint16 tokens of all of them
import { bytesOf, damaged, readChecked, writeChecked } from './checkedFile';
import { UserError } from './userError';

/** Tokens of all texts together. */
export const MOST_SAVED_TOKENS = 200_000;
/** Their hashes take some 150 kB. */
export const MOST_SAVED_TEXTS = 2000;
const LARGEST_CONTENT = 1000 + 100 * MOST_SAVED_TEXTS + 2 * MOST_SAVED_TOKENS;
const VERSION = 1;

/** Tokens by the hash of the path; the one saved last stands last. */
export type SavedTexts = ReadonlyMap<string, Uint16Array>;

interface Header {
  readonly version: number;
  readonly vocabulary: string;
  readonly texts: readonly (readonly [hash: string, tokens: number])[];
}

/** @throws the system's error; the older file stays then. */
export function writeSavedTexts(path: string, texts: SavedTexts, vocabularyFingerprint: string): void {
  const header: Header = { version: VERSION, vocabulary: vocabularyFingerprint, texts: Array.from(texts, ([hash, tokens]) => [hash, tokens.length] as const) };
  writeChecked(path, Buffer.from(`${JSON.stringify(header)}\n`), ...Array.from(texts.values(), bytesOf));
}

/** @throws UserError if the file is missing, damaged, or of another vocabulary. @param vocabulary V: every token is below. */
export function readSavedTexts(path: string, vocabularyFingerprint: string, vocabulary: number): Map<string, Uint16Array> {
  const content = readChecked(path, LARGEST_CONTENT);
  const end = content.indexOf('\n');
  const header = parseHeader(content.toString('utf8', 0, Math.max(0, end)));
  if (!header) throw damaged(path);
  if (header.vocabulary !== vocabularyFingerprint) throw new UserError('{0} belongs to another vocabulary.', path);
  // A copy: its numbers begin at an even place.
  const all = new Uint8Array(content.subarray(end + 1));
  if (all.length !== 2 * header.texts.reduce((sum, [, count]) => sum + count, 0)) throw damaged(path);
  const tokens = new Uint16Array(all.buffer);
  if (!tokens.every((token) => token < vocabulary)) throw damaged(path);
  let from = 0;
  return new Map(header.texts.map(([hash, count]) => [hash, tokens.slice(from, (from += count))]));
}

function parseHeader(line: string): Header | undefined {
  try {
    const header = JSON.parse(line) as Partial<Header>;
    const isWhole = header.version === VERSION && typeof header.vocabulary === 'string' && Array.isArray(header.texts);
    const isText = (text: unknown) => Array.isArray(text) && typeof text[0] === 'string' && Number.isSafeInteger(text[1]) && text[1] >= 0;
    return isWhole && header.texts!.every(isText) ? (header as Header) : undefined;
  } catch {
    return undefined;
  }
}
