// Values that a name beside them calls secret: password = "...", "api_key": "...", CLIENT_SECRET=... . Where code may stand,
// only literals are masked: an identifier, a call or a type right of such a name is no secret. Where only settings stand
// (environment variables, properties, queries, XML), every value is.

/** Names of secrets, at the end of an identifier or a quoted key. */
const NAME = /(?:pass(?:word|wd|phrase)|pwd|secret|(?:api|access|private|secret|signing|encryption|account)[_-]?key|credentials?|token|totp)(?![a-z])/gi;
/** Names of secrets by which a short word may be meant, such as a token of a grammar. */
const WEAK_NAME = /token$|credentials?$/i;
/** How far left of a name its line is looked at. */
const LEFT_CHARACTERS = 64;

/** A place where a name gives its value away; all expressions are bounded. */
interface Form {
  /** What stands left of the name, back to a line feed; anything if missing. */
  readonly left?: RegExp;
  /** Sticky: from the name to its value. The first group is the rest of the name. */
  readonly sign: RegExp;
  /** Sticky: the last group is the value. */
  readonly value: RegExp;
  readonly isSecret: (value: string, name: string, rest: string) => boolean;
}

/** From the name to its value in code: the rest of the key with its quote, perhaps a type, then the sign. */
const CODE_SIGN = /(_?[A-Z0-9_]{0,24})["'`]?\]?[ \t]{0,8}(?::[ \t]{0,4}(?:string|str|String)[ \t]{0,4}=|=>|:=|[:=](?![=:]))[ \t]{0,8}/y;
const EQUALS = /([\w-]{0,24})=(?![=>])/y;
const BLANK = /([A-Z0-9_]{0,24})[ \t]{1,8}/y;
const QUOTED = /(["'`])((?:(?!\1)[^\\\n]|\\.){1,500})\1/y;
/** An unquoted value in code or data: up to the end of the line, of the entry, or to a comment. */
const BARE = unquotedBefore('[ \\t]{0,20}(?:[\\n#;,}]|$)');
/** A word of a command line or a list of variables. */
const WORD = unquotedBefore('[\\s"\'`;,)&|]|$');
const END_OF_LINE = '[ \\t]{0,20}(?:\\n|$)';

const FORMS: readonly Form[] = [
  { sign: CODE_SIGN, value: QUOTED, isSecret: isQuotedSecret },
  { sign: CODE_SIGN, value: BARE, isSecret: isBareSecret },
  // PASSWORD=... before a command, in a list, after `export`
  { left: /(?:^|[^\w.$])[A-Z0-9_]*$/, sign: /([A-Z0-9_]{0,24})=(?!=)/y, value: WORD, isSecret: (value, name) => name === name.toUpperCase() && isValue(value) },
  // A line of properties: db.password=...
  { left: /\n(?:export[ \t]+)?[\w.-]*$/, sign: EQUALS, value: unquotedBefore(END_OF_LINE), isSecret: isValue },
  // One part of a query: password=...&user=...
  { sign: EQUALS, value: unquotedBefore('&'), isSecret: isValue },
  // A line of YAML with one word of small letters
  { left: /\n[ \t]*(?:-[ \t]+)?[\w.-]*$/, sign: /([_-]?[A-Z0-9_]{0,24})["']?:[ \t]{1,8}/y, value: unquotedBefore(END_OF_LINE, '[a-z]{8,500}'), isSecret: (value, name) => !WEAK_NAME.test(name) && isValue(value) },
  // --password ...
  { left: /(?:^|[\s"'`])--?[\w-]*$/, sign: /()[ \t=]{1,8}/y, value: QUOTED, isSecret: isQuotedSecret },
  { left: /(?:^|[\s"'`])--?[\w-]*$/, sign: /()[ \t=]{1,8}/y, value: WORD, isSecret: isBareSecret },
  // A line of a Dockerfile: ENV PASSWORD ...
  { left: /\n[ \t]*(?:ENV|ARG)[ \t]+\w*$/, sign: BLANK, value: WORD, isSecret: isValue },
];

/** <password>...</password>; the value is what the second group holds. */
const ELEMENT = /<([\w:.-]{1,64})>([^<>\n]{4,500})<\/\1>/y;
const TAG_LEFT = /<[\w:.-]*$/;

/** Text that stands for a value: a placeholder, a template, or nothing at all. */
const STAND_IN = /^(?:<[^<>]*>|\$\{[^}]*\}|\{[^}]*\}|%[sd]|\*+|x+|\.+|\s*)$/i;
/** Words that say what kind of value belongs there. */
const SAYS_NO_VALUE = /^(?:null|none|nil|undefined|true|false|required|optional|password|passphrase|username|string|number|boolean|function|bytearray|memoryview|readonly|disabled|redacted|encrypted|encoded|plaintext|protected|sensitive|forbidden|generated|unchanged|variable)$/i;
/** Dotted names, which lead to a value. */
const DOTTED_NAME = /^[A-Za-z_]+(?:\.[A-Za-z_]+)+$/;
/** Names of constants, and numbers in hexadecimal. */
const CONSTANT = /^(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|0x[0-9A-Fa-f]{1,8})$/;
/** Types of numbers and strings, which have digits in their names. */
const TYPE = /^\w*(?:array|int\d+|float\d+|string|bytes?\d*)\w*$/i;

function unquotedBefore(ending: string, value = '[^\\s"\'`,;(){}[\\]<>$&|]{4,500}'): RegExp {
  return new RegExp(`(${value})(?=${ending})`, 'y');
}

/** @param secret stand-in for the values. */
export function maskAssignments(text: string, secret: string): string {
  let masked = '';
  let done = 0;
  NAME.lastIndex = 0;
  for (let found = NAME.exec(text); found; found = NAME.exec(text)) {
    if (found.index < done) continue;
    const value = valueOf(text, found.index, found[0]);
    if (!value) continue;
    masked += text.slice(done, value.begin) + secret;
    done = value.end;
    NAME.lastIndex = done;
  }
  return masked + text.slice(done);
}

interface Span {
  readonly begin: number;
  readonly end: number;
}

function valueOf(text: string, at: number, name: string): Span | undefined {
  const left = at <= LEFT_CHARACTERS ? `\n${text.slice(0, at)}` : text.slice(at - LEFT_CHARACTERS, at);
  for (const form of FORMS) {
    const value = valueIn(form, text, at + name.length, name, left);
    if (value) return value;
  }
  return elementAt(text, at, name, left);
}

function valueIn({ left: expected, sign, value, isSecret }: Form, text: string, at: number, name: string, left: string): Span | undefined {
  sign.lastIndex = at;
  const signed = sign.exec(text);
  if (!signed || (expected && !expected.test(left))) return undefined;
  value.lastIndex = sign.lastIndex;
  const found = value.exec(text);
  if (!found) return undefined;
  const literal = found.at(-1)!;
  const begin = found.index + found[0].indexOf(literal);
  return isSecret(literal, name, signed[1]) ? { begin, end: begin + literal.length } : undefined;
}

/** The text of an XML element that is named after a secret. */
function elementAt(text: string, at: number, name: string, left: string): Span | undefined {
  const open = TAG_LEFT.exec(left);
  if (!open || text[at + name.length] !== '>') return undefined;
  ELEMENT.lastIndex = at - open[0].length;
  const element = ELEMENT.exec(text);
  if (!element || !isQuotedSecret(element[2], name)) return undefined;
  const begin = at + name.length + 1;
  return { begin, end: begin + element[2].length };
}

function isQuotedSecret(value: string, name: string): boolean {
  return !STAND_IN.test(value) && (!WEAK_NAME.test(name) || (value.length >= 8 && looksChosen(value)));
}

/** In code a bare word may be a name; a number may be one that the name only speaks of, such as a length, or a constant. */
function isBareSecret(value: string, name: string, rest: string): boolean {
  if (/^[0-9]+$/.test(value)) return value.length >= 6 && rest === '' && name !== name.toUpperCase() && !WEAK_NAME.test(name);
  return looksChosen(value) && !CONSTANT.test(value);
}

/** Where nothing but a value can stand. */
function isValue(value: string): boolean {
  return !STAND_IN.test(value) && !SAYS_NO_VALUE.test(value) && !DOTTED_NAME.test(value);
}

/** Bare words are code; digits and signs among letters make a password. */
function looksChosen(value: string): boolean {
  return /[0-9!@#%^*+/=~?]/.test(value) && /[A-Za-z]/.test(value) && !TYPE.test(value);
}
