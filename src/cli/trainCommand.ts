// `elman train`: text files -> a model package.
import { MOST_LAYERS } from '../model/manifest';
import { CELLS, INITIAL_STATES, type NetworkDescription } from '../model/networkDescription';
import { openModelPackage } from '../model/package';
import { perplexityText } from '../prediction/perplexity';
import { printResult, type Command } from './command';
import { SEED, type GivenArguments } from './givenArguments';
import { interruption } from './interruption';
import { progressNotes } from './progressNotes';
import { withStreams } from './streamedPaths';
import { givenMinutes, UNITS, VOCABULARY } from './trainingArguments';
import { withoutMissing } from './withoutMissing';

/** Options of a network from scratch. */
const NETWORK_OPTIONS = ['cell', 'layers', 'untied', 'initial-state', 'hidden', 'embedding', 'vocabulary'];

export const trainCommand: Command = {
  synopsis: '--out DIR [--from DIR] [--minutes N | --steps N] [--resume] [--cell NAME] [--layers N] [--untied] [--initial-state NAME] [--hidden N] [--embedding N] [--vocabulary N] [--seed N] [--json] PATH...',
  description: [
    'Trains a network on files and folders and writes a model package; files held out by name measure it.',
    'A pipe such as <(COMMAND), or - for standard input, is cut into parts between its lines, some of which are held out.',
    '  --out DIR        the new package: a new or empty folder, or an older package, which is replaced at the end',
    '  --from DIR       goes on from the weights and the vocabulary of a package',
    '  --minutes N      time for the training steps; 2 if no steps are given',
    '  --steps N        training steps',
    '  --resume         goes on from DIR.checkpoint, which a run with the same options left; the result is the same',
    `  --cell NAME      ${CELLS.join(', ')} (${CELLS[0]})`,
    `  --layers N       layers of cells, each reading the one below it, up to ${MOST_LAYERS} (1)`,
    '  --untied         the output layer has a table of its own and does not share that of the input',
    `  --initial-state NAME  what a document begins with: ${INITIAL_STATES.join(', ')} (${INITIAL_STATES[0]})`,
    '  --hidden N       units of the hidden state of a layer (512)',
    '  --embedding N    numbers per token (256)',
    '  --vocabulary N   tokens at most (8192)',
    '  --seed N         fixes initialisation, sampling and the order of reading (1)',
    '  --json           prints the result as one JSON object',
  ].join('\n'),
  options: {
    out: { type: 'string' }, from: { type: 'string' }, minutes: { type: 'string' }, steps: { type: 'string' }, resume: { type: 'boolean' }, cell: { type: 'string' },
    layers: { type: 'string' }, untied: { type: 'boolean' }, 'initial-state': { type: 'string' }, hidden: { type: 'string' }, embedding: { type: 'string' }, vocabulary: { type: 'string' },
    seed: { type: 'string' }, json: { type: 'boolean' },
  },
  run: async (given, terminal) => {
    given.exclusive('minutes', 'steps');
    for (const option of NETWORK_OPTIONS) given.exclusive('from', option);
    const minutes = givenMinutes(given);
    const out = given.requiredFolder('out');
    const options = withoutMissing({
      from: given.text('from'), minutes,
      steps: given.number('steps', { least: 1, most: 1e9 }),
      ...askedNetwork(given),
      seed: given.number('seed', SEED),
    });
    const paths = given.paths();
    if (options.from !== undefined) await checkPackage(options.from);
    // Loaded late: the tokenizer's trainer is a native library that the other commands do without.
    const { trainFromPaths } = await import('../../training/trainFromPaths');
    const { forget, ...interrupting } = interruption(terminal);
    const onNote = (sentence: string) => terminal.note(sentence);
    try {
      const onReportFailure = (reason: string) => onNote(`The report could not be written: ${reason}`);
      const callbacks = { onNote, onReportFailure, onProgress: progressNotes(onNote), ...interrupting };
      const summary = await withStreams(paths, 'parts', terminal, (readable) => trainFromPaths({ ...options, out, paths: readable, resume: given.flag('resume'), ...callbacks }));
      if (summary.problem !== undefined) terminal.note(summary.problem);
      const { tokens, steps, seconds, tokensPerSecond, epochs, validation: { bitsPerByte, perplexityPerWord, perplexityPerToken } } = summary;
      printResult(terminal, given, summary, [
        `Trained on ${tokens} tokens in ${steps} steps and ${seconds.toFixed(1)} s (${tokensPerSecond.toFixed(0)} tokens/s, ${epochs.toFixed(2)} epochs).`,
        `Held-out files: ${bitsPerByte.toFixed(3)} bits per byte, perplexity ${perplexityText(perplexityPerWord, 1)} per word, ${perplexityText(perplexityPerToken, 1)} per token.`,
        `The model is in ${out}; report.html there shows how it was trained.`,
      ]);
    } finally {
      forget();
    }
  },
};

function askedNetwork(given: GivenArguments): { [Part in keyof NetworkDescription]: NetworkDescription[Part] | undefined } {
  return {
    cell: given.choice('cell', CELLS),
    layers: given.number('layers', { least: 1, most: MOST_LAYERS }),
    tied: given.flag('untied') ? false : undefined,
    initialState: given.choice('initial-state', INITIAL_STATES),
    hidden: given.number('hidden', UNITS),
    embedding: given.number('embedding', UNITS),
    vocabulary: given.number('vocabulary', VOCABULARY),
  };
}

/** Opens and closes a package, so that a broken one is refused before anything is read. @throws UserError */
async function checkPackage(folder: string): Promise<void> {
  await (await openModelPackage(folder)).dispose();
}
