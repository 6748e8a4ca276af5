// What a training reaches on held-out files, beside an n-gram of the same tokens: perplexity per token of each.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluateTexts } from '../src/model/evaluate';
import { seededRandom } from '../src/prediction/seededRandom';
import { evaluatePackage, exportPackage, readParameters } from '../training/adaptModel';
import { historyModel } from '../training/comparators/historyModel';
import { KneserNey } from '../training/comparators/kneserNey';
import { ngramPredictor } from '../training/comparators/ngramPredictor';
import { defaultScales, initialParameters, type StartScales } from '../training/initialise';
import { countTargets } from '../training/minibatches';
import type { Budget } from '../training/stepClock';
import { continuedRecipe, defaultRecipe, trainNetwork, type Recipe } from '../training/trainNetwork';
import { referenceNetwork } from './trainingSpeed';
import type { TrainingFolder } from './typescriptFolder';

const ORDER = 6;

export interface TrainingQuality {
  readonly tokensPerSecond: number;
  readonly epochs: number;
  readonly perplexityPerToken: number;
  /** The only figure that compares vocabularies. */
  readonly bitsPerByte: number;
}

/** The reference network from scratch, in the folder's vocabulary. */
export async function trainFromScratch(folder: TrainingFolder, budget: Budget, recipe: Recipe = defaultRecipe, scales: StartScales = defaultScales): Promise<TrainingQuality> {
  const network = { ...referenceNetwork, vocabulary: folder.tokenizer.size };
  const parameters = initialParameters(network, countTargets(folder.documents.train, network.vocabulary), seededRandom(recipe.seed), scales);
  return trainedQuality(folder, { network, parameters }, recipe, budget);
}

/** A model package, trained on. The folder is in its tokens. */
export function trainFrom(model: string, folder: TrainingFolder, budget: Budget, recipe: Recipe = continuedRecipe): Promise<TrainingQuality> {
  return trainedQuality(folder, readParameters(model), recipe, budget);
}

async function trainedQuality(folder: TrainingFolder, { network, parameters }: ReturnType<typeof readParameters>, recipe: Recipe, budget: Budget): Promise<TrainingQuality> {
  const trained = await trainNetwork(network, parameters, folder.documents, budget, recipe);
  const scratch = mkdtempSync(join(tmpdir(), 'elman-quality-'));
  try {
    const provenance = { name: 'measured', data: [{ name: folder.name, licence: 'MIT', bytes: 0 }], seed: recipe.seed, heldOut: [] };
    exportPackage(join(scratch, 'model'), { network, trained, tokenizerJson: folder.tokenizerJson, precision: 'float32', provenance });
    const { perplexityPerToken, bitsPerByte } = await evaluatePackage(join(scratch, 'model'), folder.heldOut);
    return { tokensPerSecond: trained.tokens / trained.seconds, epochs: trained.epochs, perplexityPerToken, bitsPerByte };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** An interpolated modified Kneser-Ney n-gram of the tokens that the network learns from. */
export async function ngramPerplexity({ documents, tokenizer, heldOut }: TrainingFolder): Promise<number> {
  const model = historyModel(ngramPredictor(KneserNey.train(documents.train, tokenizer.size, ORDER)));
  return (await evaluateTexts({ model, tokenizer }, heldOut)).perplexityPerToken;
}
