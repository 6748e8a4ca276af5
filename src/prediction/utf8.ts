// UTF-8 of pieces that may begin or end inside a character, as byte-level tokens do.
import { CharacterClass, classOfCharacter } from './characterClass';

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 bytes of a text; lone surrogates become U+FFFD. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Bytes of the character that a byte opens; 0 for a continuation byte, 1 for a byte that opens nothing. */
function characterLength(byte: number): number {
  if (byte >= 0x80 && byte < 0xc0) return 0;
  if (byte < 0xc2 || byte > 0xf4) return 1;
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

/** How many bytes at the end belong to a character whose last bytes are still missing. */
export function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const length = characterLength(bytes[bytes.length - back]);
    if (length > 0) return length > back ? back : 0;
  }
  return 0;
}

/** Text of whole characters, or undefined if the bytes are none. */
export function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return undefined;
  }
}

const lenientDecoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Text of the characters that lie whole in some bytes; broken ones inside become U+FFFD. */
export function decodeWhole(bytes: Uint8Array): string {
  return lenientDecoder.decode(bytes).replace(/^\uFFFD{1,3}|\uFFFD{1,3}$/g, '');
}

/**
 * Class of the character that bytes open; 0 if there are none. Of a character whose end is missing it is the class of
 * most characters that begin so: the lead bytes of Latin, Greek, Cyrillic, ..., Hangul count as words, those of Han and
 * kana as spaceless, those of punctuation, arrows and emoji as symbols.
 */
export function classOfFirstCharacter(bytes: Uint8Array): number {
  if (bytes.length === 0) return 0;
  const length = characterLength(bytes[0]);
  if (length === 0) return CharacterClass.Inside;
  if (length > 1 && bytes.length === 1) return classOfLeadByte(bytes[0]);
  // 0xa0 stands for missing bytes: a typical character of the block, where 0x80 would often be a rare blank.
  const character = decodeStrictly(Uint8Array.from({ length }, (_, i) => bytes[i] ?? 0xa0));
  return character === undefined ? CharacterClass.Symbol : classOfCharacter(character);
}

function classOfLeadByte(byte: number): number {
  if (byte === 0xc2 || byte === 0xe2 || byte >= 0xee) return CharacterClass.Symbol;
  return byte >= 0xe3 && byte <= 0xe9 ? CharacterClass.Spaceless : CharacterClass.Word;
}
