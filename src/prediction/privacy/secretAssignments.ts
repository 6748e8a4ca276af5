// Values that a name beside them calls secret, in code, in data and in prose: password = "...", CLIENT_SECRET=..., Passwort: ...
import { ASSIGNMENT_FORMS, isQuotedSecret, type AssignmentForm } from './assignmentForms';
import type { PasswordWord } from './passwordWords';
import { passwordInProse } from './prosePasswords';
import type { Span } from './standIn';
import { passwordsInTable } from './tablePasswords';

/** How far left of a name its line is looked at. */
const LEFT_CHARACTERS = 64;
/** <password>...</password>; the value is what the second group holds. */
const ELEMENT = /<([\w:.-]{1,64})>([^<>\n]{4,500})<\/\1>/y;
const TAG_LEFT = /<[\w:.-]*$/;

/** Spans of the values of a text beside words for secrets, which are in order; the spans may overlap. */
export function findAssignments(text: string, words: readonly PasswordWord[]): Span[] {
  const spans: Span[] = [];
  let tableEnd = 0;
  for (const word of words) {
    if (word.begin >= tableEnd) {
      const table = passwordsInTable(text, word);
      spans.push(...table.spans);
      tableEnd = Math.max(tableEnd, table.end);
    }
    const value = valueOf(text, word);
    if (value) spans.push(value);
  }
  return spans;
}

function valueOf(text: string, word: PasswordWord): Span | undefined {
  const { begin } = word;
  const left = begin <= LEFT_CHARACTERS ? `\n${text.slice(0, begin)}` : text.slice(begin - LEFT_CHARACTERS, begin);
  for (const form of ASSIGNMENT_FORMS) {
    const value = valueIn(form, text, word, left);
    if (value) return value;
  }
  return elementAt(text, word, left) ?? passwordInProse(text, word, left);
}

function valueIn({ left: expected, sign, value, isSecret }: AssignmentForm, text: string, word: PasswordWord, left: string): Span | undefined {
  sign.lastIndex = word.end;
  const signed = sign.exec(text);
  if (!signed || (expected && !expected.test(left))) return undefined;
  value.lastIndex = sign.lastIndex;
  const found = value.exec(text);
  if (!found) return undefined;
  const literal = found.at(-1)!;
  const begin = found.index + found[0].indexOf(literal);
  return isSecret(literal, word, signed[1]) ? { begin, end: begin + literal.length } : undefined;
}

/** The text of an XML element that is named after a secret. */
function elementAt(text: string, word: PasswordWord, left: string): Span | undefined {
  const open = TAG_LEFT.exec(left);
  if (!open || text[word.end] !== '>') return undefined;
  ELEMENT.lastIndex = word.begin - open[0].length;
  const element = ELEMENT.exec(text);
  if (!element || !isQuotedSecret(element[2], word)) return undefined;
  const begin = word.end + 1;
  return { begin, end: begin + element[2].length };
}
