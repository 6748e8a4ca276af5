// Numbers that identify because a word beside them says so: a passport, an account, a tax number. The word makes up for
// shapes that many other numbers have, and for check digits that a number does not have or that were mistyped.
import { formOf, type MarkedForm } from './markedForms';
import { spansOf, type Span } from './standIn';

/** Words for numbers that identify, by kind. Languages follow one another: English, Korean, Chinese, Japanese, European ones. */
const LABELS = [
  // Payment cards and their security codes.
  '(?:credit |debit |bank )?card (?:number|no\\.?)', 'card', 'cc(?: ?number)', '(?:신용|체크)?카드 ?번호', '卡号', '信用卡号?', '卡號', 'カード番号', 'Kartennummer',
  'num[eé]ro de carte', 'n[uú]mero de (?:tarjeta|cart[aã]o)', 'numero (?:di|della) carta', 'numer karty', 'номер карты', 'kart numaras[ıi]', 'k[aá]rtyasz[aá]m', '[cč][ií]slo karty',
  // Bank accounts.
  '(?:bank )?account (?:number|no\\.?)', 'acct(?: no)?\\.?', 'routing number', 'IBAN', '계좌 ?번호', '계좌', '账号', '銀行帳號', '口座番号', 'Kontonummer', 'Konto-?Nr\\.?', 'num[eé]ro de compte',
  'n[uú]mero de (?:cuenta|conta)', 'numero di conto', 'numer konta', 'номер счета', '[cč][ií]slo [uú][cč]tu', 'hesap no', 'sz[aá]mlasz[aá]m',
  // Numbers of citizens and residents.
  'SSN', 'social security(?: number| no\\.?| #)?', 'SIN', 'social insurance number', 'NINO?', 'national insurance(?: number| no\\.?)?', 'national id(?: number)?', 'NHS (?:number|no\\.?)',
  '주민(?:등록)? ?번호', '주민등록', '외국인(?:등록)? ?번호', '身份证号?码?', '身份證字?號?碼?', '個人番号', 'マイナンバー', 'My ?Number', 'Aadhaar(?: number| no\\.?)?', 'PESEL', 'BSN', 'burgerservicenummer',
  'DNI', 'NIE', 'codice fiscale', 'num[eé]ro de s[eé]curit[eé] sociale', 'NIR', 'rodn[eé] [cč][ií]slo', 'TC ?kimlik(?: no)?', 'T\\.?C\\.? kimlik no', 'szem[eé]lyi sz[aá]m', 'СНИЛС', 'personnummer',
  // Tax numbers.
  'TFN', 'tax file number', 'TIN', 'tax (?:id|number|identification number)', 'ITIN', 'EIN', 'Steuer-?ID(?:entifikationsnummer)?', 'Steuer-?IdNr\\.?', 'IdNr\\.?', 'Steuernummer',
  'CPF', 'CNPJ', 'NIF', 'NIP', 'ИНН', 'vergi no', 'PAN', '사업자(?:등록)? ?번호', 'num[eé]ro fiscal', 'ad[oó]azonos[ií]t[oó]',
  // Passports, licences, insurance.
  'passport(?: number| no\\.?| #)?', "driver'?s? licen[sc]e(?: number| no\\.?)?", '여권 ?번호', '(?:운전)?면허 ?번호', '护照号?码?', '護照號?碼?', '旅券番号', 'パスポート番号', '免許証番号',
  'Reisepassnummer', 'Passnummer', 'Ausweisnummer', 'Personalausweis(?:nummer)?', 'num[eé]ro de passeport', 'n[uú]mero de pasaporte', 'numero (?:di|del) passaporto', 'numer paszportu',
  'паспорт', 'номер паспорта', 'pasaport no', '건강보험 ?번호', 'Sozialversicherungsnummer', 'SVNR',
];

/** A number of at least seven digits, perhaps in groups, perhaps with letters as passports have them. */
const NUMBER = /(?<![\w.])([A-Z]{0,4}\d[A-Z]?(?:[ ./-]?[A-Z]?\d){6,24}[A-Z]?)(?![\w@])/dg;
/** What stands between a word and its number: a remark in brackets, a sign, a particle, a short verb. */
const BETWEEN =
  '(?:\\([^()\\n]{1,20}\\))?[*_`"\']{0,3}[ \\t\\u00a0]{0,3}(?:[:：=#№|]|n[ro°º]\\.?:?|is|ist|est|es|è|é|to|는|은|は|是|为|為)?[ \\t\\u00a0]{0,4}[*_`"\']{0,3}';
const LABEL = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${LABELS.join('|')})${BETWEEN}$`, 'iu');
/** How far left of a number its word is looked for. */
const LEFT_CHARACTERS = 64;

/** Spans of the numbers in a run of digits and separators that stand behind a word for such numbers. */
export function labelledNumbersIn(text: string, begin: number, end: number): Span[] {
  const from = Math.max(0, begin - 1);
  const spans = spansOf(text.slice(from, end + 1), NUMBER).map((span) => ({ begin: from + span.begin, end: from + span.end }));
  return spans.filter((span) => LABEL.test(text.slice(Math.max(0, span.begin - LEFT_CHARACTERS), span.begin)));
}

/** Card security codes: three or four digits behind one of their names. */
export const securityCodeForms: readonly MarkedForm[] = [
  formOf(
    ['CVV', 'CVV2', 'CVC', 'CVC2', 'CID', 'card security code', '보안코드', '보안 코드', '安全码', 'セキュリティコード', 'Kartenprüfnummer', 'cryptogramme'],
    /[^\n\d:：=]{3,18}2?["'*]{0,2}[ \t]{0,2}(?:[:：=|]|is)?[ \t]{0,2}["']?(\d{3,4})(?![\w.])/i,
  ),
];
