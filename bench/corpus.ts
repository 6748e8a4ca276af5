// What it costs to make tokens of a corpus with an existing tokenizer: MB/s of each part, over all files one after the
// other, and of the whole preparation of `elman train`, in a process of its own, with the most memory that it had.
//   npm run bench:corpus -- [--tokenizer DIR] PATH...
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadTokenizer } from '../src/model/tokenizerFile';
import { documentTokens } from '../src/prediction/documentTokens';
import { languageOf } from '../src/privacy/languages';
import { NearDuplicates } from '../training/corpus/nearDuplicates';
import { findPaths } from '../training/corpus/readPaths';
import { readTextParts } from '../training/corpus/readText';
import { bytesOf } from '../training/corpus/sample';
import { maskSecrets } from '../src/prediction/privacy/secrets';
import { surveyTexts } from '../training/corpus/surveyTexts';
import { isGenerated, isMinified } from '../src/privacy/textKind';
import { encodeCorpus, findPathCorpus } from '../training/pathCorpus';
import { TokenStore } from '../training/tokenStore';

const SEED = 1;
const { values: flags, positionals } = parseArgs({ allowPositionals: true, options: { tokenizer: { type: 'string', default: join('models', 'base') }, whole: { type: 'boolean', default: false } } });

const tokenizer = loadTokenizer(flags.tokenizer);
const duplicates = new NearDuplicates();

function printParts(): void {
  let begun = performance.now();
  const found = findPaths(positionals);
  const walking = performance.now() - begun;
  begun = performance.now();
  const { texts } = surveyTexts(found, { mostBytes: Infinity, seed: SEED });
  const megabytes = bytesOf(texts) / 1e6;
  const parts = new Map([['walking', walking], ['telling text from what is none', performance.now() - begun]]);
  for (const { name, path } of texts) costsOfFile(parts, path, languageOf(name));
  console.log(`${texts.length} texts, ${megabytes.toFixed(1)} MB`);
  for (const [part, milliseconds] of parts) printRow(part, megabytes, milliseconds / 1000);
  const { stdout, stderr, status } = spawnSync(process.execPath, [...process.execArgv, __filename, '--whole', '--tokenizer', flags.tokenizer, ...positionals], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  process.stdout.write(stdout);
}

function costsOfFile(parts: Map<string, number>, path: string, language: string): void {
  const timed = <T>(part: string, work: () => T): T => {
    const begun = performance.now();
    const result = work();
    parts.set(part, (parts.get(part) ?? 0) + performance.now() - begun);
    return result;
  };
  for (const text of timed('reading', () => [...readTextParts(path)])) {
    timed('telling what nobody wrote', () => isGenerated(text, language) || isMinified(text));
    timed('near duplicates (bundled model)', () => duplicates.addIfNew(text));
    const masked = timed('masking secrets', () => maskSecrets(text));
    timed('encoding', () => documentTokens(tokenizer, masked));
  }
}

/** What `elman train` does before it trains, without a limit. */
function printWhole(): void {
  const folder = mkdtempSync(join(tmpdir(), 'elman-corpus-'));
  const store = TokenStore.create(folder);
  try {
    const begun = performance.now();
    const { learned } = encodeCorpus(store, tokenizer, findPathCorpus(positionals, Infinity, SEED), Infinity);
    printRow('all of it, as `elman train` does', bytesOf(learned) / 1e6, (performance.now() - begun) / 1000);
    console.log(`${store.targets} tokens of ${(bytesOf(learned) / 1e6).toFixed(1)} MB are learned from; the process had ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB of memory at most.`);
  } finally {
    store.close();
    rmSync(folder, { recursive: true });
  }
}

function printRow(part: string, megabytes: number, seconds: number): void {
  console.log(`${part.padEnd(34)} ${seconds.toFixed(2).padStart(8)} s ${(megabytes / seconds).toFixed(1).padStart(8)} MB/s`);
}

try {
  if (positionals.length === 0) throw new Error('Say which files: npm run bench:corpus -- [--tokenizer DIR] PATH...');
  if (flags.whole) printWhole();
  else printParts();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
