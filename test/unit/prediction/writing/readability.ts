// What a person would object to in a continuation. Written without the rules that the writer itself follows.
import type { Tokenizer } from '../../../../src/prediction/languageModel';

const WORD = /\p{L}[\p{L}\p{M}]*/gu;
const LEAST_KNOWN_SHARE = 0.98;
const MOST_REPEATED_SENTENCES = 1;

/** Words that tokens spell alone, lower case. */
export function vocabularyWords(tokenizer: Tokenizer): ReadonlySet<string> {
  const decoder = new TextDecoder();
  const texts = Array.from({ length: tokenizer.size }, (_, token) => decoder.decode(tokenizer.bytesOf(token)).trim());
  return new Set(texts.filter((text) => /^\p{L}+$/u.test(text)).map((text) => text.toLowerCase()));
}

/** Objections to prose; empty for readable text. Words of Hangul take endings, so they are judged by their script alone. */
export function objectionsToProse(prompt: string, written: string, vocabulary: ReadonlySet<string>): string[] {
  const known = new Set((prompt.match(WORD) ?? []).map((word) => word.toLowerCase()));
  const isHangul = /\p{Script=Hangul}/u.test(prompt);
  const whole = wholeWords(prompt, written);
  const foreign = whole.filter((word) => !(isHangul && /^\p{Script=Hangul}+$/u.test(word)) && !vocabulary.has(word.toLowerCase()) && !known.has(word.toLowerCase()));
  return [
    ...(/https?:|www\.|\]\(|\.(?:com|org|io)\b/u.test(written) ? ['a link'] : []),
    ...(/[{}<>[\]()=;@#`_\\|/*$^~]|\p{Ll}\p{Lu}/u.test(written) ? ['code or markup'] : []),
    ...(/[\p{Cc}\p{Cf}\p{Co}\u2028\u2029\ufffd]/u.test(written.replaceAll('\n', '')) ? ['an invisible character'] : []),
    ...(!isHangul && /[^\p{Script=Latin}\p{Script=Common}]/u.test(written) ? ['another script'] : []),
    ...(foreign.length > (1 - LEAST_KNOWN_SHARE) * whole.length ? [`words of no language: ${foreign.join(' ')}`] : []),
    ...(/ {2}| [,.!?]|[,.!?]{2}/u.test(written) ? ['marks where none belong'] : []),
    ...(/(?:^|\s)(\p{L}+) \1(?:\s|[.,])/u.test(written) ? ['a word twice in a row'] : []),
    ...(repeatedSentences(written) > MOST_REPEATED_SENTENCES ? ['the same sentence again'] : []),
    ...(/[.!?]$/u.test(written) ? [] : ['no end']),
  ];
}

/** Words of what was written; the first one with its beginning in the prompt. */
function wholeWords(prompt: string, written: string): string[] {
  const begun = /\p{L}+$/u.exec(prompt)?.[0] ?? '';
  return /^\p{L}/u.test(written) ? ((begun + written).match(WORD) ?? []) : (written.match(WORD) ?? []);
}

function repeatedSentences(text: string): number {
  const sentences = text.split(/(?<=[.!?])\s+/u).map((sentence) => sentence.trim());
  return sentences.length - new Set(sentences).size;
}

/** Objections to code; empty for code that a person could keep. */
export function objectionsToCode(prompt: string, written: string, vocabulary: ReadonlySet<string>): string[] {
  const names = new Set(prompt.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []);
  const used = wholeNames(prompt, written);
  const foreign = used.filter((name) => !names.has(name) && !name.split('_').every((part) => part === '' || vocabulary.has(part.toLowerCase())));
  const lines = written.split('\n').map((line) => line.trim()).filter((line) => line.length > 8);
  return [
    ...(/https?:|www\.|\/\/|```/u.test(written) ? ['a link or a comment'] : []),
    ...(/[^\t\n\x20-\x7e]/u.test(written) ? ['signs that no code here has'] : []),
    ...(foreign.length > (1 - LEAST_KNOWN_SHARE) * used.length ? [`names that exist nowhere: ${foreign.join(' ')}`] : []),
    ...(lines.length - new Set(lines).size > MOST_REPEATED_SENTENCES ? ['the same line again'] : []),
    ...(depth(prompt + written) > depth(prompt) ? ['brackets that stay open'] : []),
    ...(isUnbalanced(prompt + written) ? ['a bracket that closes nothing'] : []),
  ];
}

function wholeNames(prompt: string, written: string): string[] {
  const begun = /[\p{L}_]+$/u.exec(prompt)?.[0] ?? '';
  return ((/^[\p{L}_]/u.test(written) ? begun : '') + written).match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];
}

function depth(code: string): number {
  return [...withoutQuotes(code)].reduce((sum, sign) => sum + ('([{'.includes(sign) ? 1 : ')]}'.includes(sign) ? -1 : 0), 0);
}

function isUnbalanced(code: string): boolean {
  const open: string[] = [];
  for (const sign of withoutQuotes(code)) {
    if ('([{'.includes(sign)) open.push(sign);
    else if (')]}'.includes(sign) && '([{'.indexOf(open.pop() ?? ' ') !== ')]}'.indexOf(sign)) return true;
  }
  return false;
}

function withoutQuotes(code: string): string {
  return code.replace(/(["'])(?:\\.|(?!\1).)*\1/gu, '');
}
