// Learns how far the mixture's probabilities can be trusted, on the text on which its weights were learned: after them, with
// the editor's own search.
//   npm run train:calibration -- --corpus DIR [--model DIR] [--out FILE] [--places N]
// The table shows what the map does to text of a kind that it was not learned on; what is written was learned on all kinds.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openModelPackage } from '../../src/model/package';
import { UserError } from '../../src/model/userError';
import { calibrated, type Calibration } from '../../src/prediction/memory/calibration';
import { validationTexts } from '../mixture/validationTexts';
import { fitCalibration } from './fitCalibration';
import type { Outcome } from './outcomes';
import { reliabilityOf } from './reliability';
import { validationOutcomes } from './validationOutcomes';

const { values: flags } = parseArgs({
  options: {
    corpus: { type: 'string' }, model: { type: 'string', default: join('models', 'base') },
    out: { type: 'string', default: join('src', 'prediction', 'memory', 'calibration.json') }, places: { type: 'string', default: '2500' },
  },
});

main().catch((error: Error) => {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  if (!flags.corpus) throw new Error('Usage: npm run train:calibration -- --corpus DIR [--model DIR] [--out FILE] [--places N]');
  const opened = await openModelPackage(flags.model);
  const kinds: { readonly name: string; readonly situations: ReadonlyMap<string, readonly Outcome[]> }[] = [];
  for (const texts of validationTexts(flags.corpus)) kinds.push({ name: texts.name, situations: await validationOutcomes(opened, texts, Number(flags.places)) });
  await opened.dispose();
  const fitted = (chosen: typeof kinds) => fitCalibration(chosen.flatMap(({ situations }) => [...situations.values()].flat()));
  const all = fitted(kinds);
  console.log('expected calibration error'.padEnd(30), ' as it is', 'map of other kinds', 'map of all');
  for (const { name, situations } of kinds) {
    const others = fitted(kinds.filter((kind) => kind.name !== name));
    for (const [what, outcomes] of situations) {
      const errors = [undefined, others, all].map((calibration) => errorOf(outcomes, calibration));
      console.log(`${name}: ${what}`.padEnd(30), errors[0].padStart(9), errors[1].padStart(18), errors[2].padStart(10));
    }
  }
  const written = { slope: Number(all.slope.toFixed(3)), intercept: Number(all.intercept.toFixed(3)) };
  console.log(JSON.stringify(written));
  writeFileSync(flags.out, `${JSON.stringify(written)}\n`);
}

function errorOf(outcomes: readonly Outcome[], calibration?: Calibration): string {
  const mapped = calibration ? outcomes.map(({ probability, isRight }) => ({ probability: calibrated(probability, calibration), isRight })) : outcomes;
  return `${(100 * (reliabilityOf(mapped)?.error ?? 0)).toFixed(1)} %`;
}
