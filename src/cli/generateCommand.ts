// `elman generate`: text that the model makes up.
import { openModelPackage } from '../model/package';
import { generate } from '../prediction/generation';
import { continueText, type ContinuationEnding } from '../prediction/writing/continueText';
import { BlendedModel, MEMORY_SHARE } from '../prediction/writing/blendedModel';
import { kindOfText } from '../prediction/writing/textKind';
import { UserError } from '../model/userError';
import { createVocabulary } from '../prediction/vocabulary';
import type { Command } from './command';
import { SEED } from './givenArguments';
import { readToEnd } from './readToEnd';
import type { Terminal } from './terminal';

const DEFAULT_WORDS = 50;
const MOST_WORDS = 100_000;
/** A little cooler than the network believes: its rare words are its worst. */
const DEFAULT_TEMPERATURE = 0.8;
const HOTTEST = 10;

export const generateCommand: Command = {
  synopsis: '--model DIR --prompt TEXT [--words N] [--temperature X] [--seed N] [--raw]',
  description: [
    'Prints the prompt and continues it with whole sentences, or lines of code, as "Continue Writing" does.',
    '  --model DIR       the model package',
    '  --prompt TEXT     how the text begins; may be empty',
    `  --words N         words to add, about (${DEFAULT_WORDS})`,
    `  --temperature X   0 takes the most probable words, 1 draws as the model expects, higher values are more random (${DEFAULT_TEMPERATURE})`,
    '  --seed N          the same seed gives the same text (1)',
    '  --raw             draws token after token without rules, exactly N words',
  ].join('\n'),
  options: { model: { type: 'string' }, prompt: { type: 'string' }, words: { type: 'string' }, temperature: { type: 'string' }, seed: { type: 'string' }, raw: { type: 'boolean' } },
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
      const place = await readToEnd(model, tokenizer, prompt);
      const options = { typed: place.typed, words, temperature, seed, isCancelled: () => isCancelled };
      const vocabulary = createVocabulary(tokenizer);
      if (given.flag('raw')) {
        terminal.write(prompt);
        for await (const piece of generate(model, tokenizer, vocabulary, { ...options, distribution: place.distribution })) terminal.write(piece);
      } else {
        const before = prompt.replace(/\r\n?/gu, '\n');
        const blended = new BlendedModel(model, { document: place.knowledge.sources, open: [], workspace: [] }, MEMORY_SHARE);
        const request = { ...options, distribution: blended.begin(place.distribution, place.knowledge), before, after: '', kind: kindOfText(before) };
        await printContinuation(terminal, prompt, continueText({ network: model, model: blended, tokenizer, vocabulary }, request), () => isCancelled);
      }
      terminal.write('\n');
    } finally {
      forget();
      await dispose();
    }
  },
};

type Pieces = AsyncGenerator<string, ContinuationEnding, void>;

/** Prints the prompt with the first piece: nothing is printed where nothing can be written. @throws UserError that says why. */
async function printContinuation(terminal: Terminal, prompt: string, pieces: Pieces, isCancelled: () => boolean): Promise<void> {
  let waiting = prompt;
  let next = await pieces.next();
  for (; !next.done; next = await pieces.next()) {
    if (next.value === '') continue;
    terminal.write(waiting + next.value);
    waiting = '';
  }
  if (isCancelled()) terminal.write(waiting);
  else if (next.value !== 'written') throw problemOf(next.value);
}

/** Why nothing was written. */
function problemOf(ending: Exclude<ContinuationEnding, 'written'>): UserError {
  switch (ending) {
    case 'improbable':
      return new UserError('Elman found no readable text to go on with here, so nothing was written.');
    case 'foreign':
      return new UserError('The model knows too little text of this kind to write more of it, so nothing was written.');
    case 'tooShort':
      return new UserError('There is too little text before the cursor to go on from. Write a sentence first.');
    case 'withinLine':
      return new UserError('Elman continues code at the end of a line only.');
  }
}
