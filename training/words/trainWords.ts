// Makes the list of common words that may be suggested though no open text has them:
//   npm run train:words -- --corpus DIR [--out FILE]
// Reads all files of DIR/train and the packages of source code that the bundled model learned from, but not those that are held out.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../../src/model/userError';
import { BloomFilter } from '../../src/prediction/commonWords';
import { readPackageSources } from '../corpus/packageSources';
import { findPaths } from '../corpus/readPaths';
import { readKnownText, readText } from '../corpus/readText';
import { commonWords, type CountedText } from './commonWords';

const { values: flags } = parseArgs({
  options: {
    corpus: { type: 'string' }, out: { type: 'string', default: join('src', 'prediction', 'commonWords.json') },
  },
});

/** Share of other words that pass the list: it decides about its size. */
const ERROR_RATE = 0.002;

main().catch((error: Error) => {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  if (!flags.corpus) throw new Error('Usage: npm run train:words -- --corpus DIR [--out FILE]');
  const code = await readPackageSources(join('training', 'sources.json'), join('.elman', 'sources'), () => undefined);
  const words = commonWords(textsOf(join(flags.corpus, 'train'), code.filter(({ split }) => split === 'train')));
  writeFileSync(flags.out, `${JSON.stringify(BloomFilter.of(words, ERROR_RATE).write())}\n`);
  console.log(`${words.length} common words`);
}

function* textsOf(prose: string, code: readonly { readonly file: string; readonly source: string }[]): Generator<CountedText> {
  for (const { path } of findPaths([prose])) {
    const text = readText(path);
    if (text !== undefined) yield { text, project: undefined };
  }
  for (const { file, source } of code) yield { text: readKnownText(file), project: source };
}
