// Numbers that identify a person, an account or a card. A number with check digits counts where they are right and its shape
// is rare; a number without them, or with only one, counts where a word beside it says what it is (labelledNumbers.ts).
// Phone numbers are let be: their shapes are those of many other numbers, and they are seldom secret.
import {
  isChineseResident, isCnpj, isCodiceFiscale, isCpf, isDate, isFrenchNir, isIban, isKoreanBusiness, isKoreanForeigner, isKoreanResident, isLuhn, isMod11Mod10,
  isSpanish, isVerhoeff,
} from './checkDigits';
import { characterSet, holdsDigits, visitLongRuns } from './longRuns';
import { labelledNumbersIn } from './labelledNumbers';
import { mergedSpans, spansOf, type Span } from './standIn';

/** A kind of number: its shape, and its check without separators. */
interface NumberKind {
  /** Text that all of them hold; without it the expression is not run. */
  readonly shape: RegExp;
  readonly isNumber: (compact: string, written: string) => boolean;
}

/** Nothing that a longer number, a decimal number or a name would have there. */
const BEFORE = '(?<![\\w.,-])(?<![\\w][/:+])';
const AFTER = '(?![\\w-]|[.,:/]\\d)';

const KINDS: readonly NumberKind[] = [
  // Payment card: 13 to 19 digits, as one or in groups of four, or 4-6-5 and 4-6-4.
  {
    shape: shapeOf('[2-6]\\d{12,18}|[2-6]\\d{3}([ \\u00a0-])\\d{4}\\1\\d{4}\\1\\d{1,4}(?:\\1\\d{3})?|3\\d{3}([ \\u00a0-])\\d{6}\\2\\d{4,5}'),
    isNumber: (digits) => isCardNumber(digits),
  },
  // Korean resident registration number: a date, a dash, and the century with the sex. Numbers issued since October 2020 have
  // no check digit, so a dash and a date are enough; without a dash the check digit or the new age decides.
  { shape: shapeOf('\\d{6} ?[-–] ?[1-8]\\d{6}|\\d{6}[1-8]\\d{6}'), isNumber: isKoreanNumber },
  // Korean business registration number.
  { shape: shapeOf('\\d{3}-\\d{2}-\\d{5}'), isNumber: (digits) => isKoreanBusiness(digits) },
  // Chinese resident identity number: place, date of birth, sequence, check character.
  { shape: shapeOf('[1-8]\\d{5}(?:19|20)\\d{9}[\\dXx]'), isNumber: (id) => isDate(id.slice(10, 12), id.slice(12, 14)) && isChineseResident(id) },
  // International bank account number, in groups of four or as one.
  { shape: shapeOf('[A-Z]{2}\\d{2}(?:[ \\u00a0-]?[A-Z0-9]{4}){2,7}(?:[ \\u00a0-]?[A-Z0-9]{1,3})?'), isNumber: (iban) => isIban(iban) },
  // Spanish identity number of citizens and of foreigners.
  { shape: shapeOf('(?:\\d{2}\\.?\\d{3}\\.?\\d{3}|[XYZ]-?\\d{7})[ -]?[A-HJ-NP-TV-Z]'), isNumber: (id) => isSpanish(id) },
  // Italian tax code.
  {
    shape: shapeOf('[A-Z]{6}\\d{2}[A-EHLMPRST]\\d{2}[A-Z]\\d{3}[A-Z]|[A-Z]{3} [A-Z]{3} \\d{2}[A-EHLMPRST]\\d{2} [A-Z]\\d{3}[A-Z]'),
    isNumber: (id) => isCodiceFiscale(id),
  },
  // French social security number: sex, year, month, place, order, key.
  { shape: shapeOf('[12] ?\\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\\d) ?(?:\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}'), isNumber: (id) => isFrenchNir(id) },
  // German tax identification number, in its groups of 2-3-3-3.
  { shape: shapeOf('[1-9]\\d \\d{3} \\d{3} \\d{3}'), isNumber: (digits) => isMod11Mod10(digits) },
  // Brazilian numbers of persons and of companies.
  { shape: shapeOf('\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}|\\d{9}-\\d{2}'), isNumber: (digits) => isCpf(digits) && new Set(digits).size > 1 },
  { shape: shapeOf('\\d{2}\\.\\d{3}\\.\\d{3}/\\d{4}-\\d{2}'), isNumber: (digits) => isCnpj(digits) && new Set(digits).size > 1 },
  // Indian Aadhaar number, in its groups of four; and the permanent account number, whose fourth letter tells the holder's kind.
  { shape: shapeOf('[2-9]\\d{3}([ -])\\d{4}\\1\\d{4}'), isNumber: (digits) => isVerhoeff(digits) },
  { shape: shapeOf('[A-Z]{3}[ABCFGHJLPT][A-Z]\\d{4}[A-Z]'), isNumber: () => true },
  // UK national insurance number.
  { shape: shapeOf('(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]'), isNumber: () => true },
  // US social security number, in its groups; 666, 000 and 9xx are no areas.
  { shape: shapeOf('(?!000|666|9)\\d{3}-(?!00)\\d{2}-(?!0000)\\d{4}'), isNumber: () => true },
  // Mexican CURP.
  { shape: shapeOf('[A-Z][AEIOUX][A-Z]{2}\\d{6}[HM][A-Z]{5}[A-Z0-9]\\d'), isNumber: (id) => isDate(id.slice(6, 8), id.slice(8, 10)) },
];

function shapeOf(shape: string): RegExp {
  return new RegExp(`${BEFORE}(?<number>${shape.replace(/\\([12])/g, (_, group) => `\\${Number(group) + 1}`)})${AFTER}`, 'dg');
}

const SEPARATORS = /[^A-Za-z0-9]/g;
/** Characters of numbers as people write them; the shortest number has so many. */
const NUMBER_CHARACTERS = characterSet(/[A-Z0-9 \u00a0./x–-]/);
const SHORTEST_NUMBER = 7;
/** Characters beside a run that expressions look at. */
const SURROUNDINGS = 2;
const FEWEST_DIGITS = 4;

/** Spans of the numbers in a text that identify. */
export function findIdentityNumbers(text: string): Span[] {
  const spans: Span[] = [];
  visitLongRuns(text, NUMBER_CHARACTERS, SHORTEST_NUMBER, (begin, end) => {
    if (!holdsDigits(text, begin, end, FEWEST_DIGITS)) return;
    const from = Math.max(0, begin - SURROUNDINGS);
    const run = text.slice(from, end + SURROUNDINGS);
    spans.push(...numbersIn(run).map((span) => ({ begin: from + span.begin, end: from + span.end })), ...labelledNumbersIn(text, begin, end));
  });
  return mergedSpans(spans);
}

function numbersIn(run: string): Span[] {
  return mergedSpans(KINDS.flatMap(({ shape, isNumber }) => spansOf(run, shape, (written) => isNumber(written.replace(SEPARATORS, ''), written))));
}

/** Lengths of the numbers of the card networks, by their first digits. */
const CARD_LENGTHS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^4/, [13, 16, 19]],
  [/^3[47]/, [15]],
  [/^3(?:0[0-5]|[689])/, [14, 16]],
  [/^35/, [16, 17, 18, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^(?:5[06-8]|6)/, [13, 14, 15, 16, 17, 18, 19]],
  [/^94/, [16]],
];

/** Whether digits are those of a payment card: a known network, its length, the check digit, and not one digit repeated. */
export function isCardNumber(digits: string): boolean {
  const lengths = CARD_LENGTHS.find(([prefix]) => prefix.test(digits))?.[1];
  return lengths?.includes(digits.length) === true && isLuhn(digits) && new Set(digits).size > 2;
}

function isKoreanNumber(digits: string, written: string): boolean {
  if (!isDate(digits.slice(2, 4), digits.slice(4, 6))) return false;
  if (digits.length < written.length || isKoreanResident(digits) || isKoreanForeigner(digits)) return true;
  return /[3478]/.test(digits[6]) && Number(digits.slice(0, 2)) >= 20 && Number(digits.slice(0, 2)) <= 40;
}
