// Training from the command line: files and folders in, a model package with held-out figures out.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPackageFolder } from '../src/model/package';
import { loadTokenizer, parseTokenizer } from '../src/model/tokenizerFile';
import { UserError } from '../src/model/userError';
import { seededRandom } from '../src/prediction/seededRandom';
import { evaluatePackage, exportPackage, readParameters } from './adaptModel';
import type { NetworkSizes, Parameters } from './graph/network';
import { initialParameters } from './initialise';
import { countTargets } from './minibatches';
import { countTokens, encodeTexts, setAside } from './texts';
import { trainTokenizer } from './tokenizerTraining';
import { defaultRecipe, trainNetwork, type LoopProgress } from './trainNetwork';
import { readPaths } from './corpus/readPaths';
import { maskSecrets } from './corpus/secrets';
import { splitHeldOut } from './corpus/split';

export interface TrainOptions {
  readonly paths: readonly string[];
  /** Folder of the new package: new, empty, or a package that gives way. */
  readonly out: string;
  /** Package to go on from: its tokenizer, sizes and weights. */
  readonly from?: string;
  /** Time budget; the default, if no number of steps is given either, is two minutes. */
  readonly minutes?: number;
  readonly steps?: number;
  readonly hidden?: number;
  readonly embedding?: number;
  readonly vocabulary?: number;
  readonly seed?: number;
  readonly onProgress?: (progress: LoopProgress) => void;
  readonly isCancelled?: () => boolean;
}

export interface TrainSummary {
  readonly tokens: number;
  readonly steps: number;
  readonly seconds: number;
  readonly tokensPerSecond: number;
  readonly epochs: number;
  readonly validation: { readonly bitsPerByte: number; readonly perplexityPerWord: number; readonly perplexityPerToken: number };
}

const DEFAULT_MINUTES = 2;
/** Sizes of a network from scratch: those the design was measured with. */
const DEFAULT_SIZES = { hidden: 512, embedding: 256, vocabulary: 8192 };
/** Half the peak when going on from trained weights. */
const CONTINUED_LEARNING_RATE = 1e-3;

/** Trains and writes the package. @throws UserError with a sentence. */
export async function trainFromPaths(options: TrainOptions): Promise<TrainSummary> {
  const { paths, out, from, seed = 1, steps } = options;
  checkPackageFolder(out);
  const texts = readPaths(paths);
  const { train: unmasked, heldOut } = splitHeldOut(texts);
  const learnable = unmasked.map((text) => ({ ...text, text: maskSecrets(text.text) }));
  if (learnable.length === 0 || heldOut.length === 0) throw new UserError('There is too little text to learn from and to judge by: {0} files; at least two are needed.', texts.length);
  const { train, watched } = setAside(learnable);
  const tokenizerJson = from ? readFileSync(join(from, 'tokenizer.json'), 'utf8') : trainTokenizer(train.map(({ text }) => text), options.vocabulary ?? DEFAULT_SIZES.vocabulary);
  const tokenizer = from ? loadTokenizer(from) : parseTokenizer(tokenizerJson, 'tokenizer.json');
  const documents = { train: encodeTexts(tokenizer, train), validation: encodeTexts(tokenizer, watched) };
  if (countTokens(documents.train) === 0 || countTokens(documents.validation) === 0) throw new UserError('There is too little text to learn from and to judge by: {0} files; at least two are needed.', texts.length);
  const { sizes, parameters } = startingPoint(options, tokenizer.size, documents.train);
  const recipe = { ...defaultRecipe, seed, ...(from ? { learningRate: CONTINUED_LEARNING_RATE } : {}) };
  const budget = steps === undefined ? { seconds: (options.minutes ?? DEFAULT_MINUTES) * 60 } : { steps };
  const trained = await trainNetwork(sizes, parameters, documents, budget, recipe, { ...(options.onProgress ? { onProgress: options.onProgress } : {}), ...(options.isCancelled ? { isCancelled: options.isCancelled } : {}) });
  if (trained.cancelled) throw new UserError('Training was cancelled; nothing was written.');
  const data = [{ name: 'files of the command line', licence: 'unknown', bytes: train.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) }];
  exportPackage(out, { sizes, trained, tokenizerJson, provenance: { name: 'Elman, trained from files', data, seed, ...(from ? { from } : {}), heldOut: [] } });
  const { bitsPerByte, perplexityPerWord, perplexityPerToken } = await evaluatePackage(out, heldOut);
  return {
    tokens: trained.tokens, steps: trained.steps, seconds: trained.seconds, tokensPerSecond: trained.tokens / trained.seconds, epochs: trained.epochs,
    validation: { bitsPerByte, perplexityPerWord, perplexityPerToken },
  };
}

function startingPoint({ from, hidden, embedding, vocabulary, seed = 1 }: TrainOptions, tokens: number, documents: readonly Uint16Array[]): { sizes: NetworkSizes; parameters: Parameters } {
  if (from) {
    if (hidden || embedding || vocabulary) throw new UserError('The sizes of a model that training goes on from are fixed: leave out --hidden, --embedding and --vocabulary.');
    return readParameters(from);
  }
  const sizes = { vocabulary: tokens, hidden: hidden ?? DEFAULT_SIZES.hidden, embedding: embedding ?? DEFAULT_SIZES.embedding };
  return { sizes, parameters: initialParameters(sizes, countTargets(documents, tokens), seededRandom(seed)) };
}
