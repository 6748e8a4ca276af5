// How much ordinary text maskSecrets takes for secrets, and how fast it is. Counts the lines that change, by language;
// e-mail addresses are counted apart, because an address in a text is a finding and not a false alarm.
//   npm run bench:secrets -- [--show N] PATH...     PATH may be a file that lists paths, as @LIST
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { EMAIL, maskEmails } from '../src/prediction/privacy/emailAddresses';
import { maskSecrets } from '../src/prediction/privacy/secrets';
import { languageOf } from '../src/privacy/languages';
import { findPaths } from '../training/corpus/readPaths';
import { readTextParts } from '../training/corpus/readText';

/** Counts of one language. */
interface Tally {
  bytes: number;
  lines: number;
  /** Lines that hold an e-mail address. */
  addresses: number;
  /** Lines with anything else that is masked. */
  masked: number;
}

const { values: flags, positionals } = parseArgs({ allowPositionals: true, options: { show: { type: 'string', default: '0' } } });
const tallies = new Map<string, Tally>();
let seconds = 0;
let shown = 0;

function tallyOf(language: string): Tally {
  const known = tallies.get(language);
  if (known) return known;
  const tally = { bytes: 0, lines: 0, addresses: 0, masked: 0 };
  tallies.set(language, tally);
  return tally;
}

function measure(path: string, name: string): void {
  const tally = tallyOf(languageOf(name));
  for (const text of readTextParts(path)) {
    const begun = performance.now();
    maskSecrets(text);
    seconds += (performance.now() - begun) / 1000;
    tally.bytes += Buffer.byteLength(text);
    for (const line of text.split('\n')) countLine(line, name, tally);
  }
}

function countLine(line: string, name: string, tally: Tally): void {
  tally.lines++;
  const withoutAddresses = maskEmails(line);
  if (withoutAddresses !== line) tally.addresses++;
  const masked = maskSecrets(line);
  if (masked === withoutAddresses || masked === line) return;
  tally.masked++;
  if (shown++ < Number(flags.show)) console.log(`${name}\n  - ${line.trim().slice(0, 200)}\n  + ${masked.trim().slice(0, 200)}`);
}

function printRow(language: string, { bytes, lines, addresses, masked }: Tally): void {
  const oneIn = masked === 0 ? 'none' : `1 in ${Math.round(lines / masked)}`;
  console.log(`${language.padEnd(16)} ${(bytes / 1e6).toFixed(2).padStart(8)} MB ${String(lines).padStart(8)} lines ${String(masked).padStart(6)} masked (${oneIn})  ${addresses} with ${EMAIL}`);
}

function printTable(): void {
  const total: Tally = { bytes: 0, lines: 0, addresses: 0, masked: 0 };
  for (const [language, tally] of [...tallies].sort(([, a], [, b]) => b.bytes - a.bytes)) {
    printRow(language, tally);
    for (const key of ['bytes', 'lines', 'addresses', 'masked'] as const) total[key] += tally[key];
  }
  printRow('all', total);
  console.log(`${(total.bytes / 1e6 / seconds).toFixed(1)} MB/s`);
}

function pathsOf(argument: string): readonly string[] {
  return argument.startsWith('@') ? readFileSync(argument.slice(1), 'utf8').split('\n').filter(Boolean) : [argument];
}

const named = positionals.flatMap(pathsOf);
if (named.length === 0) {
  console.error('Name the files to read: npm run bench:secrets -- [--show N] PATH...');
  process.exitCode = 1;
} else {
  for (const { path, relative } of findPaths(named)) measure(path, relative);
  printTable();
}
