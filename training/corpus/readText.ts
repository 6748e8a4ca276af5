// One way to read a text file, shared by training and evaluation: bytes -> Unicode with LF line ends. What is not
// Unicode text is refused, not repaired: replacement characters would be learned and suggested.
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { UserError } from '../../src/model/userError';

/** Text files do not hold NUL; binary ones nearly always do in the first bytes (git looks at as many). */
const SNIFFED_BYTES = 8000;
/** Larger files are read in parts of this size, so that no file, however large, is held in memory as a whole. */
const PART_BYTES = 4 << 20;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const utf16Little = new TextDecoder('utf-16le', { fatal: true });
const utf16Big = new TextDecoder('utf-16be', { fatal: true });

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

/**
 * UTF-8, with or without byte-order mark, or UTF-16 with one. The mark is removed, CRLF and CR become LF.
 * @returns undefined for everything else.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  if (isBinary(bytes)) return undefined;
  try {
    return withLineFeeds(decoderOf(bytes).decode(bytes));
  } catch {
    return undefined;
  }
}

/** Whether bytes without a UTF-16 mark are no text: they hold NUL near their beginning. */
export function isBinary(bytes: Uint8Array): boolean {
  return decoderOf(bytes) === utf8 && bytes.subarray(0, SNIFFED_BYTES).includes(0);
}

/** CRLF and lone CR become LF. */
export function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function decoderOf(bytes: Uint8Array): typeof utf8 {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16Little;
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16Big;
  return utf8;
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
