// Tokens that their issuers made recognisable by a prefix. The prefix stays out of sight too.
import { characterSet, visitLongRuns } from './longRuns';
import { spansOf, type Finder, type Span } from './standIn';

/** Body of a token: letters and digits, these with `_` and `-`, hexadecimal digits. */
const ALNUM = '[A-Za-z0-9]';
const URL64 = '[A-Za-z0-9_-]';
const HEX = '[A-Fa-f0-9]';

/** Prefixes that no word ends in, each with its body, by kind of issuer. */
const TOKENS: readonly (readonly [prefix: string, body: string])[] = [
  // Amazon: access keys and bearer keys.
  ['(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA)', '[0-9A-Z]{16}(?![0-9A-Za-z])'], ['ABSK', '[A-Za-z0-9+/]{100,300}={0,2}'], ['bedrock-api-key-', `${URL64}{20,500}`],
  // Alibaba, Tencent, Yandex, Google.
  ['LTAI', `${ALNUM}{12,30}(?!${ALNUM})`], ['AKID', `${ALNUM}{13,40}(?!${ALNUM})`], ['(?:AQVN|YC[A-Z]{2})', `${URL64}{35,60}`], ['t1\\.', '[A-Z0-9a-z_-]+[=]{0,2}\\.[A-Z0-9a-z_-]{86}[=]{0,2}'],
  ['AIza', '[0-9A-Za-z_-]{30,40}'], ['ya29\\.', `${URL64}{20,500}`], ['GOCSPX-', `${URL64}{20,255}`], ['1//0', `${URL64}{30,255}`],
  // Code hosts and registries.
  ['gh[pousr]_', `${ALNUM}{20,255}`], ['github_pat_', '[A-Za-z0-9_]{22,255}'], ['gl(?:pat|rt|rtr|dt|ptt|oas|cbt|ft|imt|agent|soat|ffct|wt)-', '[A-Za-z0-9_.-]{16,300}'], ['GR1348941', `${URL64}{16,60}`],
  ['_gitlab_session=', `${URL64}{20,100}`], ['npm_', `${ALNUM}{30,255}`], ['pypi-', `${URL64}{40,500}`], ['rubygems_', `${HEX}{40,64}`], ['CLOJARS_', `${ALNUM}{50,70}`], ['oy2', '[a-z0-9]{43}(?![a-z0-9])'],
  ['cio', `${ALNUM}{32}(?!${ALNUM})`], ['ATATT3', '[A-Za-z0-9_=-]{60,255}'], ['ATBB', `${ALNUM}{24,60}`], ['ATCTT3', '[A-Za-z0-9_=-]{60,255}'], ['BBDC-', '[A-Za-z0-9+/@_-]{40,60}'], ['dckr_(?:pat|oat)_', `${URL64}{20,60}`],
  ['sgp_', '(?:[a-fA-F0-9]{16}_|local_)?[a-fA-F0-9]{40}'], ['AKC[pP]', `${ALNUM}{60,80}`], ['cmVmd', `${ALNUM}{55,65}`], ['gitea_|gto_', `${HEX}{40}`],
  // Hosts and databases.
  ['do[opr]_v1_', `${HEX}{40,255}`], ['HRKU-', `${URL64}{30,80}`], ['vc[pikar]_', `${ALNUM}{20,60}`], ['nf[pcou]_', `${ALNUM}{36,60}`], ['fo1_', '[\\w-]{40,60}'], ['fm[12][ar]?_', '[A-Za-z0-9+/=]{60,2000}'],
  ['rnd_', `${ALNUM}{28,40}`], ['dp\\.(?:pt|st|ct|sa|scim|audit)\\.', `(?:[a-z0-9_-]{2,35}\\.)?${ALNUM}{40,44}`], ['pscale_(?:tkn|oauth|pw)_', '[\\w=.-]{32,64}'],
  ['sbp_', `${HEX}{40}`], ['sb_(?:secret|publishable)_', `${URL64}{20,60}`], ['v1\\.0-', `${HEX}{24}-${HEX}{140,150}`], ['tk-us-', '[\\w-]{40,60}'], ['4b1d', `${ALNUM}{38}(?!${ALNUM})`], ['napi_', '[a-z0-9]{60,70}'],
  ['dapi', `${HEX}{32}(?:-\\d)?(?!${HEX})`], ['hv[sbr]\\.', `${URL64}{20,300}`], ['s\\.', `(?=[A-Za-z]{0,23}\\d)${ALNUM}{24}(?!${ALNUM})`], ['nvapi-', `${URL64}{40,80}`], ['tskey-', '[A-Za-z0-9-]{10,80}'], ['pul-', `${HEX}{40}`],
  ['sha256~', '[\\w-]{43}'], ['ico-', `${ALNUM}{32}`], ['dt0[a-z]\\d\\d\\.', `${ALNUM}{24}\\.${ALNUM}{64}`], ['dnkey-', '[A-Za-z0-9=_-]{26}-[A-Za-z0-9=_-]{52}'],
  // Models and data science.
  ['sk-(?=[A-Za-z_-]{0,60}\\d)', `${URL64}{20,255}`], ['(?:hf_|api_org_)', `${ALNUM}{30,255}`], ['r8_', `${ALNUM}{37}`], ['gsk_', `${ALNUM}{40,60}`], ['xai-', `${ALNUM}{60,100}`], ['pplx-', `${ALNUM}{40,60}`], ['AQ\\.', `${URL64}{40,60}`],
  ['lsv2_(?:pt|sk)_', `${HEX}{32}_${HEX}{10}`], ['pcsk_', '[A-Za-z0-9_]{40,90}'], ['tgp_v1_', `${URL64}{40,60}`], ['fw_', `${ALNUM}{22,40}`], ['jina_', `${URL64}{40,80}`], ['csk-', '[a-z0-9]{40,60}'], ['wandb_v1_', '[A-Za-z0-9_]{30,100}'],
  ['ollama_', `${URL64}{30,80}`], ['clr?_', `${ALNUM}{32,60}`], ['phc_|phx_', `${ALNUM}{30,60}`],
  // Messengers and mail.
  ['xox[abeoprsd]-', '[A-Za-z0-9%-]{10,250}'], ['xoxe\\.xox[bp]-', '[A-Za-z0-9-]{20,250}'], ['xapp-', '[A-Za-z0-9-]{10,250}'], ['xwfp-', '[A-Za-z0-9-]{10,250}'], ['SG\\.', '[\\w-]{16,64}\\.[\\w-]{16,255}'], ['key-', `${HEX}{32}(?!${HEX})`],
  ['xkeysib-', `${HEX}{64}-${ALNUM}{16}`], ['xsmtpsib-', `${HEX}{64}-${ALNUM}{16}`], ['re_', '[A-Za-z0-9]{6,12}_[A-Za-z0-9]{20,30}'], ['\\d{8,10}:AA', `${URL64}{33}(?!${URL64})`], ['[MNO][A-Za-z0-9_-]{23,27}\\.', `${URL64}{6}\\.${URL64}{27,45}`],
  ['mfa\\.', `${URL64}{80,95}`], ['SK(?=[a-f]{0,31}\\d)', '[a-f0-9]{32}(?![a-f0-9])'], ['AC(?=[a-f]{0,31}\\d)', '[a-f0-9]{32}(?![a-f0-9])'], ['EAA[A-Z]', `${ALNUM}{60,400}`], 
  // Payments and shops.
  ['(?:sk|rk|pk)_(?:live|test|prod)_', `${ALNUM}{3,255}`], ['(?:sk|rk|pk|whsec)_', `(?=[A-Za-z]{0,60}\\d)${ALNUM}{20,255}`], ['whsec_', '[A-Za-z0-9+/]{24,80}=*'], ['shp(?:at|ca|pa|ss|tka|ua)_', `${ALNUM}{30,64}`],
  ['sq0(?:atp|csp|idp)-', `${URL64}{22,60}`], ['EAAA', `${URL64}{56,64}`], ['access_token\\$(?:production|sandbox)\\$', '[a-z0-9]{16}\\$[a-f0-9]{32}'], ['(?:live|test)_(?:pub_)?', `${HEX}{31,35}(?!${HEX})`], ['FLW(?:SECK|PUBK)(?:_TEST)?-', `${ALNUM}{12,40}(?:-X)?`],
  ['EZ[AT]K', `${ALNUM}{54}`], ['duffel_(?:test|live)_', '[A-Za-z0-9_=-]{40,50}'], ['shippo_(?:live|test)_', `${HEX}{40}`], ['access-(?:sandbox|development|production)-', '[0-9a-f-]{36}'], ['rzp_(?:live|test)_', `${ALNUM}{14}`],
  ['amzn\\.mws\\.', '[0-9a-f-]{36}'], ['amzn1\\.oa2-cs\\.v1\\.', `${HEX}{64}`], ['TEST-|APP_USR-', '\\d{10,20}-\\d{6}-[a-f0-9]{32}-\\d{5,12}'], ['ts-api-key-|ck_|cs_', `${HEX}{40}`],
  // Work tools.
  ['(?:ntn|secret)_', `(?=[A-Za-z]{0,60}\\d)${ALNUM}{40,60}`], ['lin_(?:api|oauth)_', '[A-Za-z0-9_]{32,128}'], ['fig(?:d|oh|or|u)_', `${URL64}{30,200}`], ['PMAK-', `${HEX}{24}-${HEX}{34}`], ['PMAT-', `${ALNUM}{26}`], ['pat[A-Za-z0-9]{14}\\.', `${HEX}{64}`],
  ['(?:pat|sat)\\.', `${URL64}{22}\\.${ALNUM}{24}\\.${ALNUM}{20}`], ['gl(?:sa|c|eyJ)_', '[A-Za-z0-9+/_]{30,400}={0,2}'], ['NR(?:AK|II|JS|RA|AA|SP|IQ)-', '[A-Za-z0-9-]{19,40}'], ['sntry[su]_', '[A-Za-z0-9+/=_]{40,500}'], ['rdme_', '[a-z0-9]{60,80}'],
  ['API-', '[A-Z0-9]{26,32}(?![A-Za-z0-9])'], ['pnu_', `${ALNUM}{36}`], ['CFPAT-', `${URL64}{40,50}`], ['sm_(?:aat|pat|sat)_', `${ALNUM}{16}`], ['ops_ey', '[A-Za-z0-9+/=_-]{40,2000}'], ['p8e-', `${ALNUM}{32}`], ['fio-u-', '[A-Za-z0-9_=-]{64}'],
  ['typeform_|tfp_', '[A-Za-z0-9_.=-]{40,64}'], ['s-s4t2(?:ud|af)-', `${HEX}{64}`], ['(?:sc|ext|scauth|authress)_', `${ALNUM}{5,30}\\.${ALNUM}{4,6}\\.acc[_-][a-z0-9-]{10,32}\\.[A-Za-z0-9+/_=-]{30,120}`],
  ['sonar_|squ_|sqp_|sqa_', `${HEX}{40}`], ['snyk_(?:uat|sat)\\.', '[A-Za-z0-9_.-]{30,120}'], ['CCIPAT_', '[A-Za-z0-9_]{30,100}'], ['bkua_|bkaj_|bkpt_', `${HEX}{40}`], ['LDAP_|sdk-|mob-|api-', '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'],
  ['b_|u_', '[A-Za-z0-9]{44}='], ['sl\\.', `${URL64}{100,2000}`], ['secret-token:', '[^\\s"\'`<>]{8,500}'],
  // Encryption: age, 1Password, SSH certificates' extended keys.
  ['AGE-SECRET-KEY-(?:PQ-)?1', '[A-Za-z0-9]{40,100}'], ['AGE-PLUGIN-[A-Z0-9]{1,20}-1', '[A-Za-z0-9]{20,400}'], ['A3-', '[A-Z0-9]{6}-[A-Z0-9]{5,6}-?[A-Z0-9]{5}(?:-[A-Z0-9]{5}){2,3}'], ['[xyz]prv', `${ALNUM}{100,112}`], ['edsk|EDSK', `${ALNUM}{50,100}`],
  ['(?:nsec1|SP[A-Z]?1)', '[a-z0-9]{50,62}'], ['S[ANOCUX](?=[A-Z]{0,55}[2-7])', '[A-Z2-7]{56}(?![A-Z2-7])'],
  // JSON web tokens, also encoded once more, and tokens of Paseto, Macaroon and Fernet.
  ['eyJ', `${URL64}{8,4000}\\.[A-Za-z0-9_-]{8,8000}(?:\\.${URL64}{0,4000}){0,3}`], ['ZXlK', '[A-Za-z0-9+/_-]{40,4000}={0,2}'], ['v[1-4]\\.(?:local|public)\\.', `${URL64}{40,4000}`], ['gAAAAA', `${URL64}{80,4000}={0,2}`], ['MDAx', '[A-Za-z0-9+/_-]{60,4000}'],
  // Hashes of passwords as systems store them.
  ['\\$(?:1|2[abxy]?|5|6|y|7|gy|sha1|md5|apr1|P|H|S|argon2(?:id?|d)|scrypt|pbkdf2(?:-sha\\d+)?)\\$', '[A-Za-z0-9./$=,+_-]{20,300}'], ['\\{(?:SSHA|SHA|MD5|CRYPT|SMD5|SSHA\\d{3}|SHA\\d{3})\\}', '[A-Za-z0-9+/=$.]{20,200}'],
  ['pbkdf2(?:_|:)sha\\d+[$:]', '[A-Za-z0-9+/=$:.]{20,300}'],
];

/** Tokens whose mark stands inside, each with that mark: without it the expression is not run. */
const INNER_MARKS: readonly (readonly [mark: string, pattern: RegExp])[] = [
  // Client secret of Microsoft Entra.
  ['Q~', /(?<![\w~.-])([A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34})/dg],
  // Terraform Cloud.
  ['.atlasv1.', /(?<![A-Za-z0-9])([A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70})/dg],
  // Mailchimp.
  ['-us', /(?<![A-Za-z0-9])([a-f0-9]{32}-us\d{1,2})(?!\w)/dg],
  // MaxMind.
  ['_mmk', /(?<![A-Za-z0-9])([A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk)/dg],
];
/** Product keys: five groups of five capitals and digits. */
const PRODUCT_KEY = /^[A-Z0-9]{5}(?:-[A-Z0-9]{5}){4}$/;
const PRODUCT_KEY_CHARACTERS = characterSet(/[A-Za-z0-9_-]/);
const PRODUCT_KEY_LENGTH = 29;

const ISSUED_TOKENS = new RegExp(`(?<![A-Za-z0-9])(${TOKENS.map(([prefix, body]) => `(?:${prefix})${body}`).join('|')})`, 'dg');

/** Hooks that take messages from everybody who knows their address: Slack, Discord, Teams, Zapier, Google Chat. */
const HOOKS = new RegExp(
  [
    'hooks\\.slack(?:-gov)?\\.com\\/(?:services|workflows|triggers)\\/([A-Za-z0-9+/]{10,200})',
    'discord(?:app)?\\.com\\/api\\/(?:v\\d+\\/)?webhooks\\/([0-9]{10,25}\\/[\\w-]{20,100})',
    '\\.webhook\\.office\\.com\\/webhookb2\\/([A-Za-z0-9@/-]{30,300})',
    'hooks\\.zapier\\.com\\/hooks\\/catch\\/([A-Za-z0-9/]{8,60})',
    'chat\\.googleapis\\.com\\/v1\\/spaces\\/([^\\s"\'`<>]{20,300})',
    'api\\.telegram\\.org\\/bot([0-9A-Za-z:_-]{20,80})',
  ].join('|'),
  'dg',
);

/** Characters of tokens; the shortest token has so many. */
const TOKEN_CHARACTERS = characterSet(/[A-Za-z0-9_.~$+/:=%{}!-]/);
const SHORTEST_TOKEN = 16;

/** Spans of tokens whose issuers made them recognisable by their beginning. */
export function findVendorTokens(text: string): Span[] {
  const spans: Span[] = [];
  visitLongRuns(text, TOKEN_CHARACTERS, SHORTEST_TOKEN, (begin, end) => {
    for (const span of spansOf(text.slice(begin, end), ISSUED_TOKENS)) spans.push({ begin: begin + span.begin, end: begin + span.end });
  });
  return spans;
}

/** Spans of tokens that are recognised by a mark inside them. */
export const markedTokenFinders: readonly Finder[] = [
  ...INNER_MARKS.map(([mark, pattern]) => (text: string) => (text.includes(mark) ? spansOf(text, pattern) : [])),
  findProductKeys,
];

function findProductKeys(text: string): Span[] {
  const spans: Span[] = [];
  visitLongRuns(text, PRODUCT_KEY_CHARACTERS, PRODUCT_KEY_LENGTH, (begin, end) => {
    const key = text.slice(begin, end);
    if (PRODUCT_KEY.test(key) && /[0-9]/.test(key) && /[A-Z]/.test(key)) spans.push({ begin, end });
  });
  return spans;
}

/** Spans of the secret part of the addresses of hooks. */
export function findHooks(text: string): Span[] {
  return /hook|googleapis|telegram/.test(text) ? spansOf(text, HOOKS) : [];
}
