// Matches a path against a wildcard pattern exactly as git does (a port of `wildmatch.c`). Patterns and texts are byte
// strings: one character per byte of UTF-8, because git's `?` stands for one byte.

/** How a pattern is matched. */
export interface WildmatchOptions {
  /** `*` and `?` do not match a slash; `**` between slashes does. */
  readonly isPath: boolean;
  /** ASCII letters match in either case. */
  readonly ignoreCase: boolean;
}

type Outcome = 'match' | 'noMatch' | 'abort' | 'abortToStars';

/** Steps of one match at most: a pattern with many stars could otherwise take minutes. */
const MOST_STEPS = 100_000;

const [STAR, QUESTION, OPEN, CLOSE, BACKSLASH, SLASH, BANG, CARET, DASH, COLON] = [...'*?[]\\/!^-:'].map((character) => character.charCodeAt(0));

/**
 * Tells whether a text matches a pattern.
 * @returns undefined if the answer would take too many steps.
 */
export function wildmatch(pattern: string, text: string, options: WildmatchOptions): boolean | undefined {
  const search = new Search(pattern, text, options);
  const outcome = search.from(0, 0);
  return search.steps > MOST_STEPS ? undefined : outcome === 'match';
}

/** Text as a byte string. */
export function byteString(text: string): string {
  return /[^\x00-\x7f]/.test(text) ? Buffer.from(text).toString('latin1') : text;
}

/** Whether a pattern has no wildcard from an offset on. */
export function isLiteral(pattern: string, from = 0): boolean {
  return literalLength(pattern.slice(from)) === pattern.length - from;
}

/** Length of the part of a pattern before its first wildcard or backslash. */
export function literalLength(pattern: string): number {
  const found = pattern.search(/[*?[\\]/);
  return found < 0 ? pattern.length : found;
}

class Search {
  steps = 0;

  constructor(
    private readonly pattern: string,
    private readonly text: string,
    private readonly options: WildmatchOptions,
  ) {}

  /** Matches what is left of the pattern from `p` on against what is left of the text from `t` on. */
  from(p: number, t: number): Outcome {
    for (; p < this.pattern.length; p++, t++) {
      if (++this.steps > MOST_STEPS) return 'abort';
      const wanted = this.folded(this.pattern, p);
      const found = this.folded(this.text, t);
      if (found === 0 && wanted !== STAR) return 'abort';
      if (wanted === STAR) return this.star(p, t);
      if (wanted === OPEN) {
        const end = this.bracket(p, found);
        if (typeof end === 'string') return end;
        p = end;
      } else if (wanted === QUESTION) {
        if (this.options.isPath && found === SLASH) return 'noMatch';
      } else {
        const literal = wanted === BACKSLASH ? codeAt(this.pattern, ++p) : wanted;
        if (found !== literal) return 'noMatch';
      }
    }
    return t < this.text.length ? 'noMatch' : 'match';
  }

  /** Matches from a run of stars on. */
  private star(begin: number, t: number): Outcome {
    const { pattern, text, options } = this;
    let p = begin + 1;
    while (codeAt(pattern, p) === STAR) p++;
    const next = codeAt(pattern, p);
    const fillsPart = (begin === 0 || codeAt(pattern, begin - 1) === SLASH) && (next === 0 || next === SLASH || (next === BACKSLASH && codeAt(pattern, p + 1) === SLASH));
    const isGlobstar = options.isPath && p - begin > 1 && fillsPart;
    // "a/**/b" matches "a/b" too.
    if (isGlobstar && next === SLASH && this.from(p + 1, t) === 'match') return 'match';
    const matchesSlash = isGlobstar || !options.isPath;
    if (next === 0) return matchesSlash || !text.includes('/', t) ? 'match' : 'noMatch';
    if (!matchesSlash && next === SLASH) {
      const slash = text.indexOf('/', t);
      return slash < 0 ? 'noMatch' : this.from(p + 1, slash + 1);
    }
    return this.anyLength(p, t, matchesSlash);
  }

  /** Lets stars stand for ever more of the text. */
  private anyLength(p: number, t: number, matchesSlash: boolean): Outcome {
    const literal = /[*?[\\]/.test(this.pattern[p]) ? undefined : this.folded(this.pattern, p);
    for (; t < this.text.length; t++) {
      if (++this.steps > MOST_STEPS) return 'abort';
      if (literal !== undefined) {
        while (t < this.text.length && this.folded(this.text, t) !== literal && (matchesSlash || codeAt(this.text, t) !== SLASH)) t++;
        if (this.folded(this.text, t) !== literal) return 'noMatch';
      }
      const outcome = this.from(p, t);
      if (outcome !== 'noMatch') {
        if (!matchesSlash || outcome !== 'abortToStars') return outcome;
      } else if (!matchesSlash && codeAt(this.text, t) === SLASH) return 'abortToStars';
    }
    return 'abort';
  }

  /** Matches one byte against a bracket expression. @returns the offset of its closing bracket, or why the match ends. */
  private bracket(open: number, found: number): number | Outcome {
    const { pattern, options } = this;
    let p = open + 1;
    const isNegated = codeAt(pattern, p) === BANG || codeAt(pattern, p) === CARET;
    if (isNegated) p++;
    let previous = 0;
    let isIn = false;
    do {
      let member = codeAt(pattern, p);
      if (member === 0) return 'abort';
      if (member === BACKSLASH) {
        member = codeAt(pattern, ++p);
        if (member === 0) return 'abort';
        isIn ||= found === member;
      } else if (member === DASH && previous && codeAt(pattern, p + 1) !== 0 && codeAt(pattern, p + 1) !== CLOSE) {
        if (codeAt(pattern, ++p) === BACKSLASH) p++;
        const last = codeAt(pattern, p);
        if (last === 0) return 'abort';
        isIn ||= this.isBetween(found, previous, last);
        member = 0;
      } else if (member === OPEN && codeAt(pattern, p + 1) === COLON) {
        const end = pattern.indexOf(']', p + 2);
        if (end < 0) return 'abort';
        if (end > p + 2 && pattern[end - 1] === ':') {
          const isMember = CLASSES[pattern.slice(p + 2, end - 1)];
          if (!isMember) return 'abort';
          isIn ||= isMember.test(String.fromCharCode(found)) || (options.ignoreCase && isMember === CLASSES['upper'] && isLower(found));
          p = end;
          member = 0;
        } else isIn ||= found === OPEN;
      } else isIn ||= found === member;
      previous = member;
    } while (codeAt(pattern, ++p) !== CLOSE);
    return isIn === isNegated || (options.isPath && found === SLASH) ? 'noMatch' : p;
  }

  private isBetween(code: number, first: number, last: number): boolean {
    if (code >= first && code <= last) return true;
    const upper = code - 32;
    return this.options.ignoreCase && isLower(code) && upper >= first && upper <= last;
  }

  /** Byte at an offset, in lower case where case does not count; 0 behind the end. */
  private folded(text: string, at: number): number {
    const code = codeAt(text, at);
    return this.options.ignoreCase && code >= 65 && code <= 90 ? code + 32 : code;
  }
}

function codeAt(text: string, at: number): number {
  return at < text.length ? text.charCodeAt(at) : 0;
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122;
}

/** The classes of characters that a bracket expression can name, for ASCII only. */
const CLASSES: Readonly<Record<string, RegExp | undefined>> = Object.assign(Object.create(null) as object, {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /[\x00-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t\n\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
});
