// `elman generate`: text that the model makes up.
import { openModelPackage } from '../model/package';
import { generate } from '../prediction/generation';
import { createVocabulary } from '../prediction/vocabulary';
import type { Command } from './command';
import { SEED } from './givenArguments';
import { readToEnd } from './readToEnd';

const DEFAULT_WORDS = 50;
const MOST_WORDS = 100_000;
/** A little cooler than the network believes: its rare words are its worst. */
const DEFAULT_TEMPERATURE = 0.8;
const HOTTEST = 10;

export const generateCommand: Command = {
  synopsis: '--model DIR --prompt TEXT [--words N] [--temperature X] [--seed N]',
  description: [
    'Prints the prompt and goes on with words drawn from the model.',
    '  --model DIR       the model package',
    '  --prompt TEXT     how the text begins; may be empty',
    `  --words N         words to add (${DEFAULT_WORDS})`,
    `  --temperature X   0 takes the most probable token, 1 draws as the model believes, more is wilder (${DEFAULT_TEMPERATURE})`,
    '  --seed N          the same seed gives the same text (1)',
  ].join('\n'),
  options: { model: { type: 'string' }, prompt: { type: 'string' }, words: { type: 'string' }, temperature: { type: 'string' }, seed: { type: 'string' } },
  run: async (given, terminal) => {
    given.noPaths();
    const folder = given.requiredFolder('model');
    const prompt = given.requiredText('prompt');
    const words = given.number('words', { least: 1, most: MOST_WORDS }) ?? DEFAULT_WORDS;
    const temperature = given.number('temperature', { least: 0, most: HOTTEST, whole: false }) ?? DEFAULT_TEMPERATURE;
    const seed = given.number('seed', SEED) ?? 1;
    const { model, tokenizer, dispose } = await openModelPackage(folder);
    let isCancelled = false;
    const forget = terminal.onInterrupt(() => (isCancelled = true));
    try {
      const { distribution, typed } = await readToEnd(model, tokenizer, prompt);
      terminal.write(prompt);
      const options = { distribution, typed, words, temperature, seed, isCancelled: () => isCancelled };
      for await (const piece of generate(model, tokenizer, createVocabulary(tokenizer), options)) terminal.write(piece);
      terminal.write('\n');
    } finally {
      forget();
      await dispose();
    }
  },
};
