// `elman compare`: several models on the same files -> one table.
import { comparedModels, DEFAULT_MODELS } from '../../training/comparison/modelNames';
import { comparisonTable } from '../report/comparisonTable';
import { comparisonTexts } from '../report/comparisonTexts';
import { english } from '../report/reportTexts';
import { printResult, type Command } from './command';
import { SEED, UsageError } from './givenArguments';
import { interruption } from './interruption';
import { progressNotes } from './progressNotes';
import { withStreams } from './streamedPaths';
import { tableLines } from './tableLines';
import { givenMinutes, UNITS, VOCABULARY } from './trainingArguments';
import { withoutMissing } from './withoutMissing';

const NAMES = [...comparedModels.keys()];

export const compareCommand: Command = {
  synopsis: '--out DIR [--minutes N] [--models LIST] [--hidden N] [--embedding N] [--vocabulary N] [--seed N] [--json] PATH...',
  description: [
    'Trains models on the same files and folders, measures them on the same held-out files, and prints one table.',
    '  --out DIR        keeps comparison.json and comparison.html, after each model: a new or empty folder, or that of an older comparison',
    '  --minutes N      time for the training of each network (2); n-grams are counted once',
    `  --models LIST    names with commas between them (${DEFAULT_MODELS.join(',')}), in the order of the table`,
    '  --hidden N       units of every hidden layer (512)',
    '  --embedding N    numbers per token (256)',
    '  --vocabulary N   tokens at most (8192)',
    '  --seed N         fixes initialisation, sampling and the order of reading (1)',
    '  --json           prints the comparison as one JSON object',
    `Models: ${NAMES.join(', ')}.`,
    'fixed-window is the network of Bengio et al. (2003) over the last five tokens, without its direct connections; kn-N is the',
    'interpolated modified Kneser-Ney n-gram of order N.',
  ].join('\n'),
  options: {
    out: { type: 'string' }, minutes: { type: 'string' }, models: { type: 'string' }, hidden: { type: 'string' }, embedding: { type: 'string' }, vocabulary: { type: 'string' },
    seed: { type: 'string' }, json: { type: 'boolean' },
  },
  run: async (given, terminal) => {
    const out = given.requiredFolder('out');
    const models = modelsOf(given.text('models'));
    const options = withoutMissing({
      minutes: givenMinutes(given),
      hidden: given.number('hidden', UNITS),
      embedding: given.number('embedding', UNITS),
      vocabulary: given.number('vocabulary', VOCABULARY),
      seed: given.number('seed', SEED),
    });
    const paths = given.paths();
    // Loaded late: the tokenizer's trainer is a native library that the other commands do without.
    const { compareFromPaths } = await import('../../training/comparison/compareFromPaths');
    const { forget, ...interrupting } = interruption(terminal);
    try {
      const onNote = (sentence: string) => terminal.note(sentence);
      const comparison = await withStreams(paths, 'parts', terminal, (readable) =>
        compareFromPaths({ ...options, out, models, paths: readable, onNote, onProgress: progressNotes(onNote), ...interrupting }));
      const problems = comparison.models.flatMap(({ name, problem }) => (problem === null ? [] : [`${name}: ${problem}`]));
      printResult(terminal, given, comparison, [...tableLines(comparisonTable(comparison.models, comparisonTexts(english))), ...problems, `The comparison is in ${out}; comparison.html there shows how the models learned.`]);
    } finally {
      forget();
    }
  },
};

/** Each once, in the order given. */
function modelsOf(list: string | undefined): readonly string[] {
  if (list === undefined) return DEFAULT_MODELS;
  const names = [...new Set(list.split(',').map((name) => name.trim()))];
  const unknown = names.find((name) => !comparedModels.has(name));
  if (unknown !== undefined) throw new UsageError(`There is no model ${JSON.stringify(unknown)}. The models are ${NAMES.join(', ')}.`);
  return names;
}
