// `npm run bench:train`: how fast and how well training learns at the sizes the references were measured with, on a folder
// of hand-written TypeScript. Prints; asserts nothing. Run it while nothing else runs.
//   speed      tokens/s with the full and with the sampled softmax, as shares of the machine's matrix-product peak, and the
//              time of each part of a step; PyTorch's nn.RNN with Adam in turn with ours, where it is installed
//   quality    perplexity per token of held-out files after so many seconds from scratch, PyTorch's after the same time, and
//              that of a Kneser-Ney 6-gram of the same tokens
//   adapted    with `--adapt 2,10`: from the bundled model, after so many minutes, beside a 6-gram in the model's tokens
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { matrixPeak } from './matrixPeak';
import { pythonWithTorch, torchTokensPerSecond, trainWithTorch } from './torch';
import { ngramPerplexity, trainFrom, trainFromScratch } from './trainingQuality';
import { referenceNetwork, referenceWindow, THREADS, TrainingSpeedBench } from './trainingSpeed';
import { folderFromScratch, folderInTokensOf, type TrainingFolder } from './typescriptFolder';
import { encodeTexts } from '../training/texts';
import { defaultRecipe } from '../training/trainNetwork';

const { values: flags } = parseArgs({ allowNegative: true, options: {
  speed: { type: 'boolean', default: true }, seconds: { type: 'string', default: '120' }, adapt: { type: 'string' }, model: { type: 'string', default: join('models', 'base') } } });
const ROUNDS = 3;

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const python = pythonWithTorch();
  if (!python) console.log('PyTorch is not installed (Debian: python3-torch, libopenblas0-openmp): ours alone.');
  const folder = folderFromScratch(referenceNetwork.vocabulary);
  console.log(`${folder.name}: ${count(folder)} tokens to learn from`);
  if (flags.speed) await printSpeed(folder, python);
  if (Number(flags.seconds) > 0) await printQuality(folder, Number(flags.seconds), python);
  for (const minutes of flags.adapt?.split(',') ?? []) await printAdapted(Number(minutes));
}

async function printSpeed({ documents: { train } }: TrainingFolder, python: string | undefined): Promise<void> {
  const [sampled, full] = [await TrainingSpeedBench.create(train, defaultRecipe.candidates), await TrainingSpeedBench.create(train, referenceNetwork.vocabulary)];
  printRow(['round', 'peak GFLOP/s', 'sampled tokens/s', 'share', 'full tokens/s', 'share', 'PyTorch tokens/s', 'sampled/PyTorch', 'full/PyTorch']);
  for (let round = 1; round <= ROUNDS; round++) {
    const peak = await matrixPeak(THREADS);
    const [ours, whole] = [await sampled.measure(), await full.measure()];
    const theirs = python ? torchTokensPerSecond(python) : NaN;
    const share = (gigaflops: number) => `${((100 * gigaflops) / peak).toFixed(0)} %`;
    const ratio = (tokensPerSecond: number) => (tokensPerSecond / theirs).toFixed(2);
    printRow([String(round), peak.toFixed(0), ours.tokensPerSecond.toFixed(0), share(ours.gigaflops), whole.tokensPerSecond.toFixed(0), share(whole.gigaflops), theirs.toFixed(0), ratio(ours.tokensPerSecond), ratio(whole.tokensPerSecond)]);
    if (round < ROUNDS) continue;
    for (const [name, { times: { inputMs, graphMs, optimizerMs } }] of [['sampled', ours], ['full', whole]] as const) {
      console.log(`${name}: a step of ${referenceWindow.batch * referenceWindow.steps} tokens takes ${inputMs.toFixed(1)} ms for candidates and inputs, ${graphMs.toFixed(1)} ms in the graph, ${optimizerMs.toFixed(1)} ms for the optimizer.`);
    }
  }
  await sampled.dispose();
  await full.dispose();
}

async function printQuality(folder: TrainingFolder, seconds: number, python: string | undefined): Promise<void> {
  const peak = await matrixPeak(THREADS);
  const ours = await trainFromScratch(folder, { seconds });
  console.log(`Elman, ${seconds} s from scratch (peak ${peak.toFixed(0)} GFLOP/s): ${ours.tokensPerSecond.toFixed(0)} tokens/s, ${ours.epochs.toFixed(2)} epochs, perplexity per token ${ours.perplexityPerToken.toFixed(2)}`);
  console.log(`Kneser-Ney 6-gram of the same tokens: perplexity per token ${(await ngramPerplexity(folder)).toFixed(2)}`);
  if (!python) return;
  const theirs = trainWithTorch(python, folder.documents.train, encodeTexts(folder.tokenizer, folder.heldOut), seconds);
  console.log(`PyTorch, ${seconds} s from scratch: ${theirs.tokensPerSecond.toFixed(0)} tokens/s, perplexity per token ${theirs.perplexityPerToken.toFixed(2)}; Elman's is ${(ours.perplexityPerToken / theirs.perplexityPerToken).toFixed(2)} of it`);
}

async function printAdapted(minutes: number): Promise<void> {
  const folder = folderInTokensOf(flags.model);
  const ours = await trainFrom(flags.model, folder, { seconds: 60 * minutes });
  const ngram = await ngramPerplexity(folder);
  console.log(`Elman, ${minutes} minutes from ${flags.model}: ${ours.tokensPerSecond.toFixed(0)} tokens/s, ${ours.epochs.toFixed(2)} epochs, perplexity per token ${ours.perplexityPerToken.toFixed(2)}; Kneser-Ney 6-gram of the same tokens ${ngram.toFixed(2)}`);
}

function count({ documents: { train } }: TrainingFolder): number {
  return train.reduce((sum, document) => sum + document.length - 1, 0);
}

function printRow(cells: readonly string[]): void {
  const widths = [5, 13, 17, 6, 14, 6, 17, 16, 13];
  console.log(cells.map((cell, i) => cell.padStart(widths[i])).join(' '));
}
