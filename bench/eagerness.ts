// `npm run bench:eagerness`: what each level of `elman.eagerness` shows and saves on the same files, typed by the same rules from
// the same seed. Prints a table; asserts nothing.
//   npm run bench:eagerness -- [--model DIR] [--words N] [--seed N] PATH...
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { tableLines } from '../src/cli/tableLines';
import { EAGERNESS } from '../src/prediction/eagerness';
import type { Figures } from '../src/replay/counts';
import { replay } from '../src/replay/replay';
import { ServerPredictor } from '../src/replay/serverPredictor';
import { languageOf } from '../src/privacy/languages';
import { readPaths } from '../training/corpus/readPaths';

const string = { type: 'string' } as const;
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { model: { ...string, default: join('models', 'base') }, words: { ...string, default: '1500' }, seed: { ...string, default: '1' } },
});

const HEAD = ['level', 'shown', 'accepted', 'acceptance', 'completed', 'keys saved', 'timed'];

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  if (positionals.length === 0) throw new Error('Say which files are typed: npm run bench:eagerness -- [--model DIR] [--words N] [--seed N] PATH...');
  const texts = readPaths(positionals).map(({ name, text }) => ({ name, languageId: languageOf(name), text }));
  const rows: string[][] = [];
  for (const eagerness of EAGERNESS) {
    console.error(eagerness);
    const predictor = await ServerPredictor.ofPackage(flags.model, { eagerness });
    const { all } = await replay(predictor, texts, { words: Number(flags.words), seed: Number(flags.seed) });
    await predictor.dispose();
    rows.push([eagerness, ...cellsOf(all)]);
  }
  console.log(`${texts.length} files, ${flags.words} words of them, seed ${flags.seed}`);
  console.log(tableLines({ head: HEAD, rows }).join('\n'));
}

function cellsOf({ shown, accepted, acceptanceRate, completedShare, keystrokeSavings, keystrokeSavingsTimed }: Figures): string[] {
  return [String(shown), String(accepted), ...[acceptanceRate, completedShare, keystrokeSavings, keystrokeSavingsTimed].map((share) => `${(100 * share).toFixed(1)} %`)];
}
