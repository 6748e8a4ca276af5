// How often suggestions are right, by the probability that they say, on text that the model has not read: whether
// the correction of probabilities (`npm run train:calibration`) fits. Prints a table; asserts nothing.
//   npm run bench:reliability -- --corpus DIR [--model DIR] [--places N]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { tableLines } from '../src/cli/tableLines';
import { openModelPackage, type ModelPackage } from '../src/model/package';
import { learnedCalibration } from '../src/prediction/memory/calibration';
import type { Reliability } from '../src/report/reportData';
import { reliabilityOf } from '../training/calibration/reliability';
import { validationOutcomes } from '../training/calibration/validationOutcomes';
import { validationTexts, type ValidationTexts } from '../training/mixture/validationTexts';

const { values: flags } = parseArgs({ options: { corpus: { type: 'string' }, model: { type: 'string', default: join('models', 'base') }, places: { type: 'string', default: '5000' } } });

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

async function rowsOf(opened: ModelPackage, texts: ValidationTexts): Promise<string[][]> {
  console.error(texts.name);
  const situations = await validationOutcomes(opened, texts, Number(flags.places), learnedCalibration);
  return [...situations].flatMap(([what, outcomes]) => {
    const reliability = reliabilityOf(outcomes);
    return reliability ? [[`${texts.name}: ${what}`, ...cellsOf(reliability)]] : [];
  });
}

function cellsOf({ bins, error, errorByChance }: Reliability): string[] {
  const curve = bins.map(({ meanProbability, shareRight }) => `${meanProbability.toFixed(2)} -> ${shareRight.toFixed(2)}`);
  return [String(bins.reduce((sum, { suggestions }) => sum + suggestions, 0)), ...[error, errorByChance].map((share) => `${(100 * share).toFixed(1)} %`), curve.join('  ')];
}
