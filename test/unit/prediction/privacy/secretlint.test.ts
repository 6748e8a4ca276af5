// The rules of secretlint as an oracle: what they find in texts full of secrets is masked. Each sample is made after the format
// that a rule documents; the rules decide themselves what is a finding.
import assert from 'node:assert/strict';
import { extname } from 'node:path';
import { maskSecrets, SECRET } from '../../../../src/prediction/privacy/secrets';
import { seededRandom } from '../../../../src/prediction/seededRandom';

const random = seededRandom(14);
const SMALL = 'abcdefghijklmnopqrstuvwxyz';
const ALNUM = `${SMALL}${SMALL.toUpperCase()}0123456789`;
const URL64 = `${ALNUM}_-`;
const HEX = '0123456789abcdef';
const some = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)];
const drawn = (length: number, alphabet = ALNUM) => Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
const base64 = (text: string) => Buffer.from(text).toString('base64');
const pem = (kind: string) => {
  const body = (kind === 'OPENSSH ' ? 'b3BlbnNzaC1rZXktdjE' : 'MII') + drawn(between(140, 800), `${ALNUM}+/`);
  return `-----BEGIN ${kind}PRIVATE KEY-----\n${body.match(/.{1,64}/g)!.join('\n')}\n-----END ${kind}PRIVATE KEY-----`;
};

/** What a rule is about, and a sample with the part of it that must not survive. */
type Sample = readonly [text: string, secret: string];
const token = (text: string): Sample => [text, text];
const RULES: Readonly<Record<string, () => Sample>> = {
  'aws access key id': () => token(some(['AKIA', 'ASIA', 'ABIA', 'ACCA', 'AROA', 'AIDA', 'AGPA', 'AIPA', 'ANPA', 'ANVA']) + drawn(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')),
  'aws secret access key': () => {
    const secret = drawn(39, `${ALNUM}/+`) + drawn(1);
    return [`${some(['AWS_SECRET_ACCESS_KEY=', 'aws_secret_access_key = ', 'SecretAccessKey: ', '"SecretAccessKey": "', 'SECRET_ACCESS_KEY=>'])}${secret}`, secret];
  },
  'npm token': () => token(`npm_${drawn(36)}`),
  'npm settings': () => {
    const secret = drawn(36, `${HEX}-`);
    return [`//registry.example.org/:_authToken=${secret}`, secret];
  },
  'npm x-oauth-basic': () => {
    const secret = drawn(between(12, 40));
    return [`https://${secret}:x-oauth-basic@github.com/a/b`, secret];
  },
  slack: () => token(`${some(['xoxb', 'xoxp', 'xapp', 'xoxa', 'xoxo', 'xoxr'])}-${drawn(12, '0123456789')}-${drawn(12, '0123456789')}-${drawn(24)}`),
  'slack hook': () => {
    const secret = `T${drawn(8)}/B${drawn(8)}/${drawn(24)}`;
    return [`https://hooks.slack.com/services/${secret}`, secret];
  },
  'basic auth': () => {
    const secret = drawn(between(6, 20), `${ALNUM}-_`);
    return [`${some(['https', 'http', 'ftp'])}://${drawn(6, SMALL)}:${secret}@host-${drawn(4, SMALL)}.net/x`, secret];
  },
  openai: () => token(some([`sk-proj-${drawn(74, URL64)}T3BlbkFJ${drawn(74, URL64)}`, `sk-${drawn(20)}T3BlbkFJ${drawn(20)}`, `sk-svcacct-${drawn(58, URL64)}T3BlbkFJ${drawn(58, URL64)}`])),
  anthropic: () => token(`sk-ant-api03-${drawn(93, URL64)}AA`),
  groq: () => token(`gsk_${drawn(52)}`),
  'hugging face': () => token(`hf_${drawn(34, SMALL + SMALL.toUpperCase())}`),
  linear: () => token(`lin_api_${drawn(40)}`),
  notion: () => token(`ntn_${drawn(11, '0123456789')}${drawn(35)}`),
  'private key': () => {
    const key = pem(some(['', 'RSA ', 'EC ', 'DSA ', 'OPENSSH ']));
    return [key, key.split('\n')[1]];
  },
  'gcp key file': () => {
    const key = pem('').replaceAll('\n', '\\n');
    return [`{"type": "service_account", "private_key_id": "${drawn(40, HEX)}", "private_key": "${key}\\n"}`, key.split('\\n')[1]];
  },
  sendgrid: () => token(`SG.${drawn(22)}.${drawn(20)}${some(['-', '_'])}${drawn(22)}`),
  shopify: () => token(`${some(['shppa', 'shpca', 'shpat', 'shpss'])}_${drawn(32, HEX)}`),
  github: () => token(`${some(['ghp', 'gho', 'ghu', 'ghs', 'ghr'])}_${drawn(36, `${ALNUM}_`)}`),
  'github fine-grained': () => token(`github_pat_${drawn(82, `${ALNUM}_`)}`),
  gitlab: () => token(`glpat-${drawn(between(20, 60), URL64)}`),
  grafana: () => token(some([`glsa_${drawn(32)}_${drawn(8, HEX)}`, `glc_${drawn(120, `${ALNUM}+/`)}`])),
  '1password': () => {
    const body = base64(JSON.stringify({ email: `${drawn(12, SMALL)}@1passwordserviceaccounts.com`, muk: { alg: 'A256GCM', k: drawn(43) }, secretKey: `A3-${drawn(20)}`, srpX: drawn(64, HEX), signInAddress: 'my.1password.com', userAuth: { method: 'SRPg-4096', salt: drawn(22) } }));
    return token(`ops_${body}`);
  },
  'database address': () => {
    const secret = drawn(between(6, 30), `${ALNUM}!$*_-`);
    return [`${some(['mongodb', 'mongodb+srv', 'mysql', 'jdbc:mysql', 'postgres', 'postgresql'])}://${drawn(6, SMALL)}:${secret}@db.${drawn(6, SMALL)}.net/app`, secret];
  },
  vault: () => token(some([`hvs.${drawn(between(90, 120), URL64)}`, `hvb.${drawn(between(138, 300), URL64)}`, `hvr.${drawn(95, URL64)}`])),
  vercel: () => token(`${some(['vcp', 'vci', 'vca', 'vcr', 'vck'])}_${drawn(between(24, 60))}`),
  databricks: () => token(`dapi${drawn(32, HEX)}${some(['', '-2'])}`),
  docker: () => token(`dckr_pat_${drawn(27, URL64)}`),
  figma: () => token(`figd_${drawn(between(40, 80), URL64)}`),
};
const SAMPLES_OF_A_RULE = 30;
const AROUND: readonly (readonly [before: string, after: string])[] = [['', ''], ['the key is ', ' for now'], ['const a = "', '";'], ['"x": "', '",'], ['A=', ''], ['- `', '`'], ['비밀: ', ' 입니다'], ['(', ')'], ['curl -H "X: ', '"']];

interface Finding {
  readonly ruleId: string;
  /** Quotes what was found. */
  readonly message: string;
}

describe('the rules of secretlint', function () {
  this.timeout(120_000);
  let lint: (text: string, filePath: string) => Promise<readonly Finding[]>;

  before(async () => {
    const { lintSource } = await import('@secretlint/core');
    const { creator } = await import('@secretlint/secretlint-rule-preset-recommend');
    const rules = [{ id: '@secretlint/secretlint-rule-aws', options: { enableIDScanRule: true } }];
    lint = async (content, filePath) => {
      const options = { config: { rules: [{ id: 'preset', rule: creator, rules }] }, noPhysicFilePath: true };
      const { messages } = await lintSource({ source: { content, filePath, ext: extname(filePath), contentType: 'text' }, options });
      return messages;
    };
  });

  for (const [rule, sample] of Object.entries(RULES)) {
    it(`find nothing in a masked text that they find in the text: ${rule}`, async () => {
      const missed: string[] = [];
      let found = 0;
      for (let i = 0; i < SAMPLES_OF_A_RULE; i++) {
        const [secretText, secret] = sample();
        const [before, after] = rule === 'gcp key file' ? ['', ''] : some(AROUND);
        const text = `${before}${secretText}${after}\n`;
        const filePath = rule === 'npm settings' ? '/x/.npmrc' : '/x/sample.txt';
        const findings = await lint(text, filePath);
        if (findings.length > 0) found++;
        const masked = maskSecrets(text);
        const left = (await lint(masked, filePath)).filter(({ message }) => !message.includes(SECRET));
        if (masked.includes(secret) || left.length > 0) missed.push(`${text.trim()} -> ${masked.trim()}`);
      }
      assert.deepEqual(missed, []);
      assert.ok(found >= SAMPLES_OF_A_RULE / 2, `the rule finds ${found} of ${SAMPLES_OF_A_RULE} samples`);
    });
  }
});
