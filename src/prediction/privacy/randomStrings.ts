// Tells keys from names: a random string of letters and digits changes between small letters, capitals and digits at
// about two of three places, an identifier or a path only where one of its words begins.

/** Shorter runs of letters and digits are judged only where something says that they are secret. */
export const RANDOM_RUN_LENGTH = 32;
/** Shortest part of a longer run that is judged by itself. */
export const FEWEST_PART_CHARACTERS = 20;
/** Share of neighbours of different kinds: random base64 has 0.65 with a deviation of 0.08 at 32 characters, identifiers have 0.1 to 0.45. */
const CHANGING_SHARE = 0.5;
/** Enough where the digits are many, which names do not have. */
const CHANGING_SHARE_WITH_DIGITS = 0.42;
const MANY_DIGITS = 4;
/** Different characters of a run that was drawn by lot; fewer make a pattern or a counter. */
const FEWEST_HEXADECIMAL = 7;
const FEWEST_BASE64 = 13;
/** Small letters with digits, and base32, with the share that tells them from names: theirs are 0.4 and 0.3, with deviations of 0.08. */
const ONE_CASE = [{ alphabet: /^[a-z0-9]+$/, changing: 0.25 }, { alphabet: /^[A-Z2-7]+$/, changing: 0.15 }];
/** The same for parts of 20 to 31 characters. */
const FEWEST_PART_KINDS = 8;
const CHANGING_SHARE_OF_HEXADECIMAL = 0.25;
const HEXADECIMAL = /^(?:[0-9a-f]+|[0-9A-F]+)$/;
/** What stands between the dashes and slashes of names and paths. */
const WORD = /^(?:[A-Za-z]?[a-z]{2,}|[A-Z]{2,}|[A-Z][a-z]{1,9}[A-Z][a-z]{1,9}|[0-9]{1,4})$/;

/** Whether a run of at least 32 characters of base64 looks drawn by lot, or is a long hexadecimal number. */
export function isRandom(run: string): boolean {
  const digits = run.match(/[0-9]/g)?.length ?? 0;
  if (digits === 0) return false;
  if (HEXADECIMAL.test(run)) return digits < run.length && new Set(run).size >= FEWEST_HEXADECIMAL;
  if (isMadeOfWords(run) || new Set(run).size < FEWEST_BASE64) return false;
  const oneCase = ONE_CASE.find(({ alphabet }) => alphabet.test(run));
  if (oneCase) return changes(run) >= oneCase.changing * (run.length - 1);
  const needed = digits >= MANY_DIGITS ? CHANGING_SHARE_WITH_DIGITS : CHANGING_SHARE;
  return /[a-z]/.test(run) && /[A-Z]/.test(run) && changes(run) >= needed * (run.length - 1);
}

/** Whether a part of a run, between the signs that join parts, looks sampled: a stricter question, as parts are short. */
export function isRandomPart(part: string): boolean {
  if (part.length < FEWEST_PART_CHARACTERS || !/^[A-Za-z0-9]+$/.test(part)) return false;
  if (part.length >= RANDOM_RUN_LENGTH) return isRandom(part);
  const digits = part.match(/[0-9]/g)?.length ?? 0;
  if (digits < MANY_DIGITS || digits > part.length - 3 || new Set(part).size < FEWEST_PART_KINDS) return false;
  if (HEXADECIMAL.test(part)) return changes(part) >= CHANGING_SHARE_OF_HEXADECIMAL * (part.length - 1);
  return changes(part) >= CHANGING_SHARE_WITH_DIGITS * (part.length - 1);
}

/** Whether words make up a third or more of a run, as in paths and hyphenated names. */
function isMadeOfWords(run: string): boolean {
  const inWords = run.split(/[-_/+=]/).filter((piece) => WORD.test(piece)).reduce((sum, piece) => sum + piece.length + 1, 0);
  return 3 * inWords >= run.length;
}

/** Places where a small letter, a capital, a digit or a sign stands beside one of another kind. */
function changes(run: string): number {
  let count = 0;
  for (let i = 1; i < run.length; i++) if (kindOf(run.charCodeAt(i)) !== kindOf(run.charCodeAt(i - 1))) count++;
  return count;
}

function kindOf(code: number): number {
  if (code >= 0x61 && code <= 0x7a) return 0;
  if (code >= 0x41 && code <= 0x5a) return 1;
  return code >= 0x30 && code <= 0x39 ? 2 : 3;
}
