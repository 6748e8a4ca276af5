// Numbers that identify: cards, accounts, citizens. The samples are computed with their check digits here, by other code than
// the one that is tested.
import assert from 'node:assert/strict';
import { maskSecrets } from '../../../../src/prediction/privacy/secrets';
import { seededRandom } from '../../../../src/prediction/seededRandom';

const random = seededRandom(7);
const digits = (count: number) => Array.from({ length: count }, () => Math.floor(10 * random())).join('');
/** The first ending that makes a number of `body` valid. */
function completed(body: string, endings: number, isValid: (number: string) => boolean): string {
  for (let ending = 0; ending < 10 ** endings; ending++) {
    const number = body + String(ending).padStart(endings, '0');
    if (isValid(number)) return number;
  }
  throw new Error(body);
}
const grouped = (number: string, sizes: readonly number[], separator: string) => {
  let at = 0;
  return sizes.map((size) => number.slice(at, (at += size))).filter(Boolean).join(separator);
};
const luhn = (number: string) => [...number].reverse().reduce((sum, digit, i) => sum + (i % 2 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][+digit] : +digit), 0) % 10 === 0;
const card = (prefix: string, length: number) => completed(prefix + digits(length - prefix.length - 1), 1, luhn);
function iban(country: string, body: string): string {
  const numeric = (text: string) => BigInt([...text].map((character) => parseInt(character, 36)).join(''));
  const check = 98n - (numeric(`${body}${country}00`) % 97n);
  return country + String(check).padStart(2, '0') + body;
}
const korean = (body: string) => body + ((11 - ([...body].reduce((sum, digit, i) => sum + +digit * [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5][i], 0) % 11)) % 10);
const dni = (number: string) => number + 'TRWAGMYFPDXBNJZSQVHLCKE'[+number % 23];
const cpf = (body: string) => {
  const check = (number: string) => ((([...number].reduce((sum, digit, i) => sum + +digit * (number.length + 1 - i), 0) * 10) % 11) % 10).toString();
  const first = check(body);
  return body + first + check(body + first);
};

/** By kind: how a number may be written. */
const NUMBERS: Readonly<Record<string, readonly string[]>> = {
  'payment cards': [card('4539', 16), grouped(card('5', 16).replace(/^5\d/, '51'), [16], ''), grouped(card('4', 16), [4, 4, 4, 4], ' '), grouped(card('4', 16), [4, 4, 4, 4], '-'), grouped(card('37', 15), [4, 6, 5], ' '), card('6011', 16), card('36', 14)].filter((number) => luhn(number.replace(/\D/g, ''))),
  'bank accounts': [iban('DE', digits(18)), grouped(iban('DE', digits(18)), [4, 4, 4, 4, 4, 2], ' '), iban('GB', `WEST${digits(14)}`), grouped(iban('FR', digits(23)), [4, 4, 4, 4, 4, 4, 3], ' '), iban('NL', `ABNA${digits(10)}`)],
  'Korean residents': [grouped(korean('900101123456'), [6, 7], '-'), korean('850315212345'), '900101-1234567', '210405-3123456', '010203-4123459'],
  'Spanish citizens': [dni('12345678'), dni(digits(8))],
  'Brazilian persons': [grouped(grouped(cpf('123456789'), [3, 3, 3, 2], '.'), [11, 1, 2], '').replace(/\.(\d\d)$/, '-$1')],
  others: ['RSSMRA85T10A562S', '123-45-6789', 'AB 12 34 56 C', '11010519491231002X', '2 55 08 14 168 025 38', '2341 2341 2346'],
};
/** Numbers that a word beside them gives away, though their check digits are wrong or missing. */
const LABELLED: readonly (readonly [line: string, number: string])[] = [
  ['주민등록번호: 9001011234567', '9001011234567'], ['여권번호 M12345678', 'M12345678'], ['계좌번호: 110-123-456789', '110-123-456789'], ['운전면허번호는 11-12-123456-78', '11-12-123456-78'], ['카드번호 1234 5678 9012 3456', '1234 5678 9012 3456'],
  ['My SSN is 123456789', '123456789'], ['passport number: 123456789', '123456789'], ['account no. 12345678', '12345678'], ['Steuer-ID: 12345678901', '12345678901'], ['PESEL 44051401359', '44051401359'], ['BSN: 111222333', '111222333'],
  ['マイナンバー：123456789018', '123456789018'], ['身份证号：110105194912310021', '110105194912310021'], ['Aadhaar 234123412346', '234123412346'], ['CPF 12345678909', '12345678909'], ['номер паспорта 45 09 123456', '45 09 123456'], ['DNI: 12345678', '12345678'],
  ['| IBAN | DE00 1234 5678 9012 3456 00 |', '1234 5678 9012'], ['CVC 123', '123'], ['SIN: 046 454 286', '046 454 286'],
];
/** Numbers that identify nobody. */
const HARMLESS = [
  '1700000000000', '2024-01-15 12:30:45', '3.14159265358979323846', '0.4539148803436467', '192.168.100.200', '+82 10-1234-5678', '(555) 123-4567', '9007199254740991', '4294967295', '1234567890123456', '978-3-16-148410-0', 'v20.20.2-1234567890',
  '550e8400-e29b-41d4-a716-446655440000', '4111.1111.1111.1111', 'order 20240115-1234567', 'lines 100200-300400', '#1234567890', '12 345 678 901 EUR', 'en-US,en;q=0.9', 'AB12CD34', '1,000,000,000,000',
];

describe('masking numbers that identify', () => {
  for (const [kind, numbers] of Object.entries(NUMBERS)) {
    it(`masks numbers of ${kind}`, () => {
      const around = (number: string) => [number, `Number ${number}.`, `a = "${number}";`, `| ${number} |`, `번호는 ${number}입니다`];
      const missed = numbers.flatMap(around).filter((text, i) => maskSecrets(`${text}\n`).includes(numbers[Math.floor(i / 5)]));
      assert.deepEqual(missed, []);
    });
  }

  it('masks numbers behind a word for them', () => {
    assert.deepEqual(LABELLED.filter(([line, number]) => maskSecrets(`${line}\n`).includes(number)).map(([line]) => line), []);
  });

  it('leaves other numbers', () => {
    assert.deepEqual(HARMLESS.map((text) => maskSecrets(`${text}\n`).trimEnd()), HARMLESS);
  });

  it('leaves nearly all numbers that only have the length of a card', () => {
    const numbers = Array.from({ length: 400 }, () => `1${digits(15)}`);
    assert.deepEqual(numbers.filter((number) => maskSecrets(number) !== number), []);
  });
});
