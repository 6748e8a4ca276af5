// Texts for property tests: everything that has ever broken an editor, in small pieces.
import fc from 'fast-check';

const PIECES = [
  'the ', ' thing', 'hello', ' hello ', 'const x = 1;', 'a', ' ', '  ', '    ', '\t', '\t\t', '1', '1234', '_', '__proto__', '(', ') {', '",',
  '\n', '\n\n', '\r\n', '\r', '한국어 ', '안녕', '東京都に', '日本', 'カタカナ', '・', '😀', '👩‍👩‍👧', '\u{1f1f0}\u{1f1f7}', 'e\u0301', '\u0301',
  'é', '\ud83d', '\ude00', '\ufeff', '\u00a0', '\u3000', '\u2028', '\0', 'ﬁ', '¿', '\u200d', 'x'.repeat(70), 'word '.repeat(30), 'ab\n'.repeat(40),
] as const;

/** Short pieces of text, line ends among them. */
export const anyPiece = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) });

/** A text of up to `maxPieces` pieces. */
export const anyText = (maxPieces: number): fc.Arbitrary<string> => fc.array(anyPiece, { maxLength: maxPieces, size: 'max' }).map((pieces) => pieces.join(''));

/** One line of text. */
export const anyLine = (maxPieces: number): fc.Arbitrary<string> => anyText(maxPieces).map((text) => text.replace(/[\r\n]/g, ' '));
