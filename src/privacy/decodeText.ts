// One way to decode a text file: bytes -> Unicode with LF line ends. What is not Unicode text is refused, not repaired:
// replacement characters would be learned and suggested.

/** Text files do not hold NUL; binary ones nearly always do in the first bytes (git looks at as many). */
export const SNIFFED_BYTES = 8000;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const utf16Little = new TextDecoder('utf-16le', { fatal: true });
const utf16Big = new TextDecoder('utf-16be', { fatal: true });

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

/** Decoder for bytes by their byte-order mark; UTF-8 without one. */
export function decoderOf(bytes: Uint8Array): typeof utf8 {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16Little;
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16Big;
  return utf8;
}
