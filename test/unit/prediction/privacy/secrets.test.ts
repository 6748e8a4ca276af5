import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { maskSecrets } from '../../../../src/prediction/privacy/secrets';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const drawn = (length: number, alphabet = LETTERS) => fc.array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length }).map((all) => all.join(''));

/** Kinds of secrets, each with a generator of what must not survive. */
const KINDS: Record<string, { secret: fc.Arbitrary<string>; around?: [string, string] }> = {
  'Amazon access key': { secret: drawn(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789').map((tail) => `AKIA${tail}`) },
  'GitHub token': { secret: drawn(36).map((tail) => `ghp_${tail}`) },
  'fine-grained GitHub token': { secret: drawn(60).map((tail) => `github_pat_${tail}`) },
  'npm token': { secret: drawn(36).map((tail) => `npm_${tail}`) },
  'Slack token': { secret: drawn(24).map((tail) => `xoxb-1234567890-${tail}`) },
  'Google key': { secret: drawn(35).map((tail) => `AIza${tail}`) },
  'Stripe key': { secret: drawn(24).map((tail) => `sk_live_${tail}`) },
  'JSON web token': { secret: fc.tuple(drawn(20), drawn(30), drawn(43)).map(([a, b, c]) => `eyJ${a}.eyJ${b}.${c}`) },
  'bearer token': { secret: drawn(28).map((token) => `${token}7`), around: ['Authorization: Bearer ', ''] },
  'password in quotes': { secret: drawn(9), around: ['password = "', '"'] },
  'password of several words': { secret: fc.tuple(drawn(6), drawn(7)).map((words) => words.join(' ')), around: ["dbPassword: '", "',"] },
  'password in YAML': { secret: drawn(8).map((word) => `${word}1`), around: ['password: ', ''] },
  'key in JSON': { secret: drawn(20), around: ['"api_key": "', '",'] },
  'key in a shell': { secret: drawn(15).map((word) => `${word}9`), around: ['export CLIENT_SECRET=', ''] },
  'token in quotes': { secret: drawn(18).map((word) => `${word}5`), around: ['const accessToken = `', '`;'] },
  'password in an address': { secret: drawn(12), around: ['postgres://elman:', '@localhost:5432/db'] },
  'password in a connection string': { secret: drawn(12), around: ['"Server=db;User Id=sa;Password=', ';Database=x"'] },
  'storage key': { secret: drawn(86), around: ['"AccountName=x;AccountKey=', '==;Suffix=y"'] },
  'hexadecimal key': { secret: fc.integer().map((n) => createHash('sha256').update(String(n)).digest('hex')) },
  'e-mail address': { secret: fc.tuple(drawn(7), drawn(6, 'abcdefghij')).map(([name, host]) => `${name}@${host}.co.uk`) },
  'private key': { secret: drawn(64), around: ['-----BEGIN RSA PRIVATE KEY-----\n', '\n-----END RSA PRIVATE KEY-----'] },
  'private key without its end': { secret: drawn(64), around: ['-----BEGIN PRIVATE KEY-----\n', '\n\nthen text'] },
};

/** Lines with a secret that is easily overlooked, each with what must not survive. */
const OVERLOOKED: readonly (readonly [string, string])[] = [
  ['DB_PASSWORD=swordfish', 'swordfish'], ['password: correcthorsebattery', 'correcthorsebattery'], ['  - admin_password: swordfish', 'swordfish'],
  ['export API_KEY=abcdefghijklmnopqrstuvwxyz', 'abcdefghijklmnopqrstuvwxyz'], ['db.password=swordfish', 'swordfish'], ['GITHUB_TOKEN=swordfish', 'swordfish'],
  ['{ password: hunter2, x: 1 }', 'hunter2'], ['{ x: 1, password: hunter2 }', 'hunter2'], ['client_secret=abcDEF123,', 'abcDEF123'], ['password: hunter_2', 'hunter_2'], ['PASSWORD=hunter22 npm start', 'hunter22'],
  ['password=hunter22&user=x', 'hunter22'], ['https://example.org/?user=x&password=swordfish&y=z', 'swordfish'], ['otpauth://totp/x?secret=ABCDEFGHIJKLMNOP&issuer=y', 'ABCDEFGHIJKLMNOP'],
  ['login --password hunter22', 'hunter22'], ['login --password=hunter22 --now', 'hunter22'], ["login --password 'swordfish'", 'swordfish'], ['ENV PASSWORD hunter22', 'hunter22'], ['ENV DB_PASSWORD swordfish', 'swordfish'],
  ['<password>hunter22</password>', 'hunter22'], ['  <db:password>swordfish</db:password>', 'swordfish'], ['curl -u admin:hunter22 https://example.org', 'hunter22'], ['curl -s --user "admin:swordfish" x', 'swordfish'],
  ['"password": 12345678', '12345678'], ['"password": 12345678,', '12345678'], ['api_key=sk_live_abc', 'sk_live_abc'],
  ['7h3k9q2m5x8v1c4b6n0z7l3j9p2r5t8w1y4d6f0s', '7h3k9q2m5x8v1c4b6n0z7l3j9p2r5t8w1y4d6f0s'], ['JBSWY3DPEHPK3PXPGEZDGNBVGY3TQOJQ', 'JBSWY3DPEHPK3PXPGEZDGNBVGY3TQOJQ'], ['totp: JBSWY3DPEHPK3PXP', 'JBSWY3DPEHPK3PXP'],
  ['müller@example.net', 'müller'], ['홍길동@example.co.kr', '홍길동'], ['a@例え.jp', '例え.jp'], ['연락처: 홍길동@회사.한국', '회사'], ['jose\u0301@example.net', 'jose'],
];

/** Text that must stay as it is: code about secrets, and names that are long. */
const HARMLESS = [
  'const password = getPassword();', 'password: string;', 'password?: string | undefined,', 'def login(user, password=None):', 'self.password = password', 'if (password === other) {',
  'token = self.next_token()', 'const token: Token = peek();', "case 'token': return;", 'token: "identifier"', 'secret = os.environ["SECRET"]', 'apiKey: process.env.API_KEY,', 'password = "${PASSWORD}"', 'password: "<password>"', 'password = ""',
  'import { a } from "@tanstack/query-core";', 'npm install rxjs@7.8.2', '@Component({})', 'email: user@localhost', 'https://example.org/a/b?c=d', 'http://localhost:8080/@scope/name',
  'GetL2HashFromPriorityOpErrorType', 'requiredL1ToL2GasPerPubdataLimit', 'X-Amz-Server-Side-Encryption-Customer-Key-Md5', 'https://github.com/microsoft/vscode-languageserver-node/blob/main/server/src/common/textDocuments.ts',
  "if (text.startsWith('-----BEGIN PRIVATE KEY-----')) {\n  parse(text);\n}", 'src/components/forms/inputs/TextInputWithLabel2.tsx', '=================================================', '--------------------------------------------------', '0000000000000000000000000000000000000000',
  'const password = input.value', 'password = getPassword()', 'function f(apiKey) {}', 'type: password', 'type="password"', 'function f(password: string, token: Token) {}', 'f(password=password, user=user)', 'password: String,', 'password: hash,', 'password: Password',
  'password: required', '"token": 12345678', 'PASSWORD_MIN_LENGTH = 8', 'API_KEY_LIFETIME = 31536000', 'SUBMIT_PASSWORD = 100004', 'USERNAME_PASSWORD: 0x02,', 'password: RESET_PASSWORD_V2,', 'PASSWORD=$1', 'PASSWORD=${PASSWORD}', 'API_KEY=xxxx', 'API_KEY=process.env.API_KEY;', 'if (token == 12345678) {', 'the --password option', '--password <password>', '<Password>{value}</Password>',
  '<label for="password">Password</label>', '<secret> and more</b>', 'curl -u $USER:$PASSWORD', 'curl -s https://example.org', 'self.secret = secret', 'secret: SecretStr', 'let token = tokens.next();', 'docker run -u user:group', 'ENV NODE_ENV production',
  '그는 나에게@말했다', 'x@y', 'antidisestablishmentarianismandmore', 'aarch64unknownlinuxgnuandsomethingelse', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  'Bearer authentication is described below', '비밀번호를 입력하세요: 여기', 'The secret of happiness: freedom.', '550e8400-e29b-41d4-a716-446655440000', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
];

describe('masking secrets', () => {
  for (const [kind, { secret, around: [before, after] = ['', ''] }] of Object.entries(KINDS)) {
    it(`masks a ${kind}`, () => {
      fc.assert(fc.property(secret, fc.constantFrom('', 'let a = 1;\n', '설정\n'), fc.constantFrom('\n', '\nlet b;\n'), (value, head, tail) => {
        const masked = maskSecrets(head + before + value + after + tail);
        assert.ok(!masked.includes(value), masked);
        assert.ok(masked.startsWith(head) && masked.endsWith(tail), masked);
      }));
    });
  }

  for (const [line, secret] of OVERLOOKED) {
    it(`masks ${line}`, () => {
      for (const text of [line, `text before\n${line}\ntext behind\n`]) assert.ok(!maskSecrets(text).includes(secret), maskSecrets(text));
    });
  }

  for (const text of HARMLESS) it(`leaves ${text}`, () => assert.equal(maskSecrets(`${text}\n`), `${text}\n`));

  it('says what it put in place of what', () => {
    assert.equal(maskSecrets('mail kim.lee+x@mail.example.org or password="hunter2"'), 'mail name@example.com or password="<secret>"');
    assert.equal(maskSecrets('https://docs.example.com/presentation/d/1hsJLv1ieSqtXBzd5YZusY-mB8e1VJzaeOmh8Q4VeMio/edit'), 'https://docs.example.com/presentation/d/<secret>');
    assert.equal(maskSecrets('메일은kim@naver.com입니다'), '메일은name@example.com입니다');
    assert.equal(maskSecrets('redis://:s3cr3t@host/0'), 'redis://:<secret>@host/0');
    assert.equal(maskSecrets('{"password": "a\\"b", "user": "x"}'), '{"password": "<secret>", "user": "x"}');
    assert.equal(maskSecrets('-----BEGIN PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nabcd\n-----END PRIVATE KEY-----\n'), '-----BEGIN PRIVATE KEY-----\n<secret>\n-----END PRIVATE KEY-----\n');
  });

  it('finds nearly every random string of base64', () => {
    const strings = Array.from({ length: 500 }, () => randomBytes(36).toString('base64'));
    const missed = strings.filter((text) => maskSecrets(`key ${text} end`).includes(text.slice(0, 40)));
    assert.ok(missed.length <= 10, `${missed.length} of 500 missed`);
  });

  it('masks tokens with any prefix, and random parts of a run', () => {
    const hexadecimal = createHash('sha256').update('x').digest('hex');
    const random = 'a8F3kd92Mzx7Lw1q5Tb0';
    const texts: [text: string, secret: string][] = [
      [`foo_${hexadecimal}`, hexadecimal], [`sess-${hexadecimal.slice(0, 32)}`, hexadecimal.slice(0, 32)], [`my-app.${hexadecimal}`, hexadecimal], [`key_live_${random}`, random], [`prefix-${random}-suffix`, random], [`x/y/z-${random}`, random],
      ['a8f3kd92.mzx7lw1q.5tb0c4d6.e7f8g9h1', 'mzx7lw1q'], ['8f3kd92m_zx7lw1q5_tb0c4d6e_7f8g9h1k', 'zx7lw1q5'], ['ntn_12345678901aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789', 'aBcDeFgH'], ['glrt-t3_aBcDeFgHiJkLmNoPqRsT', 'aBcDeFgH'],
      ['AGE-SECRET-KEY-1QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHCE', 'QPZRY9X8'], ['dckr_pat_aBcDeFgHiJkLmNoPqRsTuVwXyZ0', 'aBcDeFgH'], ['123456789:AAaBcDeFgHiJkLmNoPqRsTuVwXyZ0123456', 'aBcDeFgH'], ['$2b$12$abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZ01234', 'ABCDEFGH'],
      ['W269N-WFGWX-YVC9B-4J6C9-T83GX', 'WFGWX'], ['~8Q~aBcDeFgHiJkLmNoPqRsTuVwXyZ012345'.replace('~8', 'abc8'), 'aBcDeFgH'], ['https://discord.com/api/webhooks/123456789012345678/aBcDeFgHiJkLmNoPqRsTuVwXyZ', 'aBcDeFgH'],
    ];
    assert.deepEqual(texts.filter(([text, secret]) => maskSecrets(`use ${text} now\n`).includes(secret)).map(([text]) => text), []);
  });

  it('leaves the hash of an object that a web address names, and files that are embedded', () => {
    const hash = createHash('sha1').update('x').digest('hex');
    for (const text of [`https://github.com/a/b/blob/${hash}/src/x.ts#L1`, `https://github.com/a/b/commit/${hash}`, `https://example.org/a/b/-/tree/${hash}`, 'url(data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAYAAABzenr0AAAACX)', `0x${hash}`]) assert.equal(maskSecrets(text), text);
  });

  it('leaves its stand-ins alone when it reads them again', () => {
    const parts = [...Object.values(KINDS).map(({ secret, around: [before, after] = ['', ''] }) => secret.map((value) => before + value + after)), fc.constantFrom(...HARMLESS), fc.constantFrom(...OVERLOOKED.map(([line]) => line)), fc.string({ unit: 'grapheme' })];
    fc.assert(fc.property(fc.array(fc.tuple(fc.oneof(...parts), fc.constantFrom('\n', '\n\n'))), (pieces) => {
      const once = maskSecrets(pieces.flat().join(''));
      assert.equal(maskSecrets(once), once);
    }));
  });

  it('takes time in proportion to hostile text', () => {
    const hostile = ['password', 'password=', 'password="', '-----BEGIN PRIVATE KEY-----', 'a@', '@a.', 'eyJ', 'eyJaaaaaaaa.', '://a:', 'Bearer ', 'token: string', 'aB3', 'PASSWORD=', '<password>', '--password ', 'curl -u ', 'curl -u a:', 'password=a&', 'a@가.', 'a1', '/', '=', 'AccountKey=', 'sk-', 'passwordA_'];
    const further = [
      '비밀번호', '비밀번호 ', 'password is ', 'password | ', 'password,x\n', '|password|\n', 'mysql -p', 'echo a | ', 'net use ', 'docker login ', '1 ', '12-', 'DE12 ', 'card 1', 'SSN ', 'A1_', 'a.b1', '\\"', 'password \n', 'x=$1$', 'v1.',
      'password("', 'name=password value=', 'variable "password" {\n', 'pass pass ', 'mot de passe ', '4539148803436467 ', 'postgres://a:b', 'password: a1b2c3\n', 'password:\n', 'a1b2c3d4.', 'Password: "',
    ];
    for (const part of hostile) maskSecrets(part.repeat(Math.ceil(100_000 / part.length)));
    for (const part of further) maskSecrets(part.repeat(Math.ceil(100_000 / part.length)));
  }).timeout(60_000);
});
