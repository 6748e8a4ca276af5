// Tokens that their issuers made recognisable by a prefix. The prefix stays out of sight too.
import { characterSet, visitLongRuns } from './longRuns';
import { formOf, type MarkedForm } from './markedForms';
import { spansOf, type Finder, type Span } from './standIn';

/** Body of a token: letters and digits, these with `_` and `-`, hexadecimal digits. */
const ALNUM = '[A-Za-z0-9]';
const URL64 = '[A-Za-z0-9_-]';
const HEX = '[A-Fa-f0-9]';
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** A digit comes soon, which words do not have. */
const WITH_DIGIT = '(?=[A-Za-z_-]{0,60}\\d)';

/** Prefixes, separated by blanks, and the body that follows them, by kind of issuer. */
const TOKENS: readonly (readonly [prefixes: string, body: string])[] = [
  // Amazon: keys and their identifiers.
  ['AKIA ASIA ABIA ACCA AGPA AIDA AROA AIPA ANPA ANVA', '[0-9A-Z]{16}(?![0-9A-Za-z])'],
  ['A3T', '[0-9A-Z]{17}(?![0-9A-Za-z])'],
  ['ABSK', '[A-Za-z0-9+/]{100,300}={0,2}'],
  ['bedrock-api-key-', `${URL64}{20,500}`],
  ['amzn.mws.', '[0-9a-f-]{36}'],
  ['amzn1.oa2-cs.v1.', `${HEX}{64}`],
  // Google, Alibaba, Tencent, Yandex.
  ['AIza', '[0-9A-Za-z_-]{30,40}'],
  ['ya29. GOCSPX- 1//0', `${URL64}{20,500}`],
  ['LTAI AKID', `${ALNUM}{12,40}(?!${ALNUM})`],
  ['AQVN', `${URL64}{35,60}`],
  ['t1.', '[A-Za-z0-9_-]{1,200}={0,2}\\.[A-Za-z0-9_-]{86}={0,2}'],
  // Code hosts and registries.
  ['ghp_ gho_ ghu_ ghs_ ghr_', '[A-Za-z0-9_]{20,255}'],
  ['github_pat_', '[A-Za-z0-9_]{22,255}'],
  ['glpat- glrt- glrtr- gldt- glptt- gloas- glcbt- glft- glimt- glagent- glsoat- glffct- glwt-', '[A-Za-z0-9_.-]{16,300}'],
  ['GR1348941', `${URL64}{16,60}`],
  ['_gitlab_session=', `${URL64}{20,100}`],
  ['npm_ CLOJARS_', '[A-Za-z0-9_]{30,255}'],
  ['pypi-', `${URL64}{40,500}`],
  ['rubygems_', `${HEX}{40,64}`],
  ['oy2', '[a-z0-9]{43}(?![a-z0-9])'],
  ['cio', `${ALNUM}{32}(?!${ALNUM})`],
  ['ATATT3 ATCTT3', '[A-Za-z0-9_=-]{60,255}'],
  ['ATBB', `${ALNUM}{24,60}`],
  ['BBDC-', '[A-Za-z0-9+/@_-]{40,60}'],
  ['dckr_pat_ dckr_oat_', `${URL64}{20,60}`],
  ['sgp_', '(?:[a-fA-F0-9]{16}_|local_)?[a-fA-F0-9]{40}'],
  ['AKCp AKCP cmVmd', `${ALNUM}{55,80}`],
  ['gitea_ gto_ sonar_ squ_ sqp_ sqa_ bkua_ bkaj_ bkpt_ sbp_ ts-api-key- ck_ cs_ pul- shippo_live_ shippo_test_', `${HEX}{40}`],
  ['snyk_uat. snyk_sat.', '[A-Za-z0-9_.-]{30,120}'],
  ['CCIPAT_', '[A-Za-z0-9_]{30,100}'],
  // Hosts and databases.
  ['dop_v1_ doo_v1_ dor_v1_', `${HEX}{40,255}`],
  ['HRKU-', `${URL64}{30,80}`],
  ['vcp_ vci_ vck_ vca_ vcr_', `${ALNUM}{20,60}`],
  ['nfp_ nfc_ nfo_ nfu_', `${ALNUM}{36,60}`],
  ['fo1_', '[\\w-]{40,60}'],
  ['fm1a_ fm1r_ fm2_', '[A-Za-z0-9+/=]{60,2000}'],
  ['rnd_', `${ALNUM}{28,40}`],
  ['dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.', `(?:[a-z0-9_-]{2,35}\\.)?${ALNUM}{40,44}`],
  ['pscale_tkn_ pscale_oauth_ pscale_pw_', '[\\w=.-]{32,64}'],
  ['sb_secret_ sb_publishable_', `${URL64}{20,60}`],
  ['v1.0-', `${HEX}{24}-${HEX}{140,150}`],
  ['tk-us-', '[\\w-]{40,60}'],
  ['4b1d', `${ALNUM}{38}(?!${ALNUM})`],
  ['napi_', '[a-z0-9]{60,70}'],
  ['dapi', `${HEX}{32}(?:-\\d)?(?!${HEX})`],
  ['hvs. hvb. hvr.', `${URL64}{20,300}`],
  ['s.', `(?=[A-Za-z]{0,23}\\d)${ALNUM}{24}(?!${ALNUM})`],
  ['nvapi-', `${URL64}{40,80}`],
  ['tskey-', '[A-Za-z0-9-]{10,80}'],
  ['sha256~', '[\\w-]{43}'],
  ['ico-', `${ALNUM}{32}`],
  ['dt0c01. dt0s01. dt0a01.', `${ALNUM}{24}\\.${ALNUM}{64}`],
  ['dnkey-', '[A-Za-z0-9=_-]{26}-[A-Za-z0-9=_-]{52}'],
  // Models and data science.
  ['sk-', `${WITH_DIGIT}${URL64}{20,255}`],
  ['hf_ api_org_', `${ALNUM}{30,255}`],
  ['r8_', `${ALNUM}{37}`],
  ['gsk_ xai- pplx-', `${ALNUM}{40,100}`],
  ['AQ.', `${URL64}{40,60}`],
  ['lsv2_pt_ lsv2_sk_', `${HEX}{32}_${HEX}{10}`],
  ['pcsk_', '[A-Za-z0-9_]{40,90}'],
  ['tgp_v1_ jina_ ollama_', `${URL64}{30,80}`],
  ['fw_', `${WITH_DIGIT}${ALNUM}{22,40}`],
  ['csk-', '[a-z0-9]{40,60}'],
  ['wandb_v1_', '[A-Za-z0-9_]{30,100}'],
  ['cl_ clr_ phc_ phx_', `${WITH_DIGIT}${ALNUM}{30,60}`],
  // Messengers and mail.
  ['xoxa- xoxb- xoxe- xoxo- xoxp- xoxr- xoxs- xoxd- xapp- xwfp-', '[A-Za-z0-9%-]{10,250}'],
  ['xoxe.xoxb- xoxe.xoxp-', '[A-Za-z0-9-]{20,250}'],
  ['SG.', '[\\w-]{16,128}\\.[\\w-]{16,255}'],
  ['key-', `${HEX}{32}(?!${HEX})`],
  ['xkeysib- xsmtpsib-', `${HEX}{64}-${ALNUM}{16}`],
  ['re_', '[A-Za-z0-9]{6,12}_[A-Za-z0-9]{20,30}'],
  ['mfa.', `${URL64}{80,95}`],
  ['SK AC', '(?=[a-f]{0,31}\\d)[a-f0-9]{32}(?![a-f0-9])'],
  ['EAA', `[A-Z]${ALNUM}{60,400}`],
  // Payments and shops.
  ['sk_live_ sk_test_ sk_prod_ rk_live_ rk_test_ rk_prod_ pk_live_ pk_test_ pk_prod_', `${ALNUM}{3,255}`],
  ['sk_ rk_ pk_', `${WITH_DIGIT}${ALNUM}{20,255}`],
  ['whsec_', '[A-Za-z0-9+/_]{20,80}=*'],
  ['shpat_ shpca_ shppa_ shpss_ shptka_ shpua_', `${ALNUM}{30,64}`],
  ['sq0atp- sq0csp- sq0idp-', `${URL64}{22,60}`],
  ['EAAA', `${URL64}{56,64}`],
  ['access_token$production$ access_token$sandbox$', '[a-z0-9]{16}\\$[a-f0-9]{32}'],
  ['live_ test_ live_pub_ test_pub_', `${HEX}{31,35}(?!${HEX})`],
  ['FLWSECK- FLWPUBK- FLWSECK_TEST- FLWPUBK_TEST-', `${ALNUM}{12,40}(?:-X)?`],
  ['EZAK EZTK', `${ALNUM}{54}`],
  ['duffel_test_ duffel_live_', '[A-Za-z0-9_=-]{40,50}'],
  ['access-sandbox- access-development- access-production-', UUID],
  ['rzp_live_ rzp_test_', `${ALNUM}{14}`],
  ['APP_USR- TEST-', '\\d{10,20}-\\d{6}-[a-f0-9]{32}-\\d{5,12}'],
  // Work tools.
  ['ntn_ secret_', `${WITH_DIGIT}${ALNUM}{40,60}`],
  ['lin_api_ lin_oauth_', '[A-Za-z0-9_]{32,128}'],
  ['figd_ figoh_ figor_ figu_', `${URL64}{30,200}`],
  ['PMAK-', `${HEX}{24}-${HEX}{34}`],
  ['PMAT-', `${ALNUM}{26}`],
  ['pat', `${ALNUM}{14}\\.${HEX}{64}`],
  ['pat. sat.', `${URL64}{22}\\.${ALNUM}{24}\\.${ALNUM}{20}`],
  ['glsa_ glc_', '[A-Za-z0-9+/_]{30,400}={0,2}'],
  ['NRAK- NRII- NRJS- NRRA- NRAA- NRSP- NRIQ-', '[A-Za-z0-9-]{19,40}'],
  ['sntrys_ sntryu_', '[A-Za-z0-9+/=_]{40,500}'],
  ['rdme_', '[a-z0-9]{60,80}'],
  ['API-', '[A-Z0-9]{26,32}(?![A-Za-z0-9])'],
  ['pnu_', `${ALNUM}{36}`],
  ['CFPAT-', `${URL64}{40,50}`],
  ['sm_aat_ sm_pat_ sm_sat_', `${ALNUM}{16}`],
  ['ops_ey', '[A-Za-z0-9+/=_-]{40,2000}'],
  ['p8e-', `${ALNUM}{32}`],
  ['fio-u-', '[A-Za-z0-9_=-]{64}'],
  ['tfp_', '[A-Za-z0-9_.=-]{40,64}'],
  ['s-s4t2ud- s-s4t2af-', `${HEX}{64}`],
  ['sc_ ext_ scauth_ authress_', `${ALNUM}{5,30}\\.${ALNUM}{4,6}\\.acc[_-][a-z0-9-]{10,32}\\.[A-Za-z0-9+/_=-]{30,120}`],
  ['sdk- mob- api-', UUID],
  ['b_ u_', '[A-Za-z0-9_-]{44}='],
  ['sl.', `${URL64}{100,2000}`],
  ['secret-token:', '[^\\s"\'`<>]{8,500}'],
  // Encryption: age, 1Password, wallets, NATS.
  ['AGE-SECRET-KEY-1 AGE-SECRET-KEY-PQ-1', '[A-Za-z0-9]{30,3000}'],
  ['AGE-PLUGIN-', '[A-Z0-9]{1,20}-1[A-Za-z0-9]{20,400}'],
  ['A3-', '[A-Z0-9]{6}-[A-Z0-9]{5,6}-?[A-Z0-9]{5}(?:-[A-Z0-9]{5}){2,3}'],
  ['xprv yprv zprv edsk', `${ALNUM}{50,112}`],
  ['nsec1', '[a-z0-9]{50,62}'],
  ['SA SN SO SC SU SX', '(?=[A-Z]{0,55}[2-7])[A-Z2-7]{56}(?![A-Z2-7])'],
  // JSON web tokens, also encoded once more, and tokens of Paseto, Fernet and Macaroon.
  ['eyJ', `${URL64}{8,4000}\\.[A-Za-z0-9_-]{8,8000}(?:\\.${URL64}{0,4000}){0,3}`],
  ['ZXlK', '[A-Za-z0-9+/_-]{40,4000}={0,2}'],
  ['v1.local. v2.local. v3.local. v4.local. v1.public. v2.public. v3.public. v4.public. gAAAAA MDAx', `${URL64}{40,4000}={0,2}`],
  // Hashes of passwords as systems store them.
  ['$1$ $2$ $2a$ $2b$ $2x$ $2y$ $5$ $6$ $y$ $7$ $gy$ $sha1$ $md5$ $apr1$ $P$ $H$ $S$ $argon2i$ $argon2d$ $argon2id$ $scrypt$ $pbkdf2$ $pbkdf2-sha256$ $pbkdf2-sha512$', '[A-Za-z0-9./$=,+_-]{20,300}'],
  ['{SSHA} {SHA} {MD5} {CRYPT} {SMD5} {SSHA256} {SSHA512} {SHA256} {SHA512}', '[A-Za-z0-9+/=$.]{20,200}'],
  ['pbkdf2_sha256$ pbkdf2_sha512$ pbkdf2:sha256: pbkdf2:sha512: scrypt:', '[A-Za-z0-9+/=$:.]{20,300}'],
];

const SIGNS = /[.*+?^${}()|[\]\\/-]/g;

/** Tokens that begin with what their issuer puts there. */
export const vendorForms: readonly MarkedForm[] = TOKENS.map(([prefixes, body]) => {
  const marks = prefixes.split(' ');
  return formOf(marks, new RegExp(`((?:${marks.map((mark) => mark.replace(SIGNS, '\\$&')).join('|')})${body})`));
});

/** Hooks that take messages from everybody who knows their address: Slack, Discord, Teams, Zapier, Google Chat, Telegram. */
export const hookForms: readonly MarkedForm[] = [
  formOf(['hooks.slack.com/', 'hooks.slack-gov.com/'], /hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/([A-Za-z0-9+/]{10,200})/),
  formOf(['discord.com/api/', 'discordapp.com/api/'], /discord(?:app)?\.com\/api\/(?:v\d{1,3}\/)?webhooks\/([0-9]{10,25}\/[\w-]{20,100})/),
  formOf(['webhook.office.com/'], /webhook\.office\.com\/webhookb2\/([A-Za-z0-9@/-]{30,300})/),
  formOf(['hooks.zapier.com/'], /hooks\.zapier\.com\/hooks\/catch\/([A-Za-z0-9/]{8,60})/),
  formOf(['chat.googleapis.com/'], /chat\.googleapis\.com\/v1\/spaces\/([^\s"'`<>]{20,300})/),
  formOf(['api.telegram.org/bot'], /api\.telegram\.org\/bot([0-9A-Za-z:_-]{20,80})/),
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
  // Telegram.
  [':AA', /(?<![A-Za-z0-9])(\d{8,10}:AA[A-Za-z0-9_-]{33})(?![A-Za-z0-9_-])/dg],
];

/** Tokens that are told by the shape of the whole: product keys of five groups of five, tokens of Discord's bots. */
const WHOLE_SHAPES = [/^(?=.*[0-9])(?=.*[A-Z])[A-Z0-9]{5}(?:-[A-Z0-9]{5}){4}$/, /^[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,45}$/];
const WHOLE_CHARACTERS = characterSet(/[A-Za-z0-9_.-]/);
const SHORTEST_WHOLE = 29;
const LONGEST_WHOLE = 100;

/** Spans of tokens that are recognised by a mark inside them or by their whole shape. */
export const shapedTokenFinders: readonly Finder[] = [
  ...INNER_MARKS.map(([mark, pattern]) => (text: string) => (text.includes(mark) ? spansOf(text, pattern) : [])),
  findWholeShapes,
];

function findWholeShapes(text: string): Span[] {
  const spans: Span[] = [];
  visitLongRuns(text, WHOLE_CHARACTERS, SHORTEST_WHOLE, (begin, end) => {
    if (end - begin > LONGEST_WHOLE) return;
    const token = text.slice(begin, end);
    if (WHOLE_SHAPES.some((shape) => shape.test(token))) spans.push({ begin, end });
  });
  return spans;
}
