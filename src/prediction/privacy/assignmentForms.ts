// Places in code and data where a name gives its value away. Where code may stand, only literals are secret: an identifier, a
// call or a type right of such a name is none. Where only settings stand (environment variables, properties, queries), every
// value is. All expressions are bounded.
import { WordKind, isSecretWord, namesSecret, type PasswordWord } from './passwordWords';
import { isConstant, isStandIn, isValue, looksChosen } from './secretValues';

/** A form of assignment. */
export interface AssignmentForm {
  /** What stands left of the name, back to a line feed; anything if missing. */
  readonly left?: RegExp;
  /** Sticky: from the name to its value. The first group is the rest of the name. */
  readonly sign: RegExp;
  /** Sticky: the last group is the value. */
  readonly value: RegExp;
  readonly isSecret: (value: string, word: PasswordWord, rest: string) => boolean;
}

/** From the name to its value in code: the rest of the key with its quote, perhaps a type, then the sign. */
const CODE_SIGN =
  /((?:_?[A-Z0-9_]|Value|Text|Hash|Str){0,24})(?:\\?["'`])?\]?[ \t]{0,8}(?::[ \t]{0,4}(?:string|str|String)[ \t]{0,4}=|=>|:=|\?=|[:=：＝](?![:=]))[ \t]{0,8}(?:\n[ \t]{1,60})?/y;
const EQUALS = /([\w-]{0,24})=(?![=>])/y;
const BLANK = /([A-Z0-9_]{0,24})[ \t]{1,8}/y;
const QUOTED = /(["'`])((?:(?!\1)[^\\\n]|\\.){1,500})\1/y;
/** A quoted value inside a string: JSON in a shell or in code. */
const ESCAPED_QUOTED = /\\(["'])((?:(?!\\\1)[^\n]){1,500})\\\1/y;
/** An unquoted value in code or data: up to the end of the line, of the entry, or to a comment. */
const BARE = unquotedBefore('[ \\t]{0,20}(?:[\\n#;,}]|$)');
/** A word of a command line or a list of variables. */
const WORD = unquotedBefore('[\\s"\'`;,)&|]|$');
const END_OF_LINE = '[ \\t]{0,20}(?:\\n|$)';

export const ASSIGNMENT_FORMS: readonly AssignmentForm[] = [
  { sign: CODE_SIGN, value: QUOTED, isSecret: isQuotedSecret },
  { sign: CODE_SIGN, value: ESCAPED_QUOTED, isSecret: isQuotedSecret },
  { sign: CODE_SIGN, value: BARE, isSecret: isBareSecret },
  // PASSWORD=... before a command, in a list, after `export`
  { left: /(?:^|[^\w.$])[A-Z0-9_]*$/, sign: /([A-Z0-9_]{0,24})=(?!=)/y, value: WORD, isSecret: (value, { name }) => name === name.toUpperCase() && isValue(value) },
  // A line of properties: db.password=...
  { left: /\n(?:export[ \t]+)?[\w.-]*$/, sign: EQUALS, value: unquotedBefore(END_OF_LINE), isSecret: isValue },
  // One part of a query: password=...&user=...
  { sign: EQUALS, value: unquotedBefore('&'), isSecret: isValue },
  // One part of a list of settings: user=...,password=...
  { left: /[,;][\w.-]*$/, sign: EQUALS, value: WORD, isSecret: (value) => isValue(value) && looksChosen(value) },
  // A line of YAML with one word of small letters, in any language
  {
    left: /\n[ \t]*(?:-[ \t]+)?[\p{L}\w.-]*$/u,
    sign: /([_-]?[A-Z0-9_]{0,24})["']?[ \u00a0]?[:：][ \t]{1,8}/y,
    value: unquotedBefore(END_OF_LINE, '[a-z]{8,500}'),
    isSecret: (value, { kind }) => kind === WordKind.Password && isValue(value) && !namesSecret(value),
  },
  // --password ...
  { left: /(?:^|[\s"'`])--?[\w-]*$/, sign: /()[ \t=:]{1,8}/y, value: QUOTED, isSecret: isQuotedSecret },
  { left: /(?:^|[\s"'`])--?[\w-]*$/, sign: /()[ \t=:]{1,8}/y, value: WORD, isSecret: isBareSecret },
  // --password=..., which takes nothing but a value
  { left: /(?:^|[\s"'`])--[\w-]*$/, sign: /()=/y, value: WORD, isSecret: (value, { kind }) => kind === WordKind.Password && isValue(value) },
  // A line of a Dockerfile or a shell: ENV PASSWORD ..., setx PASSWORD ..., set -x PASSWORD ...
  { left: /\n[ \t]*(?:ENV|ARG|setx|set -g?x|setenv)[ \t]+\w*$/, sign: BLANK, value: WORD, isSecret: isValue },
  // define('PASSWORD', '...'), setProperty("password", "...")
  { left: /["'`][\w.-]*$/, sign: /([A-Z0-9_]{0,24})["'`],[ \t]{0,4}(?:\n[ \t]{1,60})?/y, value: QUOTED, isSecret: (value, word) => !namesSecret(value) && isQuotedSecret(value, word) && looksChosen(value) },
  { left: /define\(["'][\w.-]*$/, sign: /([A-Z0-9_]{0,24})["'],[ \t]{0,4}/y, value: QUOTED, isSecret: isQuotedSecret },
  // setPassword("..."), .password("...")
  { left: /(?:\b(?:set|with|use)\w*|\.)$/i, sign: /()\([ \t]{0,4}/y, value: QUOTED, isSecret: (value, word) => isQuotedSecret(value, word) && looksChosen(value) && !namesSecret(value) },
  // name="password" value="...", <add key="Password" value="..."/>, and in YAML: name: PASSWORD, then value: ...
  { left: /(?:name|key|id)["']?[ \t]{0,2}[=:][ \t]{0,2}["']?[\w.-]*$/i, sign: /([A-Z0-9_]{0,24})["']?,?\s{1,60}["']?(?:value|default|initial)["']?[ \t]{0,2}[=:][ \t]{0,2}/y, value: QUOTED, isSecret: isQuotedSecret },
  {
    left: /(?:name|key|id)["']?[ \t]{0,2}[=:][ \t]{0,2}["']?[\w.-]*$/i,
    sign: /([A-Z0-9_]{0,24})["']?,?\s{1,60}["']?(?:value|default)["']?[ \t]{0,2}[=:][ \t]{0,2}/y,
    value: BARE,
    isSecret: (value, { kind }) => kind === WordKind.Password && isValue(value),
  },
  // variable "password" { default = "..." }
  { left: /variable[ \t]+"[\w-]*$/, sign: /()"[ \t]{0,4}\{(?:[^{}\n]{0,80}\n){0,4}?[ \t]{0,8}default[ \t]{0,8}=[ \t]{0,8}/y, value: QUOTED, isSecret: isQuotedSecret },
  // SQL: PASSWORD '...', PASSWORD FOR user = '...'
  { left: /\b(?:ENCRYPTED|WITH|ALTER|CREATE|SET|USER|ROLE)\b[^\n'"]*$/i, sign: /()(?:[ \t]{1,4}for[ \t]{1,4}[^\s=]{1,80})?[ \t]{0,4}=?[ \t]{0,4}/iy, value: QUOTED, isSecret: isQuotedSecret },
];

function unquotedBefore(ending: string, value = '[^\\s"\'`,;(){}[\\]<>$&|]{4,500}'): RegExp {
  return new RegExp(`(${value})(?=${ending})`, 'y');
}

/** A string may be a text that is shown, the name of an error or a path instead of a secret. */
export function isQuotedSecret(value: string, { name, kind }: Pick<PasswordWord, 'name' | 'kind'>): boolean {
  if (isStandIn(value) || isTextAboutSecrets(value, name)) return false;
  return kind === WordKind.Password || (value.length >= 8 && looksChosen(value) && !/\s/.test(value));
}

/** A message, a label or a name: words that speak of secrets, without the digits of one. */
function isTextAboutSecrets(value: string, name: string): boolean {
  if (isSecretWord(value) || value.replace(/[_\s-]/g, '').toLowerCase() === name.replace(/[_\s-]/g, '').toLowerCase()) return true;
  if (!namesSecret(value)) return false;
  if (/^[A-Za-z]+$/.test(value)) return name === name.toUpperCase() || /^(?:invalid|missing|wrong|bad|no|the|a|enter|your|new|old|current|confirm|repeat)/i.test(value);
  return !/\d/.test(value) || /^[/.]/.test(value) || (/\s/.test(value) && /^[^\d]*\d{0,4}[^\d]*$/.test(value)) || isConstant(value);
}

/** In code a bare word may be a name; a number may be one that the name only speaks of, such as a length, or a constant. */
function isBareSecret(value: string, { name, kind, isJoined }: PasswordWord, rest: string): boolean {
  if (/^[0-9]+$/.test(value)) return (value.length >= 6 || kind === WordKind.Pin) && rest === '' && (isJoined || name !== name.toUpperCase() || kind === WordKind.Pin) && kind !== WordKind.Weak;
  return looksChosen(value) && !isConstant(value) && !(kind === WordKind.Weak && namesSecret(value));
}
