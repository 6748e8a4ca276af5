// Masks what must not be learned: e-mail addresses and strings that look like keys or passwords. A masked text holds
// fixed stand-ins that are visibly no secret and useless as one, so that whatever the network learns of them is harmless:
// `<secret>`, and an address at a domain reserved for examples (RFC 2606). Better one identifier too many than one key.
// Every search begins at a literal or a table look-up and is bounded to its right, so time grows with the text only.
import { maskEmails } from './emailAddresses';
import { isRandom, RANDOM_RUN_LENGTH } from './randomStrings';
import { maskAssignments } from './secretAssignments';

export const SECRET = '<secret>';

/** Tokens that their issuers made recognisable; the prefix stays out of sight too. */
const ISSUED_TOKENS = new RegExp([
  '\\b(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}(?![0-9A-Za-z])', // Amazon access key
  '\\bgh[pousr]_[A-Za-z0-9]{20,255}', 'github_pat_[A-Za-z0-9_]{22,255}', 'glpat-[A-Za-z0-9_-]{20,255}', // GitHub, GitLab
  '\\bnpm_[A-Za-z0-9]{30,255}', '\\bpypi-[A-Za-z0-9_-]{40,500}', '\\bhf_[A-Za-z0-9]{30,255}', '\\bdop_v1_[a-f0-9]{40,255}', // registries, hosts
  '\\bxox[abeoprs]-[A-Za-z0-9-]{10,250}', '\\bxapp-[A-Za-z0-9-]{10,250}', // Slack
  '\\bAIza[0-9A-Za-z_-]{35}', '\\bya29\\.[0-9A-Za-z_-]{20,500}', '\\bGOCSPX-[0-9A-Za-z_-]{20,255}', // Google
  '\\b(?:sk|rk|pk)_(?:live|test)_[0-9a-zA-Z]{3,255}', '\\b(?:sk|rk|pk|whsec)_(?:live_|test_)?[0-9a-zA-Z]{20,255}', '\\bsk-[A-Za-z0-9_-]{20,255}', '\\bSG\\.[\\w-]{16,64}\\.[\\w-]{16,255}', // Stripe, OpenAI, SendGrid
  '\\beyJ[A-Za-z0-9_-]{8,4000}\\.[A-Za-z0-9_-]{8,8000}(?:\\.[A-Za-z0-9_-]{0,4000})?', // JSON web token
].join('|'), 'g');
/** Cheap question before the expression above: nearly no file holds any of these. */
const TOKEN_MARKS = /AKIA|ASIA|ABIA|ACCA|gh[pousr]_|github_pat_|glpat-|npm_|pypi-|hf_|dop_v1_|xox[abeoprs]-|xapp-|AIza|ya29\.|GOCSPX-|[srp]k_|whsec_|sk-|SG\.|eyJ/;

const SLACK_HOOK = /hooks\.slack\.com\/services\/[A-Za-z0-9/]{10,200}/g;
/** Name and password in an address or a connection string. */
const URL_PASSWORD = /(:\/\/[^\s/:@'"`<>]{0,64}):([^\s/@'"`<>{}$]{1,128})@/g;
const AUTHORISATION = /\b(Bearer|Basic|Token|token)( +)([A-Za-z0-9._~+/-]{16,2000}={0,2})/g;
/** Keys and passwords among the parts of a connection string. */
const CONNECTION_PART = /\b((?:AccountKey|SharedAccessKey|SharedAccessSignature|sig)=)[A-Za-z0-9+/%_-]{16,500}={0,2}|(;[ \t]{0,4}(?:Pwd|Password)=)[^\s;'"`<>{}$]{1,500}/gi;
/** Name and password of a command that fetches. */
const CURL_USER = /(\bcurl\b[^\n]{0,300}?[ \t](?:-u|--user|--proxy-user)[ =]?["']?[^\s:"'`$]{1,64}:)[^\s"'`${}<>]{1,128}/g;
const HAS_DIGIT = /[0-9]/;

/** The text with stand-ins in place of secrets; a stand-in is not masked again. */
export function maskSecrets(text: string): string {
  let masked = maskPrivateKeys(text);
  if (TOKEN_MARKS.test(masked)) masked = masked.replace(ISSUED_TOKENS, SECRET);
  if (masked.includes('hooks.slack.com/services/')) masked = masked.replace(SLACK_HOOK, `hooks.slack.com/services/${SECRET}`);
  if (masked.includes('://')) masked = masked.replace(URL_PASSWORD, `$1:${SECRET}@`);
  if (masked.includes('curl')) masked = masked.replace(CURL_USER, `$1${SECRET}`);
  masked = masked.replace(AUTHORISATION, (all, scheme: string, gap: string, value: string) => (HAS_DIGIT.test(value) ? scheme + gap + SECRET : all));
  masked = masked.replace(CONNECTION_PART, (_, key?: string, password?: string) => (key ?? password) + SECRET);
  return maskRandomRuns(maskAssignments(maskEmails(masked), SECRET));
}

const KEY_BEGIN = '-----BEGIN ';
const KEY_END = '-----END ';
/** Longer than every private key. */
const LONGEST_KEY = 20_000;
const SHORTEST_KEY = 16;
const KEY_TEXT = /[A-Za-z0-9+/=\s\\]*/y;

/** What stands between the marks of a PEM block that names a private key; code that only names the mark is let be. */
function maskPrivateKeys(text: string): string {
  let masked = '';
  let done = 0;
  for (let begin = text.indexOf(KEY_BEGIN); begin >= 0; begin = text.indexOf(KEY_BEGIN, Math.max(done, begin + KEY_BEGIN.length))) {
    const markEnd = text.indexOf('-----', begin + KEY_BEGIN.length);
    if (markEnd < 0 || markEnd > begin + 100 || !text.slice(begin, markEnd).includes('PRIVATE KEY')) continue;
    const key = keyIn(text.slice(markEnd + 5, markEnd + 5 + LONGEST_KEY));
    if (key.trim().length < SHORTEST_KEY) continue;
    masked += text.slice(done, markEnd + 5) + (key.includes('\n') ? `\n${SECRET}\n` : SECRET);
    done = markEnd + 5 + key.length;
  }
  return masked + text.slice(done);
}

/** The key at the beginning of a text: up to the end mark; where that is missing, as far as it looks like one. */
function keyIn(text: string): string {
  const end = text.indexOf(KEY_END);
  if (end >= 0 && !/[(){};]/.test(text.slice(0, end))) return text.slice(0, end);
  KEY_TEXT.lastIndex = 0;
  return KEY_TEXT.exec(text)![0].split('\n\n')[0];
}

/** Long runs of base64 or hexadecimal digits that look random. */
function maskRandomRuns(text: string): string {
  let masked = '';
  let done = 0;
  for (let start = 0; start < text.length; ) {
    // Look at every 32nd character first: a run that long cannot lie between two that are none.
    if (!isRunCharacter(text.charCodeAt(start + RANDOM_RUN_LENGTH - 1))) {
      start += RANDOM_RUN_LENGTH;
      continue;
    }
    let begin = start + RANDOM_RUN_LENGTH - 1;
    while (begin > start && isRunCharacter(text.charCodeAt(begin - 1))) begin--;
    let end = begin;
    while (end < text.length && isRunCharacter(text.charCodeAt(end))) end++;
    if (end - begin >= RANDOM_RUN_LENGTH) {
      masked += text.slice(done, begin) + maskedRun(text.slice(begin, end));
      done = end;
    }
    start = end;
  }
  return masked + text.slice(done);
}

/** Words in front of a run that belong to an address or a query. */
const LEADING_WORDS = /^(?:[A-Za-z]?[a-z]*[/=])*/;

/** A random run as a whole, or, in a path or an address, those of its parts that are random. */
function maskedRun(run: string): string {
  const lead = LEADING_WORDS.exec(run)![0];
  if (lead && run.length - lead.length >= RANDOM_RUN_LENGTH) return lead + maskedRun(run.slice(lead.length));
  if (isRandom(run)) return SECRET;
  return /[/=]/.test(run) ? run.split(/([/=])/).map((part) => (part.length >= RANDOM_RUN_LENGTH && isRandom(part) ? SECRET : part)).join('') : run;
}

function isRunCharacter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39) || code === 0x2b || code === 0x2f || code === 0x3d || code === 0x2d || code === 0x5f;
}
