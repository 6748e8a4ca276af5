// `elman replay`: held-out files are typed through the code that serves the editor -> how many keys it saves.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { languageOf } from '../privacy/languages';
import { readPaths, type PathText } from '../../training/corpus/readPaths';
import { figuresTable } from '../replay/figuresTable';
import { replay } from '../replay/replay';
import type { ListEntry } from '../replay/typeStretch';
import { selectedWord } from '../replay/wordCompletion';
import { printResult, type Command } from './command';
import { SEED, type GivenArguments } from './givenArguments';
import { withStreams } from './streamedPaths';
import { tableLines } from './tableLines';
import type { Terminal } from './terminal';

/** Typed in about two minutes by two quiet cores. */
const SAMPLED_WORDS = 2500;
/** Milliseconds between two notes for a person who waits. */
const NOTE_EVERY_MS = 5000;

export const replayCommand: Command = {
  synopsis: '--model DIR [--adapt DIR] [--json] [--full] [--widget] [--seed N] PATH...',
  description: [
    'Types files, or the text files of folders, key by key through the code that serves the editor and accepts what is right:',
    'which share of the keys is saved, how much of what is shown is accepted, what it costs.',
    '  --model DIR   the model package',
    '  --adapt DIR   learns this folder for two minutes first, as the editor does; the files that are typed must not be in it',
    `  --full        types all of it; without it stretches of about ${SAMPLED_WORDS} words in all`,
    "  --widget      in TypeScript, with the editor's own list open on every word and a word of the document selected",
    '  --seed N      fixes the sample and the gaps between keys (1)',
    '  --json        prints the result as one JSON object',
    'keystrokes are those without prediction; top1, top3 and mrr10 are of whole next words; savings timed count what is seen',
    'between two keys only, and depend on the measured time of the answers as the last three figures do.',
  ].join('\n'),
  options: { model: { type: 'string' }, adapt: { type: 'string' }, json: { type: 'boolean' }, full: { type: 'boolean' }, widget: { type: 'boolean' }, seed: { type: 'string' } },
  run: async (given, terminal) => {
    const model = given.requiredFolder('model');
    const seed = given.number('seed', SEED) ?? 1;
    const texts = await withStreams(given.paths(), 'whole', terminal, async (readable) => readPaths(readable, terminal.note));
    const scratch = mkdtempSync(join(tmpdir(), 'elman-replay-'));
    try {
      const { folder, ...remembered } = given.text('adapt') === undefined ? { folder: model } : await adapt(given, texts, join(scratch, 'model'), terminal);
      // Loaded late: the server's libraries are of no use to other commands.
      const { ServerPredictor } = await import('../replay/serverPredictor');
      const predictor = await ServerPredictor.ofPackage(folder, remembered);
      try {
        const typed = texts.map(({ name, text }) => ({ name, languageId: languageOf(name), text }));
        const figures = await replay(predictor, typed, {
          seed,
          ...(given.flag('full') ? {} : { words: SAMPLED_WORDS }),
          ...(given.flag('widget') ? { listEntry } : {}),
          onProgress: nowAndThen((fraction) => terminal.note(`typed ${percent(fraction)}`)),
        });
        printResult(terminal, given, figures, tableLines(figuresTable([['all', figures.all], ...Object.entries(figures.languages)])));
      } finally {
        await predictor.dispose();
      }
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  },
};

/** @returns the package that the editor would use after the training, and what would be remembered. */
async function adapt(given: GivenArguments, texts: readonly PathText[], candidate: string, terminal: Terminal): Promise<{ folder: string; memoryFile: string }> {
  // Loaded late, as training is by the other commands.
  const { adaptedPackage } = await import('../replay/adaptedPackage');
  const note = nowAndThen((fraction) => terminal.note(`learned ${percent(fraction)}`));
  const order = { model: given.requiredFolder('model'), learned: given.requiredFolder('adapt'), candidate, replayed: texts.map(({ path }) => resolve(path)) };
  const { folder, memoryFile, before, after, isAccepted } = await adaptedPackage({ ...order, onProgress: ({ fraction }) => note(fraction) });
  terminal.note(`Held-out files of ${order.learned}: ${before.toFixed(3)} bits per byte before, ${after.toFixed(3)} after; ${isAccepted ? 'the new model is in use' : 'the model stays as it was'}.`);
  return { folder, memoryFile };
}

/** The list of the editor, open on every word of TypeScript. */
function listEntry(languageId: string): ListEntry | undefined {
  if (!languageId.startsWith('typescript')) return undefined;
  return (document, position) => selectedWord(document, position, { languageId, localityBonus: false });
}

function nowAndThen(note: (fraction: number) => void): (fraction: number) => void {
  let lastMs = performance.now();
  return (fraction) => {
    if (performance.now() - lastMs < NOTE_EVERY_MS) return;
    lastMs = performance.now();
    note(fraction);
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
