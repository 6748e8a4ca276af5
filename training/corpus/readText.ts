// Reads text files whole or in parts, for training and evaluation.
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { UserError } from '../../src/model/userError';
import { decodeText, decoderOf, isBinary, SNIFFED_BYTES, withLineFeeds } from '../../src/privacy/decodeText';

/** Larger files are read in parts of this size, so that no file, however large, is held in memory as a whole. */
const PART_BYTES = 4 << 20;

/** Text of a file with LF line ends; undefined if it cannot be read or is no Unicode text. */
export function readText(path: string): string | undefined {
  try {
    return decodeText(readFileSync(path));
  } catch {
    return undefined;
  }
}

/** Text of a file that is known to be some. @throws UserError if it is none any more. */
export function readKnownText(path: string): string {
  const text = readText(path);
  if (text === undefined) throw notText(path);
  return text;
}

export function notText(path: string): UserError {
  return new UserError('The file {0} cannot be read as text.', path);
}

/**
 * Text of a file like `readText`, a large one in parts that end behind a line, where lines are not longer than parts;
 * joined they are the text. Of a file that is none no more than its beginning is read.
 * @param partBytes bytes of the file that are read at once.
 * @throws Error if the file cannot be read or is no Unicode text; what came before was some.
 */
export function* readTextParts(path: string, partBytes = PART_BYTES): Generator<string> {
  const descriptor = openSync(path, 'r');
  try {
    if (isBinary(readBytes(descriptor, SNIFFED_BYTES, 0))) throw noText();
    if (fstatSync(descriptor).size > partBytes) return yield* partsOf(descriptor, partBytes);
    const text = decodeText(readFileSync(descriptor));
    if (text === undefined) throw noText();
    yield text;
  } finally {
    closeSync(descriptor);
  }
}

function* partsOf(descriptor: number, partBytes: number): Generator<string> {
  let bytes = readBytes(descriptor, partBytes);
  const decoder = new TextDecoder(decoderOf(bytes).encoding, { fatal: true });
  let rest = '';
  for (; bytes.length > 0; bytes = readBytes(descriptor, partBytes)) {
    const text = rest + decoder.decode(bytes, { stream: true });
    const end = endOfLines(text);
    rest = text.slice(end);
    if (end > 0) yield withLineFeeds(text.slice(0, end));
  }
  rest += decoder.decode();
  if (rest) yield withLineFeeds(rest);
}

function noText(): Error {
  return new Error('no Unicode text');
}

/** Fewer bytes only at the end of the file. @param at without it where the last reading ended. */
function readBytes(descriptor: number, count: number, at: number | null = null): Uint8Array {
  const bytes = Buffer.allocUnsafe(count);
  let filled = 0;
  for (let more = 1; more > 0 && filled < count; filled += more) more = readSync(descriptor, bytes, filled, count - filled, at === null ? null : at + filled);
  return bytes.subarray(0, filled);
}

/** Where the last whole line ends; in one without end, all but half a CRLF. */
function endOfLines(text: string): number {
  return text.lastIndexOf('\n') + 1 || text.length - (text.endsWith('\r') ? 1 : 0);
}
