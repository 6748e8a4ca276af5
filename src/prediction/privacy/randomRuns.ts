// Long runs of letters, digits and the signs of base64 that look random: keys that no name and no prefix gives away.
import { characterSet, holdsDigits, visitLongRuns } from './longRuns';
import { FEWEST_PART_CHARACTERS, isRandom, isRandomPart, RANDOM_RUN_LENGTH } from './randomStrings';
import { SECRET, type Span } from './standIn';

const RUN_CHARACTERS = characterSet(/[A-Za-z0-9+/=_-]/);
/** The shortest run with a prefix and a random part behind it. */
const SHORTEST_RUN = FEWEST_PART_CHARACTERS + 3;
/** Words in front of a run that belong to an address or a query. */
const LEADING_WORDS = /^(?:[A-Za-z]?[a-z]*[/=])*/;
/** Names of objects of git by their hash, in the addresses of hosts of code. */
const GIT_OBJECT = /(?:^|\/)(?:blob|tree|commits?|raw|blame|compare|archive|pull|changeset|src|rev)$/;
const HASH = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const GISTS = /gist\.github(?:usercontent)?\.com$/;
/** Public address of Ethereum and its like. */
const CHAIN_ADDRESS = /^0x[0-9a-fA-F]{40}$/;
/** A file that is embedded in a text. */
const EMBEDDED_FILE = /;base64,$/;
/** Parts of one random string that are joined by dots, dashes or underscores; UUIDs are names, not keys. */
const JOINED_PARTS = /^[A-Za-z0-9]{6,}(?:[._-][A-Za-z0-9]{6,}){1,12}$/;
const JOINED_CHARACTERS = characterSet(/[A-Za-z0-9._-]/);

/** The text with stand-ins for long random strings, as a whole or in parts. */
export function maskRandomRuns(text: string): string {
  let masked = '';
  let done = 0;
  visitLongRuns(text, RUN_CHARACTERS, SHORTEST_RUN, (begin, end) => {
    if (!holdsDigits(text, begin, end, 1)) return;
    const run = text.slice(begin, end);
    const replaced = EMBEDDED_FILE.test(text.slice(Math.max(0, begin - 8), begin)) ? run : maskedRun(run, text.slice(Math.max(0, begin - 32), begin));
    if (replaced === run) return;
    masked += text.slice(done, begin) + replaced;
    done = end;
  });
  return masked + text.slice(done);
}

/** Spans of random strings whose parts are joined by dots or other signs, and too short to be judged alone. */
export function findJoinedParts(text: string): Span[] {
  const spans: Span[] = [];
  visitLongRuns(text, JOINED_CHARACTERS, RANDOM_RUN_LENGTH, (begin, end) => {
    if (!holdsDigits(text, begin, end, 1)) return;
    const run = text.slice(begin, end);
    if (!JOINED_PARTS.test(run)) return;
    const parts = run.split(/[._-]/);
    if (parts.every((part) => /\d/.test(part)) && parts.join('').length >= RANDOM_RUN_LENGTH && isRandom(parts.join(''))) spans.push({ begin, end });
  });
  return spans;
}

/** A random run as a whole, or those of its parts that are random. @param before text left of it. */
function maskedRun(run: string, before: string): string {
  const lead = LEADING_WORDS.exec(run)![0];
  if (lead && run.length - lead.length >= RANDOM_RUN_LENGTH && !isNamedHash(run.slice(lead.length), before + lead)) return lead + maskedRun(run.slice(lead.length), before + lead);
  if (CHAIN_ADDRESS.test(run)) return run;
  if (run.length >= RANDOM_RUN_LENGTH && isRandom(run) && !isNamedHash(run, before)) return SECRET;
  return maskedParts(run, before);
}

/** Parts between the signs that join them; first those between slashes, which may hold dashes of base64 themselves. */
function maskedParts(run: string, before: string): string {
  let done = before;
  return run
    .split(/([/=+])/)
    .map((part) => {
      const masked = part.length < FEWEST_PART_CHARACTERS || isNamedHash(part, done) ? part : part.length >= RANDOM_RUN_LENGTH && isRandom(part) ? SECRET : maskedPieces(part);
      done += part;
      return masked;
    })
    .join('');
}

function maskedPieces(part: string): string {
  if (!/[_-]/.test(part)) return part;
  return part
    .split(/([_-])/)
    .map((piece) => (!CHAIN_ADDRESS.test(piece) && isRandomPart(piece) ? SECRET : piece))
    .join('');
}

/** Whether a run begins with the hash of an object whose address says so. */
function isNamedHash(run: string, before: string): boolean {
  const [first] = run.split('/', 1);
  const left = before.replace(/\/$/, '');
  return HASH.test(first) ? GIT_OBJECT.test(left) : /^[0-9a-f]{32}$/.test(first) && GISTS.test(left.replace(/\/[\w-]+$/, ''));
}
