// Tells values that people choose or machines make as secrets from placeholders, names, types and words of prose.
import { EMAIL } from './emailAddresses';

/** Text that stands for a value: a placeholder, a template, or nothing at all. */
const STAND_IN = /^(?:<[^<>]*>|\$\{[^}]*\}|\$\(.*|\{[^}]*\}|\{\{.*|\[[^\]]*\]|%[sd]|%[A-Z_]+%|\$[A-Z_]+|\*+|[x•●#?_-]+|\.+|…|\s*)$/i;
/** Words that say what kind of value belongs there. */
const SAYS_NO_VALUE = new RegExp(
  `^(?:${[
    'null|none|nil|undefined|true|false|yes|no|required|optional|mandatory|missing|invalid|incorrect|unknown|empty|unset|password|passphrase|username|secret|string|number|boolean|integer|function|bytearray|memoryview|readonly',
    'disabled|enabled|redacted|encrypted|encoded|hashed|plaintext|protected|sensitive|forbidden|generated|unchanged|variable|hidden|masked|default|random|example|changeme|placeholder|varchar|text|char|input|object|buffer|bytes',
    'erforderlich|obligatoire|requis|obligatorio|obligatoria|requerido|richiesto|obrigatório|obrigatória|wymagane|povinné|kötelező|zorunlu|gerekli|verplicht|krävs',
    'falsch|incorrecto|incorreta|errata|nieprawidłowe|обязательно|обязателен|неверный|vergessen|oubliée?|olvidada|dimenticata|esquecida',
  ].join('|')})$`,
  'i',
);
/** Dotted names, which lead to a value. */
const DOTTED_NAME = /^!?[A-Za-z_$][\w$]*(?:(?:\?|!)?\.[A-Za-z_$][\w$]*|\[\w+\])+[!;,)]*$/;
/** Names of constants, and numbers in hexadecimal. */
const CONSTANT = /^(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|0x[0-9A-Fa-f]{1,8})$/;
/** Types of numbers and strings, which have digits in their names. */
const TYPE = /^\w*(?:array|int\d+|float\d+|string|bytes?\d*)\w*$/i;
/** Names of methods, formats, versions and sizes, which have digits too. */
const TECHNICAL = new RegExp(
  `^(?:${[
    '(?:sha|md|aes|des|3des|rsa|ec|ecdsa|ed|hs|rs|es|ps|utf|ucs|base|oauth|openid|saml|ipv|http|tls|ssl|x|pbkdf|argon|bcrypt|scrypt|crypt|hmac|k\\d|win|ws|v|iso|rfc|ascii|latin|cp|fips|pkcs|p|s|h|w|q|id|id3|mp)[-_]?\\d+[a-z]{0,3}(?:[-_./]\\w{1,8}){0,4}',
    '\\d+(?:[-–.,]\\d+)?(?:st|nd|rd|th|px|em|rem|ms|s|m|h|d|kb|mb|gb|tb|bit|bits|bytes?|chars?|x|%|자리?|자|글자|文字|位|桁|字符|字元|회|번|개|년|월|일)?',
    '\\d{1,4}[-./]\\d{1,2}[-./]\\d{1,4}',
    '(?:\\d+\\.){2,}\\d+\\S{0,20}',
    '[A-Z]{2,10}-\\d{1,6}',
    'u\\+[0-9a-f]{4,6}',
  ].join('|')})$`,
  'iu',
);
/** Addresses, paths, calls and links, which are looked at elsewhere. */
const REFERENCE = /:\/\/|^[~.]{0,2}\/|^[\w.-]+\/[\w./-]*$|\(|^#\w+$|^@\w|^--?[a-z]|\]\(|^&\w+;$|\$\{/i;
const SIGN_INSIDE = /[A-Za-z0-9][!@#$%^&*+~][A-Za-z0-9]/;
const LETTERS_OF_ANY = /\p{L}/u;

/** Whether a value is only a placeholder. */
export function isStandIn(value: string): boolean {
  return STAND_IN.test(value);
}

/** Whether a value can be meant where nothing but a value can stand. */
export function isValue(value: string): boolean {
  return !STAND_IN.test(value) && !SAYS_NO_VALUE.test(value) && !DOTTED_NAME.test(value);
}

/** Whether a bare word of code looks chosen: bare words are names; digits and signs among letters make a password. */
export function looksChosen(value: string): boolean {
  return /[0-9!@#%^*+/=~?]/.test(value) && /[A-Za-z]/.test(value) && !TYPE.test(value) && !DOTTED_NAME.test(value);
}

export function isConstant(value: string): boolean {
  return CONSTANT.test(value);
}

/** Whether a word of prose looks like a password: letters mixed with digits or signs, or words joined by dashes. */
export function looksLikePassword(value: string): boolean {
  if (value.length < 5 || !LETTERS_OF_ANY.test(value) || isNoPassword(value)) return false;
  return /\d/.test(value) || SIGN_INSIDE.test(value);
}

/** Whether a value is something else than a password for sure. */
export function isNoPassword(value: string): boolean {
  if (value.includes(EMAIL)) return true;
  return STAND_IN.test(value) || SAYS_NO_VALUE.test(value) || DOTTED_NAME.test(value) || TECHNICAL.test(value) || REFERENCE.test(value) || TYPE.test(value) || CONSTANT.test(value);
}

/** Whether a value is one word that somebody may have chosen, though it has no digits: where a label says that a value follows. */
export function looksLikeWord(value: string): boolean {
  return /^[a-z]{8,64}$|^(?=.*[a-z])(?=.*[A-Z])[A-Za-z]{8,64}$/.test(value) && !isNoPassword(value);
}
