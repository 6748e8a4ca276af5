// Characters that a reader cannot see or that are broken: control characters, bidirectional controls, zero-width characters, line and
// paragraph separators, the replacement character, characters without a meaning. They are not suggested. Joiners are kept where a
// script needs them: between letters of Arabic or Indic scripts, in emoji, behind Han and Mongolian letters.

/** Scripts whose letters change their shape at a zero-width joiner or non-joiner. */
const JOINING_SCRIPTS = [
  'Arabic', 'Syriac', 'Nko', 'Mongolian', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala',
  'Khmer', 'Myanmar', 'Tibetan',
];
const JOINING = `[${JOINING_SCRIPTS.map((script) => `\\p{Script_Extensions=${script}}`).join('')}]`;
const EMOJI_END = '(?<=\\p{Extended_Pictographic}[\\ufe0f\\p{Emoji_Modifier}]?)';

/** Invisible characters in places where their script needs them. */
const NEEDED = new RegExp([
  `(?<=[\\p{L}\\p{M}])(?<=${JOINING})[\\u200c\\u200d](?=${JOINING})(?=[\\p{L}\\p{M}])`,
  `(?<=\\p{M})(?<=${JOINING})[\\u200c\\u200d](?![\\u200c\\u200d])`, // behind a virama, also at the end of a word
  `${EMOJI_END}\\u200d(?=\\p{Extended_Pictographic})`,
  '(?<=\\p{Extended_Pictographic})[\\ufe0e\\ufe0f]',
  '(?<=[0-9#*])\\ufe0f(?=\\u20e3)', // keycaps
  '(?<=\\u{1f3f4})[\\u{e0020}-\\u{e007e}]{1,16}\\u{e007f}', // flags of regions
  '(?<=\\p{Script=Mongolian})[\\u180b-\\u180f]',
  '(?<=\\p{Script=Han})[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]',
  '[\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u{110bd}\\u{110cd}]', // signs that enclose numbers: visible
].join('|'), 'gu');

/** Odd spaces and blank symbols count as invisible; the tab, the no-break spaces and the ideographic space do not. */
const UNWANTED = /(?!\t)[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufffc\ufffd\u2800\u1680\u2000-\u200a\u205f]/u;

/** The end of a text that the next character can make legitimate. */
const UNFINISHED = /(?:[\u200c\u200d\ufe0f]|(?<=\u{1f3f4})[\u{e0020}-\u{e007e}]{1,16})$/u;

const PLAIN = /^[\t\x20-\x7e]*$/;
/** UTF-16 units before the inserted text that decide about its first characters. */
const CONTEXT = 8;

/**
 * Whether an insertion holds an invisible or broken character.
 * @param before text of the line left of the insertion.
 * @param isGrowing true if more text will follow, which can make a joiner at the end legitimate.
 */
export function hasInvisibleCharacter(before: string, inserted: string, isGrowing = false): boolean {
  if (PLAIN.test(inserted)) return false;
  const context = before.slice(-CONTEXT);
  const text = context + (isGrowing ? inserted.replace(UNFINISHED, '') : inserted);
  const rest = text.replace(NEEDED, (needed) => ' '.repeat(needed.length));
  return UNWANTED.test(rest.slice(context.length));
}

/** A text without the lines that hold an invisible or broken character: half of such a line would be learned as if it were whole. Keeps line ends. */
export function withoutBrokenLines(text: string): string {
  if (!UNWANTED.test(text.replaceAll('\n', ''))) return text;
  return text.split('\n').map((line) => (hasInvisibleCharacter('', line) ? '' : line)).join('\n');
}
