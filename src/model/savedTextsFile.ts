// What was saved in a workspace since its last training, on disk: tokens of each text, under the hash of its path.
//   one line of JSON (what the texts are), then uint16 tokens of all of them
import { renameSync, rmSync } from 'node:fs';
import { readWholeFile, writeDurably } from './files';
import { UserError } from './userError';

/** Tokens of all texts together. */
export const MOST_SAVED_TOKENS = 200_000;
const LARGEST_FILE = 1_000_000 + 2 * MOST_SAVED_TOKENS;
const VERSION = 1;

/** Tokens by the hash of the path; the one saved last stands last. */
export type SavedTexts = ReadonlyMap<string, Uint16Array>;

interface Header {
  readonly version: number;
  readonly vocabulary: string;
  readonly texts: readonly (readonly [hash: string, tokens: number])[];
}

/** Writes beside and renames. @throws the system's error. */
export function writeSavedTexts(path: string, texts: SavedTexts, vocabularyFingerprint: string): void {
  const temporary = `${path}.new`;
  rmSync(temporary, { force: true });
  const header: Header = { version: VERSION, vocabulary: vocabularyFingerprint, texts: Array.from(texts, ([hash, tokens]) => [hash, tokens.length] as const) };
  const tokens = Array.from(texts.values(), ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength));
  writeDurably(temporary, `${JSON.stringify(header)}\n`, ...tokens);
  renameSync(temporary, path);
}

/** @throws UserError if the file is missing, damaged, or of another vocabulary. @param vocabulary V: every token is below. */
export function readSavedTexts(path: string, vocabularyFingerprint: string, vocabulary: number): Map<string, Uint16Array> {
  const bytes = readWholeFile(path, LARGEST_FILE);
  const damaged = () => new UserError('{0} is damaged.', path);
  const end = bytes.indexOf(0x0a);
  const header = parseHeader(Buffer.from(bytes.subarray(0, Math.max(0, end))).toString('utf8'));
  if (!header) throw damaged();
  if (header.vocabulary !== vocabularyFingerprint) throw new UserError('{0} belongs to another vocabulary.', path);
  // A copy: its numbers begin at an even place.
  const all = bytes.slice(end + 1);
  if (all.length !== 2 * header.texts.reduce((sum, [, count]) => sum + count, 0)) throw damaged();
  const tokens = new Uint16Array(new Uint8Array(all).buffer);
  if (!tokens.every((token) => token < vocabulary)) throw damaged();
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
