// Secrets of forty kinds with the text around them, for tests that look for them afterwards. The same seed gives the same ones.
import { seededRandom } from '../../src/prediction/seededRandom';

/** A secret in its line, and the kind of file that holds such lines. */
export interface SecretSample {
  readonly kind: string;
  readonly fileName: string;
  readonly before: string;
  readonly secret: string;
  readonly after: string;
}

const SMALL = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const HEX = '0123456789abcdef';
const ALNUM = SMALL + SMALL.toUpperCase() + DIGITS;
const WORDS = ['zebra', 'kimchi', 'sonne', 'soleil', 'luna', 'vesna', 'sakura', 'lion', 'regen', 'tigre', 'monte', 'pizza', 'cactus', 'walrus'];

type Draw = (length: number, alphabet?: string) => string;
/** File, text before, secret (a word with digits if missing), text after. */
type Kind = readonly [file: string, before: string, secret?: ((draw: Draw) => string) | undefined, after?: string];

const KINDS: Readonly<Record<string, Kind>> = {
  'English sentence': ['notes.md', 'the wifi password is '],
  'English label': ['notes.md', 'Password: '],
  'German sentence': ['notizen.md', 'Das Passwort lautet '],
  'German label': ['notizen.md', 'Kennwort: '],
  'French label': ['notes-fr.md', 'mot de passe : '],
  'Spanish label': ['notas.md', 'contraseña: '],
  'Italian sentence': ['note.md', 'la password del server è '],
  'Portuguese label': ['notas-pt.md', 'senha: '],
  'Polish label': ['notatki.md', 'hasło: '],
  'Turkish label': ['notlar.md', 'şifre: '],
  'Russian label': ['zametki.md', 'пароль: '],
  'Korean label': ['memo.md', '비밀번호: '],
  'Korean sentence': ['memo.md', '와이파이 비밀번호는 ', undefined, '입니다'],
  'Japanese sentence': ['memo-ja.md', 'パスワードは', undefined, 'です'],
  'Chinese label': ['beiwang.md', '密码：'],
  'table row': ['table.md', '| password | ', undefined, ' |'],
  'quoted in code': ['app.ts', 'const dbPassword = "', undefined, '";'],
  'environment variable': ['run.sh', 'export DB_PASSWORD='],
  'setting in YAML': ['config.yaml', '  password: '],
  'setting in JSON': ['config.json', '  "api_key": "', (draw) => draw(20), '",'],
  'properties': ['app.properties', 'db.password='],
  'command of MySQL': ['run.sh', 'mysql -u root -p'],
  'command of curl': ['run.sh', 'curl -u admin:', undefined, ' https://example.org'],
  'command of sshpass': ['run.sh', 'sshpass -p ', undefined, ' ssh host'],
  'login of Docker': ['run.sh', 'docker login -u bob -p '],
  'address with a password': ['app.ts', 'connect("postgres://app:', undefined, '@db:5432/x");'],
  'connection string': ['app.cs', 'var c = "Server=db;User Id=sa;Password=', undefined, ';Database=x";'],
  'bearer token': ['server.log', 'GET /x Authorization: Bearer ', (draw) => `${draw(30)}7`],
  'GitHub token': ['app.ts', 'use("', (draw) => `ghp_${draw(36)}`, '");'],
  'Shopify token': ['app.ts', 'shop = "', (draw) => `shpat_${draw(32, HEX)}`, '"'],
  'unknown token': ['app.ts', 'call("foo_', (draw) => draw(64, HEX), '")'],
  'session in a log': ['server.log', 'session sess-', (draw) => draw(32, HEX)],
  'age key': ['keys.txt', 'AGE-SECRET-KEY-1', (draw) => draw(58, 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L')],
  'random base64': ['data.txt', 'blob ', (draw) => `a7B${draw(45)}`],
  'JSON web token': ['server.log', 'cookie ', (draw) => `eyJ${draw(30)}.eyJ${draw(40)}.${draw(43)}`],
  'payment card': ['bills.md', 'Card ', (draw) => cardNumber(`4539${draw(11, DIGITS)}`)],
  'bank account': ['bills.md', 'transfer to ', (draw) => iban(draw(18, DIGITS))],
  'Korean resident': ['memo.md', '주민등록번호 ', (draw) => `${70 + Number(draw(1, DIGITS))}0${1 + Number(draw(1, '01234567'))}1${draw(1, DIGITS)}-${draw(1, '12')}${draw(6, DIGITS)}`],
  'e-mail address': ['contacts.md', 'write to ', (draw) => `${draw(9, SMALL)}@${draw(7, SMALL)}.org`],
  'PIN': ['notes.md', 'PIN code: ', (draw) => draw(6, DIGITS)],
};

/** `count` secrets, evenly spread over the kinds. */
export function secretSamples(count: number, seed: number): SecretSample[] {
  const random = seededRandom(seed);
  const draw: Draw = (length, alphabet = ALNUM) => Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
  const kinds = Object.entries(KINDS);
  return Array.from({ length: count }, (_, i) => {
    const [kind, [fileName, before, secret = chosenPassword, after = '']] = kinds[i % kinds.length];
    return { kind, fileName, before, secret: secret(draw), after };
  });

  function chosenPassword(): string {
    const word = () => WORDS[Math.floor(random() * WORDS.length)];
    return word() + draw(4, DIGITS) + word();
  }
}

/** Number of kinds. */
export const SECRET_KINDS = Object.keys(KINDS).length;

function cardNumber(body: string): string {
  const sum = [...body].reverse().reduce((all, digit, i) => all + (i % 2 === 0 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)] : Number(digit)), 0);
  return body + String((10 - (sum % 10)) % 10);
}

function iban(body: string): string {
  const check = 98n - (BigInt(`${body}131400`) % 97n);
  return `DE${String(check).padStart(2, '0')}${body}`;
}
