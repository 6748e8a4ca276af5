// Finds long runs of characters of one class. Looks at every n-th character first: a run of n characters cannot lie between
// two that do not belong to the class. So short words cost next to nothing.

/** A set of Latin-1 characters, by code. */
export type CharacterSet = Uint8Array;

export function characterSet(pattern: RegExp): CharacterSet {
  return Uint8Array.from({ length: 256 }, (_, code) => (pattern.test(String.fromCharCode(code)) ? 1 : 0));
}

/** Calls `visit` for every run of at least `least` characters of a set, in order. */
export function visitLongRuns(text: string, set: CharacterSet, least: number, visit: (begin: number, end: number) => void): void {
  for (let start = 0; start + least <= text.length; ) {
    let begin = start + least - 1;
    if (set[text.charCodeAt(begin)] !== 1) {
      start += least;
      continue;
    }
    while (begin > start && set[text.charCodeAt(begin - 1)] === 1) begin--;
    let end = start + least;
    while (end < text.length && set[text.charCodeAt(end)] === 1) end++;
    if (end - begin >= least) visit(begin, end);
    start = end;
  }
}

/** Whether a part of a text holds at least so many digits. */
export function holdsDigits(text: string, begin: number, end: number, least: number): boolean {
  let digits = 0;
  for (let i = begin; i < end && digits < least; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x30 && code <= 0x39) digits++;
  }
  return digits >= least;
}
