// Finds e-mail addresses from their @ outwards, so that text without one costs a single search.

/** Stand-in at a domain that is reserved for examples (RFC 2606). */
export const EMAIL = 'name@example.com';

/** RFC 5321: at most 64 characters before the @ and 255 after it. */
const LONGEST_NAME = 64;
/** A name in Latin letters: other scripts before it are words of the sentence, as in Korean, which writes them together. */
const LATIN = /[\p{Script=Latin}\p{M}\p{N}._%+-]/u;
/** A name in another script (RFC 6531). */
const ANY_SCRIPT = /[\p{L}\p{M}\p{N}._%+-]/u;
/** Labels in any script (RFC 5890), then letters of one: what is written behind them without a space stays. */
const DOMAIN = /(?:[\p{L}\p{M}\p{N}-]{1,63}\.){1,8}(?:xn--[a-z0-9-]{1,59}|[A-Za-z]{2,24}(?![A-Za-z0-9-])|(?![A-Za-z])\p{L}[\p{L}\p{M}]{1,23})/uy;

/** Replaces every address by one and the same. */
export function maskEmails(text: string): string {
  let masked = '';
  let done = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const begin = nameBefore(text, at, done);
    DOMAIN.lastIndex = at + 1;
    if (begin === at || !DOMAIN.test(text)) continue;
    masked += text.slice(done, begin) + EMAIL;
    done = DOMAIN.lastIndex;
  }
  return masked + text.slice(done);
}

/** Where the name begins that ends at an @; `at` itself if there is none. */
function nameBefore(text: string, at: number, least: number): number {
  const character = at > least && LATIN.test(text[at - 1]) ? LATIN : ANY_SCRIPT;
  let begin = at;
  while (begin > least && at - begin < LONGEST_NAME && character.test(text[begin - 1])) begin--;
  return begin;
}
