// Values that a name beside them calls secret: password = "...", "api_key": "...", CLIENT_SECRET=... . Only literals are
// masked: an identifier, a call or a type right of such a name is code, not a secret.

/** Names of secrets, at the end of an identifier or a quoted key. */
const NAME = /(?:pass(?:word|wd|phrase)|pwd|secret|(?:api|access|private|secret|signing|encryption|account)[_-]?key|credentials?|token)(?![a-z])/gi;
/** From the name to its value: the rest of the key with its quote, perhaps a type, then the sign. Bounded throughout. */
const SIGN = /(?:_?[A-Z0-9_]{0,24})["'`]?\]?[ \t]{0,8}(?::[ \t]{0,4}(?:string|str|String)[ \t]{0,4}=|=>|:=|[:=](?![=:]))[ \t]{0,8}/y;
const QUOTED = /(["'`])((?:(?!\1)[^\\\n]|\\.){1,500})\1/y;
/** An unquoted value: up to the end of the line, or to a comment. */
const BARE = /([^\s"'`,;(){}[\]<>$&|]{4,500})[ \t]{0,20}(?=\n|$|#|;)/y;

/** Names of secrets by which a short word may be meant, such as a token of a grammar. */
const WEAK_NAME = /token$|credentials?$/i;
/** Text in quotes that stands for a value: a placeholder, a template, or nothing at all. */
const STAND_IN = /^(?:<[^<>]*>|\$\{[^}]*\}|\{[^}]*\}|%[sd]|\*+|x+|\.+|\s*)$/i;

/** @param secret stand-in for the values. */
export function maskAssignments(text: string, secret: string): string {
  let masked = '';
  let done = 0;
  NAME.lastIndex = 0;
  for (let found = NAME.exec(text); found; found = NAME.exec(text)) {
    SIGN.lastIndex = NAME.lastIndex;
    if (found.index < done || !SIGN.test(text)) continue;
    const value = literalAt(text, SIGN.lastIndex, found[0]);
    if (!value) continue;
    masked += text.slice(done, value.begin) + secret;
    done = value.end;
    NAME.lastIndex = done;
  }
  return masked + text.slice(done);
}

function literalAt(text: string, at: number, name: string): { begin: number; end: number } | undefined {
  QUOTED.lastIndex = at;
  const quoted = QUOTED.exec(text);
  if (quoted) return !STAND_IN.test(quoted[2]) && isSecret(quoted[2], name) ? { begin: at + 1, end: QUOTED.lastIndex - 1 } : undefined;
  BARE.lastIndex = at;
  const bare = BARE.exec(text);
  return bare && looksChosen(bare[1]) ? { begin: at, end: at + bare[1].length } : undefined;
}

function isSecret(value: string, name: string): boolean {
  return !WEAK_NAME.test(name) || (value.length >= 8 && looksChosen(value));
}

/** Types of numbers and strings, which have digits in their names. */
const TYPE = /^\w*(?:array|int\d+|float\d+|string|bytes?\d*)\w*$/i;

/** Bare words and dotted names are code; digits and signs among letters make a password. */
function looksChosen(value: string): boolean {
  return /[0-9!@#%^*+/=~?]/.test(value) && /[A-Za-z]/.test(value) && !TYPE.test(value);
}
