// `npm run bench:replay`: what Elman and others save on the same files, typed by the same rules from the same seed. Prints a
// table for each language; asserts nothing. Run it while nothing else runs, for the timed figures depend on the machine.
//   npm run bench:replay -- [--corpus DIR] [--project DIR] [--languages LIST] [--variants LIST] [--words N] [--seconds N] [--seed N] [--model DIR]
// elman is the bundled model, elman-adapted the same after so many seconds on the project's other files, no-document,
// no-open, no-workspace and no-cache that without a part of what is remembered, network without any, words VS Code's own
// word completion (src/replay/wordCompletion.ts), words-near the same with `editor.suggest.localityBonus`, kn-6 a Kneser-Ney
// 6-gram of the project's other files through Elman's search.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { tableLines } from '../src/cli/tableLines';
import type { Figures } from '../src/replay/counts';
import { figuresTable } from '../src/replay/figuresTable';
import { replay } from '../src/replay/replay';
import { languageOf } from '../src/privacy/languages';
import { replayProjects, type ReplayProject } from './replayProjects';
import { printPerplexity } from './replayPerplexity';
import { replayVariants, type VariantOptions } from './replayVariants';

const string = { type: 'string' } as const;
const { values: flags } = parseArgs({ options: {
  corpus: string, project: string, languages: string, variants: string, words: { ...string, default: '1000' }, seconds: { ...string, default: '120' }, seed: { ...string, default: '1' },
  model: { ...string, default: join('models', 'base') } } });

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const variants = flags.variants?.split(',') ?? [...replayVariants.keys()];
  const unknown = variants.find((name) => !replayVariants.has(name));
  if (unknown !== undefined) throw new Error(`There is no variant ${unknown}. The variants are ${[...replayVariants.keys()].join(', ')}.`);
  const languages = flags.languages?.split(',') ?? ['typescript', ...(flags.corpus === undefined ? [] : ['english', 'korean'])];
  const scratch = mkdtempSync(join(tmpdir(), 'elman-replay-'));
  try {
    for (const project of replayProjects({ ...flags, languages, scratch })) await printProject(project, variants, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function printProject(project: ReplayProject, variants: readonly string[], scratch: string): Promise<void> {
  const columns: [string, Figures][] = [];
  const options = { model: flags.model, seconds: Number(flags.seconds), scratch: mkdtempSync(join(scratch, 'project-')) };
  for (const name of variants) {
    console.error(`${project.name}: ${name}`);
    columns.push([name, await figuresOf(project, name, options)]);
  }
  console.log(`${project.name}: ${project.typed.length} files, seed ${flags.seed}`);
  console.log(tableLines(figuresTable(columns)).join('\n'));
  if (variants.includes('elman-adapted')) await printPerplexity(project, options);
}

async function figuresOf(project: ReplayProject, variant: string, options: VariantOptions): Promise<Figures> {
  const { predictor, dispose } = await replayVariants.get(variant)!(project, options);
  try {
    const texts = project.typed.map(({ name, text }) => ({ name, languageId: languageOf(name), text }));
    return (await replay(predictor, texts, { words: Number(flags.words), seed: Number(flags.seed) })).all;
  } finally {
    await dispose();
  }
}
