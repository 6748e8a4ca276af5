// Which text nobody wrote: generated and minified files teach a network nothing that a person would type.
import { isProse } from './languages';

/** Where a generator signs its work. */
const HEADER_CHARACTERS = 2000;
/** A note of a generator, in a line that begins like a comment; prose may speak of generated files. */
const GENERATED = [
  /@generated\b/,
  /\b(?:auto(?:matically|magically)?[ -]?)generated\b/i,
  /\bgenerated (?:by|from|with|using|automatically|code|file)\b/i,
  /\bfile (?:is|was|has been) (?:\w+ )?generated\b/i,
  /\bdo not (?:edit|modify|change)(?: this file)?(?: (?:by hand|manually|directly))?[ .!*-]*$/i,
];
const PROSE_COMMENT = /^\s*(?:<!--|\.\. )/;
const COMMENT = /^\s*(?:\/\/|\/\*|\*|#|<!--|--|;|%|"""|''')/;

/** Lines beyond this length are no lines that a person edits. */
const LONG_LINE = 1000;
/** Prose in one line per paragraph has more white space than this, packed code and data have less. */
const WHITE_SHARE = 0.08;
/** Share of the text that packed lines may have, such as one embedded picture. */
const PACKED_SHARE = 0.2;

/** Whether a comment near the beginning says that a program wrote this file. @param language as `languageOf` names it. */
export function isGenerated(text: string, language: string): boolean {
  const comment = language !== 'plaintext' && isProse(language) ? PROSE_COMMENT : COMMENT;
  return text.slice(0, HEADER_CHARACTERS).split('\n').some((line) => comment.test(line) && GENERATED.some((note) => note.test(line)));
}

/** Whether much of the text stands in long lines without white space; scripts without spaces are let be. */
export function isMinified(text: string): boolean {
  let packed = 0;
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    if (end - start > LONG_LINE && isPacked(text, start, end)) packed += end - start;
    start = end + 1;
  }
  return packed > PACKED_SHARE * text.length;
}

function isPacked(text: string, start: number, end: number): boolean {
  let white = 0;
  let foreign = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x20 || code === 0x09) white++;
    else if (code > 0x7f) foreign++;
  }
  return white < WHITE_SHARE * (end - start) && foreign < 0.2 * (end - start);
}
