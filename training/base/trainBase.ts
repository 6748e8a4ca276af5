// Makes the bundled model: corpus -> tokenizer -> training -> package with held-out figures, rehearsal texts, card.
//   npm run train:base -- --corpus DIR [--minutes N] [--hidden N] [--from DIR] [--rate X] [--table-rate X] [--untied] [--seed N] [--out DIR] [--resume] [--export-only | --encode-only | --companions-only]
// A run keeps a checkpoint in `.elman/base/` until its model is published; `--resume`, with the same options, goes on from
// there as if it had never stopped, `--from` begins with the weights of a package (with a larger `--hidden` its layer grows, with `--untied` its output gets a table of its own), `--export-only` publishes
// the best weights of the checkpoint, `--encode-only` publishes a published model again with its weights as they are stored
// today, `--companions-only` writes the card and the texts beside a published model anew.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fingerprint, readManifest } from '../../src/model/manifest';
import { vanilla, type NetworkDescription } from '../../src/model/networkDescription';
import { parseTokenizer, TOKENIZER_FILE } from '../../src/model/tokenizerFile';
import { formatSentence, UserError } from '../../src/model/userError';
import type { Tokenizer } from '../../src/prediction/languageModel';
import { seededRandom } from '../../src/prediction/seededRandom';
import { readParameters } from '../adaptModel';
import { readCheckpoint, removeCheckpoint } from '../checkpoint/checkpointFile';
import { keepCheckpoints } from '../checkpoint/checkpointKeeper';
import { checkSameRun, fingerprintOf, type RunDescription } from '../checkpoint/runDescription';
import type { Parameters } from '../graph/network';
import { growHidden, untie } from '../grow';
import { initialParameters } from '../initialise';
import { countTargets, shuffle } from '../minibatches';
import { beginnings, encodedTexts, storeTexts } from '../texts';
import type { TokenDocuments } from '../tokenDocuments';
import { TokenStore } from '../tokenStore';
import { trainTokenizer } from '../tokenizerTraining';
import { defaultRecipe, trainNetwork } from '../trainNetwork';
import { readBaseCorpus, textOf, type BaseText } from './baseCorpus';
import { publishAgain, publishBase, writeCompanions, type EarlierRuns } from './publishBase';

const WORK = join('.elman', 'base');
/** Where packages of source code are unpacked. */
const PACKAGES = join('.elman', 'sources');
const CHECKPOINT = join(WORK, 'checkpoint');
/** Hidden units of a network from scratch. */
const HIDDEN = 768;
/** Validation text of the loop: enough to rank checkpoints, read in seconds. */
const VALIDATION_TOKENS = 60_000;
const VALIDATION_PIECE = 1_500;
/** The same pieces in every run. */
const VALIDATION_SEED = 1;
/** A larger batch than the default: the run is long and products of 64 rows use both cores better. */
const BATCH = 64;
/** Files in five that are read of source code: it is learned sooner than prose, and a run is short. Runs of other seeds read others. */
const READ_IN_FIVE: Readonly<Record<string, number>> = { typescript: 4, python: 2 };

const { values: flags } = parseArgs({
  options: {
    corpus: { type: 'string' }, minutes: { type: 'string', default: '90' }, hidden: { type: 'string' }, seed: { type: 'string', default: '1' },
    embedding: { type: 'string', default: '256' }, vocabulary: { type: 'string', default: '8192' }, rate: { type: 'string', default: '0.002' }, 'table-rate': { type: 'string', default: '1' },
    untied: { type: 'boolean', default: false }, from: { type: 'string' }, out: { type: 'string', default: join('models', 'base') }, resume: { type: 'boolean', default: false }, 'export-only': { type: 'boolean', default: false },
    'encode-only': { type: 'boolean', default: false }, 'companions-only': { type: 'boolean', default: false },
  },
});

main().catch((error: Error) => {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  if (!flags.corpus) throw new UserError('Usage: npm run train:base -- --corpus DIR [--minutes N] [--from DIR] [--out DIR] [--resume] [--export-only | --encode-only | --companions-only]');
  mkdirSync(WORK, { recursive: true });
  const texts = await readBaseCorpus(flags.corpus, PACKAGES, log);
  if (flags['encode-only']) return publishAgain({ out: flags.out, texts, packages: PACKAGES }, log);
  if (flags['companions-only']) return writeCompanions(flags.out, texts, PACKAGES);
  const train = texts.filter(({ split, name, source }) => split === 'train' && isRead(source, name));
  const kept = flags.resume || flags['export-only'] ? readCheckpoint(CHECKPOINT) : undefined;
  const tokenizerJson = kept?.run.tokenizerJson ?? tokenizerFor(train);
  const tokenizer = parseTokenizer(tokenizerJson, 'tokenizer.json');
  log(`tokenizer: ${tokenizer.size} tokens`);
  const store = TokenStore.create(WORK);
  storeTexts(store, tokenizer, read(train));
  const documents = { train: store, validation: validationPieces(tokenizer, texts), lineEndToken: tokenizer.lineEndToken };
  log(`${train.length} texts, ${store.targets} tokens to train on`);
  const seed = Number(flags.seed);
  const { network, parameters } = startingPoint(tokenizer.size, documents.train, seed);
  const recipe = { ...defaultRecipe, batch: BATCH, learningRate: Number(flags.rate), tableRate: Number(flags['table-rate']), seed, validations: 12 };
  const run: RunDescription = { network, recipe, tokenizerJson, text: fingerprintOf(documents), ...(flags.from ? { from: fingerprint(join(flags.from, 'model.onnx')) } : {}) };
  if (kept) checkSameRun(CHECKPOINT, kept.run, run);
  const callbacks = { onProgress: progressLog(), onPlanned: (steps: number) => log(`planned: ${steps} steps`), onState: keepCheckpoints(CHECKPOINT, run), isCancelled: () => flags['export-only'] };
  const trained = await trainNetwork(network, parameters, documents, { seconds: Number(flags.minutes) * 60 }, recipe, callbacks, kept?.state);
  store.close();
  log(`trained: ${trained.steps} steps, ${trained.tokens} tokens, ${trained.seconds.toFixed(0)} s, ${trained.epochs.toFixed(2)} epochs, validation ${trained.validationNats.toFixed(4)} nats per token`);
  if (trained.problem) log(formatSentence(trained.problem));
  await publishBase({ out: flags.out, network, trained, tokenizerJson, texts: [...train, ...texts.filter(({ split }) => split !== 'train')], packages: PACKAGES, seed, earlier: earlierRuns(), ...(flags.from ? { from: flags.from } : {}) }, log);
  removeCheckpoint(CHECKPOINT);
}

/** What the package says of the runs that it was made by, where this one began with its weights. */
function earlierRuns(): EarlierRuns {
  if (!flags.from) return { seconds: 0, tokens: 0 };
  const { seconds, tokens, earlier } = readManifest(flags.from).training;
  return { seconds: seconds + (earlier?.seconds ?? 0), tokens: tokens + (earlier?.tokens ?? 0) };
}

function isRead(source: string, name: string): boolean {
  const files = READ_IN_FIVE[source] ?? 5;
  return (createHash('sha256').update(name).digest().readUInt32BE() + Number(flags.seed)) % 5 < files;
}

function tokenizerFor(train: readonly BaseText[]): string {
  if (flags.from) return readFileSync(join(flags.from, TOKENIZER_FILE), 'utf8');
  return trainTokenizer(contents(train), Number(flags.vocabulary));
}

/** Texts as they are needed, one by one. */
function* read(texts: readonly BaseText[]): Generator<{ file: BaseText; text: string }> {
  for (const file of texts) yield { file, text: textOf(file) };
}

function* contents(texts: readonly BaseText[]): Generator<string> {
  for (const { text } of read(texts)) yield text;
}

function startingPoint(vocabulary: number, documents: TokenDocuments, seed: number): { network: NetworkDescription; parameters: Parameters } {
  const random = seededRandom(seed);
  const network = { ...vanilla({ vocabulary, embedding: Number(flags.embedding), hidden: Number(flags.hidden ?? HIDDEN) }), tied: !flags.untied };
  if (!flags.from) return { network, parameters: initialParameters(network, countTargets(documents, vocabulary), random) };
  const read = readParameters(flags.from);
  const known = flags.untied ? untie(read.network, read.parameters) : read;
  return growHidden(known.network, known.parameters, Number(flags.hidden ?? known.network.hidden), random);
}

/** The beginnings of validation documents in a random order, the same in every run. */
function validationPieces(tokenizer: Tokenizer, texts: readonly BaseText[]): Uint16Array[] {
  const order = texts.filter(({ split, bytes }) => split === 'valid' && bytes > 0);
  shuffle(order, seededRandom(VALIDATION_SEED));
  return beginnings(encodedTexts(tokenizer, read(order)), { tokens: VALIDATION_TOKENS, longest: VALIDATION_PIECE });
}

function progressLog(): (progress: { step: number; fraction: number; tokensPerSecond: number; lossNats: number; gradientNorm: number; validationNats?: number }) => void {
  let mean = 0;
  return ({ step, fraction, tokensPerSecond, lossNats, gradientNorm, validationNats }) => {
    mean = step === 1 ? lossNats : 0.99 * mean + 0.01 * lossNats;
    if (step % 100 === 0) log(`step ${step} ${(100 * fraction).toFixed(1)} % ${tokensPerSecond.toFixed(0)} tokens/s loss ${mean.toFixed(3)} norm ${gradientNorm.toFixed(2)} validation ${validationNats?.toFixed(4)}`);
  };
}

function log(sentence: string): void {
  console.log(`${new Date().toISOString().slice(11, 19)} ${sentence}`);
}
