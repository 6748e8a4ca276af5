// One line of the table in training/README.md: a training of the reference network on the folder that bench/train.ts
// measures with, some numbers of its recipe changed. Prints; asserts nothing.
//   npm run bench:recipe -- [--steps N | --seconds N] [--NUMBER VALUE]... [--share X] [--from DIR]
// --share learns from that part of the files only, 0 to 1. Numbers: batch, windowSteps, candidates, learningRate, tableRate,
// axesWindows, dropout, validations, seed, vocabulary, and of a start from scratch embedding, drive, projection, radius (`StartScales`).
import { parseArgs } from 'node:util';
import { defaultScales } from '../training/initialise';
import { continuedRecipe, defaultRecipe } from '../training/trainNetwork';
import { trainFrom, trainFromScratch } from './trainingQuality';
import { referenceNetwork } from './trainingSpeed';
import { folderFromScratch, folderInTokensOf } from './typescriptFolder';

/** 1.2 million tokens at the reference's window: about one pass over the folder. */
const STEPS = 1200;
const number = { type: 'string' } as const;
const { values: flags } = parseArgs({ options: {
  steps: number, seconds: number, from: number, share: number, vocabulary: number, batch: number, windowSteps: number, candidates: number,
  learningRate: number, tableRate: number, axesWindows: number, dropout: number, validations: number, seed: number, embedding: number, drive: number, projection: number, radius: number } });

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const budget = flags.seconds ? { seconds: Number(flags.seconds) } : { steps: Number(flags.steps ?? STEPS) };
  const { from } = flags;
  const share = Number(flags.share ?? 1);
  const quality = from
    ? await trainFrom(from, folderInTokensOf(from, share), budget, changed(continuedRecipe))
    : await trainFromScratch(folderFromScratch(Number(flags.vocabulary ?? referenceNetwork.vocabulary), share), budget, changed(defaultRecipe), changed(defaultScales));
  const options = Object.entries(flags).map(([name, value]) => `${name} ${value}`).join(', ');
  console.log(`${options || 'the default'}: ${quality.tokensPerSecond.toFixed(0)} tokens/s, ${quality.epochs.toFixed(2)} epochs, perplexity per token ${quality.perplexityPerToken.toFixed(2)}, ${quality.bitsPerByte.toFixed(3)} bits per byte`);
}

/** The numbers that the command line names in place of the usual ones. @throws Error if one is no number. */
function changed<T extends object>(usual: T): T {
  const given = Object.entries(flags).filter(([name]) => name in usual).map(([name, value]) => [name, Number(value)] as const);
  for (const [name, value] of given) if (!Number.isFinite(value)) throw new Error(`--${name} must be a number.`);
  return { ...usual, ...Object.fromEntries(given) };
}
