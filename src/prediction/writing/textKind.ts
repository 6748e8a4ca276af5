// Kind of a document's text at the cursor: prose, code, or a comment inside code. What may be written depends on it.

export type TextKind = 'prose' | 'comment' | 'code';

/** Language identifiers of editors whose text is prose. */
const PROSE_LANGUAGES = new Set(['plaintext', 'markdown', 'latex', 'tex', 'restructuredtext', 'asciidoc', 'org', 'git-commit', 'typst', 'scminput', 'text', 'mdx', 'quarto', 'rmd']);
/** Lines that are looked at, the last ones of the text. */
const LINES = 40;
/** Share of lines that look like code in a text that is code. */
const CODE_SHARE = 0.4;
const CODE_LINE = new RegExp([
  '[;{}]\\s*$',
  '^\\s*(?:import|from|def|class|function|const|let|var|public|private|static|export|#include|package|func|fn|impl)\\b.*[({:;=\'"]',
  '^\\s*(?:async |await |return |if |for |while |elif |else|try|except |with |switch ).*[({:;]\\s*$',
  '=>',
  '^\\s*[\\w.]+ ?(?:[-+*/|&]?=) ?\\S',
  '^\\s*[\\w.]+\\([^)]*\\)?[;:]?\\s*$',
  '^\\s*(?:@\\w+|[)\\]}]+[;,:]?)\\s*$',
].join('|'), 'u');
const COMMENT_LINE = /^\s*(?:\/\/|\/\*|\*(?!\/)|#(?![!{[])|--|;;)/u;
const LINE_COMMENT = /(?:^|\s)(?:\/\/|#) /u;
const FENCE = /^\s*(?:```|~~~)/u;

/**
 * Kind of text that goes on at the end of `before`.
 * @param before text before the cursor, LF line ends.
 * @param languageId the editor's identifier; without it the text alone decides.
 */
export function kindOfText(before: string, languageId?: string): TextKind {
  const lines = before.split('\n');
  const isProseLanguage = languageId !== undefined && PROSE_LANGUAGES.has(languageId);
  if (isInsideFence(lines)) return 'code';
  const isCode = languageId === undefined || isProseLanguage ? looksLikeCode(lines, languageId === 'markdown') : true;
  if (!isCode) return 'prose';
  const last = lines[lines.length - 1];
  return COMMENT_LINE.test(last) || LINE_COMMENT.test(last) ? 'comment' : 'code';
}

function isInsideFence(lines: readonly string[]): boolean {
  return lines.filter((line) => FENCE.test(line)).length % 2 === 1;
}

/** @param isMarkdown fenced code says nothing about the text around it. */
function looksLikeCode(lines: readonly string[], isMarkdown: boolean): boolean {
  if (isMarkdown) return false;
  const written = lines.filter((line) => line.trim() !== '' && !COMMENT_LINE.test(line)).slice(-LINES);
  const code = written.filter((line) => CODE_LINE.test(line)).length;
  return code > 0 && code >= CODE_SHARE * written.length;
}
