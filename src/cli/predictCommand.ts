// `elman predict`: the suggestions that the editor would give if asked by hand.
import { decodeText } from '../privacy/decodeText';
import { openModelPackage, type ModelPackage } from '../model/package';
import { UserError } from '../model/userError';
import { worthOf } from '../prediction/eagerness';
import { suggest, type Suggestions } from '../prediction/suggestions';
import { createVocabulary } from '../prediction/vocabulary';
import { defaultSettings } from '../server/settings';
import { printResult, type Command } from './command';
import { readToEnd } from './readToEnd';
import { readInput } from './terminal';

const DEFAULT_TOP = 3;
const MOST_SUGGESTIONS = 100;

export const predictCommand: Command = {
  synopsis: '--model DIR [--top K] [--json] [-]',
  description: [
    'Reads the text before the cursor from standard input and prints the most probable words that follow. One line end at the',
    'end of the text is left out, since most programs write one; give two for a cursor on an empty line.',
    '  --model DIR   the model package',
    `  --top K       suggestions at most (${DEFAULT_TOP})`,
    '  --json        prints one JSON object; replace is how many UTF-16 units before the cursor text stands for',
  ].join('\n'),
  options: { model: { type: 'string' }, top: { type: 'string' }, json: { type: 'boolean' } },
  run: async (given, terminal) => {
    given.onlyStandardInput();
    const candidates = given.number('top', { least: 1, most: MOST_SUGGESTIONS }) ?? DEFAULT_TOP;
    const opened = await openModelPackage(given.requiredFolder('model'));
    try {
      const text = decodeText(await readInput(terminal));
      if (text === undefined) throw new UserError('Standard input is no Unicode text.');
      const { suggestions } = await suggestionsAfter(opened, text.replace(/\n$/, ''), candidates);
      const lines = suggestions.map(({ text: shown, probability }) => `${(100 * probability).toFixed(1).padStart(5)} %  ${shown.trim()}`);
      printResult(terminal, given, { suggestions }, lines.length > 0 ? lines : ['No next word is probable.']);
    } finally {
      await opened.dispose();
    }
  },
};

/** As the editor searches on explicit invoke, at the end of a document that was read as a whole. */
async function suggestionsAfter({ model, tokenizer }: ModelPackage, text: string, candidates: number): Promise<Suggestions> {
  const { distribution, typed } = await readToEnd(model, tokenizer, text);
  const { eagerness, maximumWords } = defaultSettings;
  const limits = { worth: worthOf[eagerness], maximumWords, candidates };
  return suggest(model, tokenizer, createVocabulary(tokenizer), { distribution, typed, textAfterCursor: '', limits, explicit: true });
}
