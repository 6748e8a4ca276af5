// Passwords in sentences and notes: "the wifi password is ...", "Passwort für das WLAN: ...", "비밀번호는 ...입니다". A word of a
// sentence counts only if it looks like a password, a label at the beginning of a line also gives away one plain word.
import { WordKind, namesSecret, type PasswordWord } from './passwordWords';
import { isNoPassword, isStandIn, looksLikePassword, looksLikeWord } from './secretValues';
import type { Span } from './standIn';

/** Verbs and prepositions between a password and its value. */
const VERBS = [
  'is|was|are|to|as|of|reads', // English
  'ist|lautet|hei(?:ß|ss)t|war|auf|w[aä]re', // German
  "est|sera|était|devient|par", // French
  'es|era|será|con|por', // Spanish
  'è|era|sarà|con', // Italian
  'é|foi|para', // Portuguese
  'jest|brzmi|to|na|je|zní', // Polish, Czech
  'är|er|on|is|este|az|lett', // Nordic, Dutch, Romanian, Hungarian
  'là|adalah|είναι|هي|هو|היא|הוא|है|คือ|это|е|је', // further languages
].join('|');
/** A remark between a word and its sign: "for the wifi", "(admin)". */
const REMARK = '(?:[ \\t\\u00a0]{1,3}\\([^()\\n]{1,30}\\)|[ \\t\\u00a0][^\\s:=：＝,;.!?()<>{}"\'`|\\[\\]]{1,20}){0,6}?';
/** Prepositions that begin a remark, and verbs that end it. */
const REMARK_START = '(?:for|of|to|at|in|on|für|von|zum|zur|du|de|des|pour|del|della|dello|per|para|do|da|voor|van|till|til|på|dla|pro)';
const COPULAS = 'is|was|ist|lautet|war|est|était|es|era|è|é|jest|je|är|er';
const MARKS = '[*_`"\'”»)\\]]{0,3}';
const OPENING = '[*_`"\'“„«‹「『({\\[\\u00a0 \\t]{0,5}';
/** From a word of Latin, Greek, Cyrillic, Arabic or Hebrew letters to its value; the group is what stands between. */
const SPACED_SIGN = new RegExp(`(${MARKS}${REMARK}${MARKS}[ \\t\\u00a0]{0,4}(?:[:=：＝](?![:=])|-{1,2}>|=>|→|[–—]|(?<=[ \\t])(?:${VERBS})(?:[ \\t]*[:：])?(?=[ \\t]))${MARKS})[ \\t\\u00a0]{0,4}${OPENING}`, 'iuy');
/** The same behind a remark that has a preposition of its own: "the PIN for the safe is", "le code de la porte est". */
const REMARK_SIGN = new RegExp(`([ \\t]${REMARK_START}[ \\t][^\\s:=：＝,;.!?<>{}"'\`|\\[\\]]{1,20}(?:[ \\t][^\\s:=：＝,;.!?<>{}"'\`|\\[\\]]{1,20}){0,4}?[ \\t]{0,2}(?:[:=：＝]|(?<=[ \\t])(?:${COPULAS})(?=[ \\t])))[ \\t]{0,4}${OPENING}`, 'iuy');
/** From a word to a value right behind it: "password ...". */
const NO_SIGN = /([*_`"')]{0,3}[ \t\u00a0]{1,4})["'`“«]?/y;
/** From a word to a quotation: use the password "...". */
const QUOTE_SIGN = /([ \t\u00a0]{1,3})["“„«‘]/y;
const QUOTED_VALUE = /[^"“”„«»’\n]{4,100}(?=["”“»’])/y;
/** From a word of a script without spaces to its value: a particle, a remark, a sign, or nothing. */
const JOINED_SIGN = /([^!-~\n。，、；]{0,8}?(?:\([^()\n]{1,20}\))?[^!-~\n。，、；]{0,12}?[*_`"')\]]{0,3}[ \t]{0,4}(?:[:=：＝]|-{1,2}>|→)?[ \t\u00a0\u3000]{0,4})[*_`"'“「『‘(]{0,4}[ \t]{0,2}(?=[!-;=?-~])/y;
/** From a word at the end of its line to a value on the next: "Password:" or a label alone, then the value. */
const NEXT_LINE = /([*_`"')]{0,3}[ \t\u00a0]{0,4}(?:[:：=＝][*_]{0,3})?(?:[ \t]*[|>][+-]?)?[ \t]{0,8}\n[ \t]{0,40}(?:[-*>|] ?)?)["'`“「]?/y;

/** A word that is no break of a line or a sentence; ASCII in scripts that join words. */
const SPACED_VALUE = /[^\s"“”«»「」<>|]{4,200}/y;
const JOINED_VALUE = /[!-;=?-~]{4,200}/y;
/** Signs behind a value that belong to the sentence or the markup. */
const TRAILING = /(?:[.,;:!?#)\]}'"`*_’」』]|\\[nrt"'])+$/;
/** What must follow a word that may mean something else. */
const WEAK_SIGN = /^.{0,3}[:=：＝]|^ (?:is|ist|est|es|è|é) |^(?:는|은|は|是)/;
const PIN_VALUE = /^\d{4,10}$/;
/** A remark between the word and a verb or sign, as in REMARK_SIGN. */
const REMARKED = new RegExp(`^[ \\t]${REMARK_START}[ \\t].*(?:[:=：＝]|[ \\t](?:${COPULAS}))$`, 'iu');
const DIRECT_SIGN = /^[*_`"'”»)\]]*\s*(?:[:=：＝]|->|=>|→|是|为|為|は|는|은|(?:is|ist|lautet|est|es|è|é|jest|je|это)\b)/u;

/** Span of the password that a sentence tells behind a word. @param left text before the word, back to 64 characters. */
export function passwordInProse(text: string, word: PasswordWord, left: string): Span | undefined {
  const value = word.isJoined ? JOINED_VALUE : SPACED_VALUE;
  if (word.kind === WordKind.Weak && !WEAK_SIGN.test(text.slice(word.end, word.end + 6))) return undefined;
  const isTold: Judgement = (found, between, after) => isToldIn(found, { between, after, left }, word);
  const direct = spanBehind(text, word, word.isJoined ? JOINED_SIGN : SPACED_SIGN, value, isTold) ?? (word.isJoined ? undefined : spanBehind(text, word, REMARK_SIGN, value, isTold));
  if (direct) return direct;
  if (!word.isJoined) {
    const bare = spanBehind(text, word, NO_SIGN, value, (found, _, after) => isToldBare(found, word, after));
    if (bare) return bare;
    const quoted = spanBehind(text, word, QUOTE_SIGN, QUOTED_VALUE, (found) => word.kind === WordKind.Password && /\d/.test(found) && !isStandIn(found) && !namesSecret(found));
    if (quoted) return quoted;
  }
  return /(?:^|\n)[^\n:=,;.]{0,40}$/.test(left) ? spanBehind(text, word, NEXT_LINE, value, (found, between, after) => isOnNextLine(found, between, word, after)) : undefined;
}

type Judgement = (value: string, between: string, after: string) => boolean;

function spanBehind(text: string, word: PasswordWord, sign: RegExp, value: RegExp, isSecret: Judgement): Span | undefined {
  sign.lastIndex = word.end;
  const signed = sign.exec(text);
  if (!signed) return undefined;
  value.lastIndex = sign.lastIndex;
  const found = value.exec(text);
  if (!found) return undefined;
  const written = found[0].replace(TRAILING, '');
  const end = found.index + written.length;
  return isSecret(written, signed[1], text.slice(end, end + 3)) ? { begin: found.index, end } : undefined;
}

/** Text around a value and its word. */
interface Surroundings {
  readonly between: string;
  readonly after: string;
  readonly left: string;
}

function isToldIn(value: string, { between, after, left }: Surroundings, word: PasswordWord): boolean {
  const isDirect = DIRECT_SIGN.test(between) || (word.isJoined && between.trim() === '');
  if (PIN_VALUE.test(value)) return (isDirect || REMARKED.test(between)) && word.kind !== WordKind.Weak && !/\w$/.test(left);
  if (word.kind === WordKind.Pin) return false;
  if (looksLikePassword(value)) return word.kind !== WordKind.Weak || (isDirect && value.length >= 8 && /^[\w.~+/=-]+$/.test(value) && !namesSecret(value));
  // A label at the beginning of a line, and one word behind it up to the end of the line; code has types there.
  if (!isDirect || word.kind !== WordKind.Password || !/\n[^\n:=]{0,40}$/.test(left) || !/[:：]/.test(between)) return false;
  const isLabel = word.isJoined || /^[^a-z]/.test(word.name) || /^[a-z]+$/.test(value);
  return isLabel && /^[.!]?(?:\n|$)/.test(after) && looksLikeWord(value) && !namesSecret(value);
}

/** Without a sign only what can be nothing but a password counts. */
function isToldBare(value: string, word: PasswordWord, after: string): boolean {
  if (/^[(=:[.]/.test(after) || isStandIn(value)) return false;
  if (word.kind === WordKind.Pin) return /^\d{4,8}$/.test(value);
  if (word.kind === WordKind.Weak || namesSecret(value) || !looksLikePassword(value)) return false;
  return value.length >= 6 && /\d/.test(value) && /\p{L}/u.test(value) && !/[/\\<>{}()[\],;=:]/.test(value);
}

function isOnNextLine(value: string, between: string, word: PasswordWord, after: string): boolean {
  if (!/^(?:[.!?]?\s*(?:\n|$)|["'`”」*|\s]{1,3}$)/.test(after) && after !== '') return false;
  if (word.kind === WordKind.Weak || namesSecret(value) || isNoPassword(value)) return false;
  if (PIN_VALUE.test(value)) return word.kind === WordKind.Pin || /[:：]/.test(between);
  return word.kind === WordKind.Password && looksLikePassword(value) && !/[(){};,=:]/.test(value);
}
