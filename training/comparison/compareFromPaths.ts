// A comparison on the command line: files and folders in, one table out. All models learn the same tokens, are watched on
// the same beginnings of texts while they learn, and are measured on the same held-out files. Networks get the same time
// each, and the same recipe. What is measured is kept after each model.
import { basename, dirname, resolve } from 'node:path';
import type { NetworkSizes } from '../../src/model/networkDescription';
import { UserError } from '../../src/model/userError';
import type { ComparedFigures, ComparisonData } from '../../src/report/comparisonData';
import { askedNetwork, checkSize } from '../askedNetwork';
import { DEFAULT_MINUTES } from '../stepClock';
import { mostTokens as tokensOfRun } from '../tokenBudget';
import { TokenStore } from '../tokenStore';
import { defaultRecipe, type LoopProgress } from '../trainNetwork';
import { readComparedCorpus, type ComparedCorpus } from './comparedCorpus';
import { trainComparedNetwork } from './comparedNetwork';
import { checkComparisonFolder, writeComparison } from './comparisonFolder';
import { countNgram } from './countedNgram';
import { measureModel } from './measureModel';
import { comparedModels, type ComparedModel } from './modelNames';
import type { TrainedModel } from './trainedModel';

/** The sizes are those of every network; the vocabulary is what the tokenizer may have at most. */
export interface CompareOptions extends Partial<NetworkSizes> {
  readonly paths: readonly string[];
  /** Folder of the comparison: new, empty, or that of an older one, which gives way. */
  readonly out: string;
  /** Names that `comparedModels` has. */
  readonly models: readonly string[];
  /** Time for the training of each network. */
  readonly minutes?: number;
  readonly seed?: number;
  /** What the person should know on the way. */
  readonly onNote?: (sentence: string) => void;
  readonly onProgress?: (progress: LoopProgress) => void;
  /** The text is read: from here on cancelling acts within a second or so. */
  readonly onBegin?: () => void;
  readonly isCancelled?: () => boolean;
}

/** Everything that may be left out, too. */
type Asked = CompareOptions & NetworkSizes & { readonly minutes: number; readonly seed: number };

/** Points of a network's curve, the one of the start apart. */
const VALIDATIONS = 10;

/** Trains and measures one model after the other. @throws UserError with a sentence; what was measured until then is kept. */
export async function compareFromPaths(options: CompareOptions): Promise<ComparisonData> {
  const asked = withDefaults(options);
  checkComparisonFolder(asked.out);
  for (const model of asked.models.map(modelNamed)) if ('network' in model) checkSize(model.network(asked));
  return TokenStore.using(dirname(resolve(asked.out)), (store) => compareWith(store, asked));
}

function withDefaults(options: CompareOptions): Asked {
  const { hidden, embedding, vocabulary } = askedNetwork(options);
  const { minutes = DEFAULT_MINUTES, seed = defaultRecipe.seed } = options;
  return { ...options, minutes, hidden, embedding, vocabulary, seed };
}

function modelNamed(name: string): ComparedModel {
  const model = comparedModels.get(name);
  if (!model) throw new RangeError(`there is no model ${name}`);
  return model;
}

async function compareWith(store: TokenStore, asked: Asked): Promise<ComparisonData> {
  const { out, models, onNote = () => undefined } = asked;
  const mostTokens = tokensOfRun({ seconds: 60 * asked.minutes }, defaultRecipe);
  const corpus = readComparedCorpus(store, asked.paths, { ...asked, mostTokens }, onNote);
  asked.onBegin?.();
  let comparison = begun(asked, corpus);
  for (const name of models) {
    onNote(`${name}: training.`);
    const leaveIfCancelled = () => refuseCancelled(asked, comparison.models);
    const trained = await train(name, corpus, asked, leaveIfCancelled);
    onNote(`${name}: measuring.`);
    const figures = await measureModel(name, trained, corpus.heldOut, leaveIfCancelled);
    leaveIfCancelled();
    comparison = { ...comparison, updated: new Date().toISOString(), models: [...comparison.models, figures] };
    writeComparison(out, comparison, (reason) => onNote(`The page could not be written: ${reason}`));
  }
  return comparison;
}

function begun({ paths, models, minutes, hidden, embedding, seed }: Asked, { sizes, heldOut: { tokenizer } }: ComparedCorpus): ComparisonData {
  const { batch, windowSteps, candidates, learningRate } = defaultRecipe;
  const now = new Date().toISOString();
  return {
    folders: paths.map((path) => basename(resolve(path))), started: now, updated: now, asked: models,
    options: { minutes, hidden, embedding, vocabulary: tokenizer.size, seed, batch, windowSteps, candidates, learningRate },
    ...sizes, models: [],
  };
}

async function train(name: string, { documents, heldOut: { tokenizer } }: ComparedCorpus, { minutes, hidden, embedding, seed, onProgress, isCancelled }: Asked, leaveIfCancelled: () => void): Promise<TrainedModel> {
  const model = modelNamed(name);
  if ('order' in model) return countNgram(model.order, tokenizer.size, documents, leaveIfCancelled);
  // No dropout for anyone, however little text there is: all learn by the same recipe.
  const recipe = { ...defaultRecipe, seed, validations: VALIDATIONS };
  const callbacks = { ...(onProgress ? { onProgress } : {}), ...(isCancelled ? { isCancelled } : {}) };
  return trainComparedNetwork(model.network({ hidden, embedding, vocabulary: tokenizer.size }), documents, { budget: { seconds: 60 * minutes }, recipe, callbacks });
}

/** @throws UserError if the person wants no more of it. */
function refuseCancelled({ out, isCancelled }: CompareOptions, measured: readonly ComparedFigures[]): void {
  if (!isCancelled?.()) return;
  if (measured.length === 0) throw new UserError('The comparison was cancelled; nothing was written.');
  throw new UserError('The comparison was cancelled; what was measured until then is in {0}.', out);
}
