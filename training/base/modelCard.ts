// The model card of the bundled model: what it is, how it was made, what it reaches and where it is weak, written
// from the manifest so that no figure stands there that was not measured.
import { join } from 'node:path';
import { readManifest, type Manifest } from '../../src/model/manifest';
import type { Precision } from '../../src/model/precision';
import { perplexityText } from '../../src/prediction/perplexity';
import { heldOutPackages, readPackageList } from '../corpus/packageList';
import type { PinnedPackage } from '../corpus/pinnedPackage';
import proseSources from './proseSources.json';

/** What the card says of the weights. */
export const STORED: Readonly<Record<Precision, string>> = {
  float32: 'in single precision',
  float16: 'in half precision',
  int8: 'stored as integers of 8 bits with a scale for each row, in standard ONNX operators',
  int4: 'stored as integers of 8 bits with a scale for each row, the embedding by what it differs from the output table, in 4 bits, in standard ONNX operators',
};

/**
 * Markdown text for the package in `folder`.
 * @param machine cores and processor that trained it.
 */
export function modelCard(folder: string, machine: string): string {
  const manifest = readManifest(folder);
  const { network, training, files, precision } = manifest;
  const { earlier } = training;
  const packages = readPackageList(join('training', 'sources.json'));
  const heldOutNames = heldOutPackages(packages);
  return [
    '# Elman base',
    '',
    `A vanilla recurrent neural network (Elman, 1990) over byte-pair tokens: h_t = tanh(W_x e_t + W_h h_(t-1) + b), p = softmax(${network.tied ? 'E' : 'C'} P h_t + c).`,
    `Embedding ${network.embedding}, hidden state ${network.hidden}, vocabulary ${network.vocabulary}, one layer, ${network.tied ? 'output tied to the embedding' : 'the output with a table of its own'};`,
    `\`model.onnx\` is ${megabytes(files['model.onnx'].bytes)} MB with weights ${STORED[precision]}.`,
    '',
    '## How it was made',
    '',
    `\`npm run train:base\` on ${machine}: the last run took ${minutes(training.seconds)} minutes and read ${(training.tokens / 1e6).toFixed(1)} million tokens in ${training.steps} steps`,
    `(truncated back-propagation through time, sampled softmax, NAdam; seed ${training.seed}). ${earlier ? `It went on from the weights of earlier runs: ${minutes(earlier.seconds)} minutes, ${(earlier.tokens / 1e6).toFixed(1)} million tokens.` : 'It began with random weights.'}`,
    'E-mail addresses and key-like strings were masked, copies of held-out text dropped. What it was trained on:',
    '',
    '| source | licence | MB |',
    '|---|---|---|',
    ...training.data.map(({ name, licence, bytes }) => `| ${name} | ${licence} | ${megabytes(bytes)} |`),
    '',
    '## What it reaches',
    '',
    'Static, on held-out text (the test split of the prose corpus; packages of source code held out by name), every file from a zero state:',
    '',
    '| text | bytes | bits per byte | perplexity per word | perplexity per token |',
    '|---|---|---|---|---|',
    ...manifest.heldOut.map(({ name, bytes, bitsPerByte, perplexityPerWord, perplexityPerToken }) => `| ${name} | ${bytes} | ${bitsPerByte.toFixed(3)} | ${perplexityText(perplexityPerWord, 1)} | ${perplexityText(perplexityPerToken, 1)} |`),
    '',
    '## Where it is weak',
    '',
    ...weaknesses(manifest),
    '',
    '## Attribution',
    '',
    'Prose, by public repository and commit:',
    '',
    ...proseSources.map(({ name, origin, commit, licence }) => `- ${name}: ${origin}${commit === '-' ? '' : ` at ${commit.slice(0, 12)}`}, ${licence}`),
    '',
    'Source code that was trained on, by package and version (of Python two files in five, of the others three, in the last run four):',
    '',
    ...packages.filter(({ name }) => !heldOutNames.has(name)).map(packageLine),
    '',
    'Held out, never trained on:',
    '',
    ...packages.filter(({ name }) => heldOutNames.has(name)).map(packageLine),
    '',
    'The texts in `rehearsal.json`, which are read again while a workspace is learned, are pieces of files of the same sources that were not',
    'trained on, shortened, with addresses and keys masked; their licences stand in `NOTICES.txt`.',
    '',
  ].join('\n');
}

function packageLine({ name, version, licence }: PinnedPackage): string {
  return `- ${name} ${version}, ${licence}`;
}

/** The sources with the most bits per byte, and what no figure shows. */
function weaknesses({ heldOut }: Manifest): string[] {
  const worst = heldOut.filter(({ name }) => !['prose', 'korean', 'code'].includes(name)).sort((a, b) => b.bitsPerByte - a.bitsPerByte).slice(0, 3);
  return [
    `- It knows least of ${worst.map(({ name, bitsPerByte }) => `${name} (${bitsPerByte.toFixed(2)} bits per byte)`).join(', ')}.`,
    '- Its prose is that of documentation, proposals and old novels: chats, letters and news are foreign to it until it is trained on the workspace.',
    '- Of programming languages it has read TypeScript, JavaScript and Python; of others only what stands in documentation.',
    '- A vanilla recurrent network forgets: what stands more than some dozens of words back hardly counts.',
    '- Languages other than English and Korean come from one small source.',
  ];
}

function minutes(seconds: number): string {
  return (seconds / 60).toFixed(0);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
