// Tokens of a line after an edit. Short lines are simply encoded; of long ones only the part between two borders that
// the edit left alone, so that a key in a line of 100 kB costs no more than in a short one (but for plain copying).
import type { Tokenizer } from './languageModel';
import { firstBorder, lastBorder } from './pieceBorders';
import { tokensWithinBytes, utf8Length } from './tokenBytes';

/** UTF-16 units up to which encoding a whole line is quicker than looking for borders. */
export const SHORT_LINE = 256;

/** A line with its tokens. */
export interface EncodedLine {
  readonly text: string;
  readonly tokens: Uint16Array;
}

/** The same as encoding `text` afresh. @param before the line before the edit. */
export function editedTokens(tokenizer: Tokenizer, before: EncodedLine, text: string): Uint16Array {
  if (text.length <= SHORT_LINE || before.text.length <= SHORT_LINE) return Uint16Array.from(tokenizer.encodeLine(text));
  const head = lastBorder(text, commonPrefix(before.text, text));
  const shared = commonSuffix(before.text, text, head);
  const tail = firstBorder(text, text.length - shared);
  const headBytes = utf8Length(text, 0, head);
  const headTokens = tokensWithinBytes(tokenizer, before.tokens, headBytes);
  const tailStart = tail - text.length + before.text.length;
  const removedBytes = utf8Length(before.text, head, tailStart);
  const removed = tokensWithinBytes(tokenizer, before.tokens.subarray(headTokens), removedBytes);
  return joined(
    before.tokens.subarray(0, headTokens),
    tokenizer.encodeLine(text.slice(head, tail)),
    before.tokens.subarray(headTokens + removed),
  );
}

/** Tokens that two lines have in common from the start. */
export function commonTokens(a: Uint16Array, b: Uint16Array): number {
  const most = Math.min(a.length, b.length);
  let count = 0;
  while (count < most && a[count] === b[count]) count++;
  return count;
}

/** Tokens that two lines have in common at the end, at most `most`. */
export function commonTokensAtEnd(a: Uint16Array, b: Uint16Array, most: number): number {
  let count = 0;
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count++;
  return count;
}

export function sameTokens(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** UTF-16 units that are compared at once: comparing slices is far quicker than comparing characters. */
const SLICE = 512;

/** UTF-16 units in common at the start. */
export function commonPrefix(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let count = 0;
  while (count + SLICE <= most && a.slice(count, count + SLICE) === b.slice(count, count + SLICE)) count += SLICE;
  while (count < most && a.charCodeAt(count) === b.charCodeAt(count)) count++;
  return count;
}

/** UTF-16 units in common at the end, none of them among the first `taken` of either. */
export function commonSuffix(a: string, b: string, taken: number): number {
  const most = Math.min(a.length, b.length) - taken;
  let count = 0;
  const slice = (text: string) => text.slice(text.length - count - SLICE, text.length - count);
  while (count + SLICE <= most && slice(a) === slice(b)) count += SLICE;
  while (count < most && a.charCodeAt(a.length - 1 - count) === b.charCodeAt(b.length - 1 - count)) count++;
  return count;
}

function joined(head: Uint16Array, middle: readonly number[], tail: Uint16Array): Uint16Array {
  const tokens = new Uint16Array(head.length + middle.length + tail.length);
  tokens.set(head);
  tokens.set(middle, head.length);
  tokens.set(tail, head.length + middle.length);
  return tokens;
}
