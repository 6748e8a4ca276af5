// How often suggestions are right, by the probability that they say, on text that the model has not read: whether
// probabilities need a correction. Prints a table; asserts nothing.
//   npm run bench:reliability -- --corpus DIR [--model DIR] [--places N]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { tableLines } from '../src/cli/tableLines';
import { openModelPackage, type ModelPackage } from '../src/model/package';
import { documentTokens } from '../src/prediction/documentTokens';
import { IndexedSource } from '../src/prediction/memory/followers';
import { TokenIndex } from '../src/prediction/memory/tokenIndex';
import type { Reliability } from '../src/report/reportData';
import { outcomesAt } from '../training/calibration/outcomes';
import { samplePlaces } from '../training/calibration/places';
import { reliabilityOf } from '../training/calibration/reliability';
import { validationTexts, type ValidationTexts } from '../training/mixture/validationTexts';

const { values: flags } = parseArgs({ options: { corpus: { type: 'string' }, model: { type: 'string', default: join('models', 'base') }, places: { type: 'string', default: '5000' } } });
/** Beginnings of many files: what is right in one depends on what was right above it. */
const SAMPLE = { texts: 160, units: 4_000, seed: 1 };

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  if (!flags.corpus) throw new Error('Say where the prose corpus is: npm run bench:reliability -- --corpus DIR [--model DIR] [--places N]');
  const opened = await openModelPackage(flags.model);
  const rows: string[][] = [];
  for (const texts of validationTexts(flags.corpus)) rows.push(...(await rowsOf(opened, texts)));
  await opened.dispose();
  console.log(tableLines({ head: ['text and what is known', 'suggestions', 'calibration error', 'by chance', 'mean probability -> share right'], rows }).join('\n'));
}

async function rowsOf(opened: ModelPackage, { name, workspace, typed }: ValidationTexts): Promise<string[][]> {
  const { tokenizer } = opened;
  const places = samplePlaces(typed, { ...SAMPLE, places: Number(flags.places) });
  const tokens = Uint16Array.from(workspace.flatMap(({ text }) => [...documentTokens(tokenizer, text)]));
  const known = { document: [], 'and workspace': [new IndexedSource(TokenIndex.of(tokens, tokenizer.startToken))] };
  const rows: string[][] = [];
  for (const [what, sources] of Object.entries(known)) {
    console.error(`${name}: ${what}`);
    const reliability = reliabilityOf(await outcomesAt(opened, places, { open: [], workspace: sources }));
    if (reliability) rows.push([`${name}: ${what}`, ...cellsOf(reliability)]);
  }
  return rows;
}

function cellsOf({ bins, error, errorByChance }: Reliability): string[] {
  const curve = bins.map(({ meanProbability, shareRight }) => `${meanProbability.toFixed(2)} -> ${shareRight.toFixed(2)}`);
  return [String(bins.reduce((sum, { suggestions }) => sum + suggestions, 0)), ...[error, errorByChance].map((share) => `${(100 * share).toFixed(1)} %`), curve.join('  ')];
}
