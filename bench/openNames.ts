// `npm run bench:open-names`: how often a name that stands once in another file of the project is suggested after its first
// letters, with default settings. The other file is unknown, saved and closed, open in a tab, or both open and remembered from
// a training; four more related files are open and twenty remembered each time. Prints a table; asserts nothing. No model has read
// the projects, but the constants of favourNames.ts were looked at on some of their names.
//   npm run bench:open-names -- [--model DIR] [--cases N] [--seed N] [--letters N] [PROJECT-FOLDER...]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { tableLines } from '../src/cli/tableLines';
import { loadTokenizer } from '../src/model/tokenizerFile';
import { documentTokens } from '../src/prediction/documentTokens';
import type { Tokenizer } from '../src/prediction/languageModel';
import { IndexedSource } from '../src/prediction/memory/followers';
import { TokenIndex } from '../src/prediction/memory/tokenIndex';
import type { OpenedText } from '../src/replay/predictor';
import { ServerPredictor } from '../src/replay/serverPredictor';
import { languageOf } from '../src/privacy/languages';
import { unpackedPackage } from '../training/corpus/packageCache';
import type { PinnedPackage } from '../training/corpus/pinnedPackage';
import { readPaths } from '../training/corpus/readPaths';
import type { ProjectFile } from '../training/mixture/relatedFiles';
import { openNameCases, type OpenNameCase } from './openNameCases';

/** Source that neither the bundled model nor the mixture has learned from. */
const PROJECTS: readonly PinnedPackage[] = [
  { registry: 'npm', name: '@blueprintjs/core', version: '6.20.0', licence: 'Apache-2.0', language: 'typescript', folders: ['src'] },
  { registry: 'npm', name: 'react-native-reanimated', version: '4.7.1', licence: 'MIT', language: 'typescript', folders: ['src'] },
  { registry: 'debian', name: 'python3-pytest', version: '7.2.1-2', licence: 'MIT', language: 'python' },
];
const CACHE = join('.elman', 'sources');
const LARGEST_FILE = 60_000;
const CONDITIONS = ['unknown', 'closed', 'open', 'both'] as const;
type Condition = (typeof CONDITIONS)[number];
/** Keys come at leisure. */
const KEY_MS = 1000;

const string = { type: 'string' } as const;
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { model: { ...string, default: join('models', 'base') }, cases: { ...string, default: '100' }, seed: { ...string, default: '1' }, letters: { ...string, default: '4' }, list: { type: 'boolean', default: false } },
});

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const letters = Number(flags.letters);
  const tokenizer = loadTokenizer(flags.model);
  const predictor = await ServerPredictor.ofPackage(flags.model);
  const folders = positionals.length > 0 ? positionals : PROJECTS.map((pinned) => join(unpackedPackage(pinned, CACHE, console.error).folder, ...(pinned.folders ?? [])));
  const rows: string[][] = [];
  for (const folder of folders) {
    const cases = openNameCases(sourceFiles(folder), tokenizer, Number(flags.cases), Number(flags.seed));
    console.error(`${folder}: ${cases.length} names`);
    const typist = new Typist(predictor, tokenizer, letters);
    const found: Record<Condition, number[]>[] = [];
    for (const one of cases) found.push(await typist.lettersNeeded(one));
    if (flags.list) found.forEach((needed, i) => console.log(cases[i].name.padEnd(40), JSON.stringify(needed)));
    for (const condition of CONDITIONS) rows.push([`${folder}, ${condition}`, ...sharesOf(found.map((needed) => needed[condition]), letters)]);
    rows.push([`${folder}, names lost by opening`, ...lostByOpening(found, letters)]);
  }
  await predictor.dispose();
  console.log(tableLines({ head: ['suggested after so many letters', ...Array.from({ length: letters }, (_, i) => String(i + 1))], rows }).join('\n'));
}

function sourceFiles(folder: string): ProjectFile[] {
  return readPaths([folder]).filter(({ name, bytes }) => bytes <= LARGEST_FILE && /script|python/.test(languageOf(name)));
}

/** Share of the names that were suggested after 1, 2, ... letters. */
function sharesOf(found: readonly (readonly number[])[], letters: number): string[] {
  return Array.from({ length: letters }, (_, i) => `${((100 * found.filter((shown) => shown.includes(i + 1)).length) / found.length).toFixed(1)} %`);
}

/** Names that were suggested while the file was closed, and not while it was open. */
function lostByOpening(found: readonly Record<Condition, number[]>[], letters: number): string[] {
  return Array.from({ length: letters }, (_, i) => String(found.filter(({ closed, open }) => closed.includes(i + 1) && !open.includes(i + 1)).length));
}

class Typist {
  private nowMs = 0;

  constructor(
    private readonly predictor: ServerPredictor,
    private readonly tokenizer: Tokenizer,
    private readonly letters: number,
  ) {}

  /** Counts of typed letters after which the whole name stood as ghost text, by what is known of its file. */
  async lettersNeeded({ name, typed, before, holder, beside, remembered }: OpenNameCase): Promise<Record<Condition, number[]>> {
    const open = beside.map(openedText);
    const [saved, known] = [this.sourceOf(remembered), this.sourceOf([...remembered, holder])];
    await this.predictor.open({ name: typed.name, languageId: languageOf(typed.name), text: before });
    const shown: Record<Condition, number[]> = { unknown: [], closed: [], open: [], both: [] };
    for (const condition of CONDITIONS) {
      this.predictor.surround({
        open: condition === 'open' || condition === 'both' ? [...open, openedText(holder)] : open,
        workspace: [condition === 'closed' || condition === 'both' ? known : saved],
      });
      shown[condition] = await this.typedLetters(name, before, open.length + 1);
    }
    return shown;
  }

  private async typedLetters(name: string, before: string, requests: number): Promise<number[]> {
    const lines = before.split('\n');
    const [line, column] = [lines.length - 1, lines.at(-1)!.length];
    const at = (character: number) => ({ line, character });
    // The server indexes few documents with each request.
    for (let i = 0; i < requests; i++) await this.predictor.ghostText(at(column), undefined, KEY_MS);
    const shown: number[] = [];
    for (let typed = 0; typed < this.letters; typed++) {
      this.predictor.edit({ start: at(column + typed), end: at(column + typed) }, name[typed], (this.nowMs += KEY_MS));
      const { text } = await this.predictor.ghostText(at(column + typed + 1), undefined, KEY_MS);
      if (text.startsWith(name.slice(typed + 1))) shown.push(typed + 1);
    }
    this.predictor.edit({ start: at(column), end: at(column + this.letters) }, '', (this.nowMs += KEY_MS));
    await this.predictor.rest();
    return shown;
  }

  private sourceOf(files: readonly ProjectFile[]): IndexedSource {
    const { tokenizer } = this;
    const tokens = files.flatMap(({ text }) => [...documentTokens(tokenizer, text)]);
    return new IndexedSource(TokenIndex.of(Uint16Array.from(tokens), tokenizer.startToken));
  }
}

function openedText({ name, text }: ProjectFile): OpenedText {
  return { name, languageId: languageOf(name), text };
}
