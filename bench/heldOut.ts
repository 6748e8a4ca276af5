// What a model reaches on all held-out text, per source: the table of the bundled model's card.
//   npm run bench:held-out -- --corpus DIR [--model DIR]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readBaseCorpus } from '../training/base/baseCorpus';
import { heldOutFigures } from '../training/base/publishBase';

const { values: flags } = parseArgs({ options: { corpus: { type: 'string' }, model: { type: 'string', default: join('models', 'base') } } });

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  if (!flags.corpus) throw new Error('Say where the prose corpus is: npm run bench:held-out -- --corpus DIR [--model DIR]');
  const texts = await readBaseCorpus(flags.corpus, join('.elman', 'sources'), () => undefined);
  const figures = await heldOutFigures(flags.model, texts, (sentence) => console.error(sentence));
  console.log('text                    bytes  bits per byte  perplexity per word');
  for (const { name, bytes, bitsPerByte, perplexityPerWord } of figures) {
    console.log([name.padEnd(18), String(bytes).padStart(10), bitsPerByte.toFixed(3).padStart(14), perplexityPerWord.toFixed(1).padStart(20)].join(' '));
  }
}
