// Blocks that hold a private key: PEM and PGP, SSH2, and PuTTY's format. What stands between their marks is masked, line ends
// included; code that only names a mark is let be.
import { SECRET } from './standIn';

const BEGIN = /-----BEGIN [^\n-]{0,80}PRIVATE KEY[^\n-]{0,20}-----|---- BEGIN [^\n-]{0,80}PRIVATE KEY ----|^Private-Lines: \d{1,3}$/gm;
const END = /-----END |---- END |^Private-(?:MAC|Hash):/m;
/** Longer than every private key. */
const LONGEST_KEY = 20_000;
const SHORTEST_KEY = 16;
const KEY_TEXT = /[A-Za-z0-9+/=\s\\"',]*/y;

/** The text with stand-ins for private keys. @param keepsLines each line of a key becomes a stand-in, so that no line moves. */
export function maskPrivateKeys(text: string, keepsLines = false): string {
  if (!text.includes('PRIVATE KEY') && !text.includes('Private-Lines')) return text;
  let masked = '';
  let done = 0;
  BEGIN.lastIndex = 0;
  for (let found = BEGIN.exec(text); found; found = BEGIN.exec(text)) {
    const begin = found.index + found[0].length;
    const key = keyIn(text.slice(begin, begin + LONGEST_KEY));
    if (key.trim().length < SHORTEST_KEY) continue;
    masked += text.slice(done, begin) + standInFor(key, keepsLines);
    done = begin + key.length;
    BEGIN.lastIndex = done;
  }
  return masked + text.slice(done);
}

function standInFor(key: string, keepsLines: boolean): string {
  if (keepsLines) return key.replace(/[^\n]+/g, SECRET);
  return key.includes('\n') ? `\n${SECRET}\n` : SECRET;
}

/** The key at the beginning of a text: up to the end mark; where that is missing, as far as it looks like one. */
function keyIn(text: string): string {
  const end = text.search(END);
  if (end >= 0 && !/[(){};]/.test(text.slice(0, end))) return text.slice(0, end);
  KEY_TEXT.lastIndex = 0;
  return KEY_TEXT.exec(text)![0].split('\n\n')[0];
}
