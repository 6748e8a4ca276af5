// Between columns of a line (UTF-16 units) and its tokens (UTF-8 bytes), without making the bytes.
import type { Tokenizer } from './languageModel';

/** UTF-8 bytes of a stretch of text; a lone surrogate counts as U+FFFD, three bytes. */
export function utf8Length(text: string, start = 0, end = text.length): number {
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

/** Unicode code points of a text; a lone surrogate is one. */
export function codePoints(text: string): number {
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

/** How many tokens, from the first on, end within the first `bytes` bytes. */
export function tokensWithinBytes(tokenizer: Tokenizer, tokens: ArrayLike<number>, bytes: number): number {
  let count = 0;
  for (let end = 0; count < tokens.length; count++) {
    end += tokenizer.bytesOf(tokens[count]).length;
    if (end > bytes) break;
  }
  return count;
}

function isPair(high: number, low: number): boolean {
  return high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low < 0xe000;
}
