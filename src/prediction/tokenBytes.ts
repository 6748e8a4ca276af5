// Between columns of a line (UTF-16 units) and its tokens (UTF-8 bytes), without making the bytes.
import type { Tokenizer } from './languageModel';

/** From here on a look for anything but ASCII pays. */
const LONG_TEXT = 256;
const BEYOND_ASCII = /[\u0080-\uffff]/;

/** UTF-8 bytes of a stretch of text; a lone surrogate counts as U+FFFD, three bytes. */
export function utf8Length(text: string, start = 0, end = text.length): number {
  if (end - start > LONG_TEXT && !BEYOND_ASCII.test(text.slice(start, end))) return end - start;
  let bytes = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (i + 1 < end && isPair(code, text.charCodeAt(i + 1))) {
      bytes += 4;
      i++;
    } else bytes += 3;
  }
  return bytes;
}

const SURROGATE = /[\ud800-\udfff]/;

/** Unicode code points of a text; a lone surrogate is one. */
export function codePoints(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let count = text.length;
  for (let i = 0; i + 1 < text.length; i++) {
    if (isPair(text.charCodeAt(i), text.charCodeAt(i + 1))) {
      count--;
      i++;
    }
  }
  return count;
}

/** The column itself, or the one before it where it would split a surrogate pair. */
export function wholeCharacters(text: string, column: number): number {
  return column > 0 && column < text.length && isPair(text.charCodeAt(column - 1), text.charCodeAt(column)) ? column - 1 : column;
}

const lengths = new WeakMap<Tokenizer, Uint16Array>();

/** (V) UTF-8 bytes of every token; the same array for the same tokenizer. */
export function tokenLengths(tokenizer: Tokenizer): Uint16Array {
  const known = lengths.get(tokenizer);
  if (known) return known;
  const made = Uint16Array.from({ length: tokenizer.size }, (_, token) => tokenizer.bytesOf(token).length);
  lengths.set(tokenizer, made);
  return made;
}

/** How many tokens, from the first on, end within the first `bytes` bytes. */
export function tokensWithinBytes(tokenizer: Tokenizer, tokens: ArrayLike<number>, bytes: number): number {
  const length = tokenLengths(tokenizer);
  let count = 0;
  for (let end = 0; count < tokens.length; count++) {
    end += length[tokens[count]];
    if (end > bytes) break;
  }
  return count;
}

function isPair(high: number, low: number): boolean {
  return high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low < 0xe000;
}
