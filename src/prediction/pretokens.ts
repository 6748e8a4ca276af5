// How a line is cut before byte-pair encoding. Every word begins at a border (one leading space belongs to the word),
// no piece holds a line end, and typing at the end of a line changes its last piece only. The same pattern stands in
// tokenizer.json (Hugging Face `Split`), so it uses what JavaScript and Oniguruma read alike: no \s, no script names.
// Only runs of thousands of letters, which are no words, are cut further here.

/** Han, kana and their supplements: written without spaces, so each character is a piece of its own. */
export const SPACELESS = '\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{323af}';

/** Source of the pattern, for tokenizer.json and for `RegExp(..., 'u')`. */
export const PRETOKEN_PATTERN = patternOf('+');

/** Letters of one piece at most: the engine needs stack for each, and some millions in a row are more than it has. */
const LONGEST_RUN = 10_000;

const pattern = new RegExp(patternOf(`{1,${LONGEST_RUN}}`), 'gu');

/** Cuts one line into pieces that are encoded one by one; joined they are the line again. */
export function pretokens(line: string): string[] {
  return line.match(pattern) ?? [];
}

/** @param repeated how often a letter may follow a letter, as a quantifier. */
function patternOf(repeated: string): string {
  return [
    ` ?[${SPACELESS}]`,
    ` ?(?:(?![${SPACELESS}])[\\p{L}\\p{M}_])${repeated}`,
    ` ?\\p{N}{1,3}`,
    ` ?[^\\p{L}\\p{M}\\p{N}_ \\t\\n]`,
    `\\n`,
    ` +(?= [^ \\t\\n])`,
    ` +`,
    `\\t+`,
  ].join('|');
}
