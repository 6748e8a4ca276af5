// What a training reaches on held-out files, beside an n-gram of the same tokens: perplexity per token of each.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluateTexts } from '../src/model/evaluate';
import { documentTokens } from '../src/prediction/documentTokens';
import { seededRandom } from '../src/prediction/seededRandom';
import { evaluatePackage, exportPackage, readParameters } from '../training/adaptModel';
import { historyModel } from '../training/comparators/historyModel';
import { KneserNey } from '../training/comparators/kneserNey';
import { ngramPredictor } from '../training/comparators/ngramPredictor';
import { initialParameters } from '../training/initialise';
import { countTargets } from '../training/minibatches';
import { continuedRecipe, defaultRecipe, trainNetwork } from '../training/trainNetwork';
import { referenceNetwork } from './trainingSpeed';
import type { TrainingFolder } from './typescriptFolder';

const ORDER = 6;

export interface TrainingQuality {
  readonly tokensPerSecond: number;
  readonly epochs: number;
  readonly perplexityPerToken: number;
}

/** The reference network from scratch. */
export async function trainFromScratch(folder: TrainingFolder, seconds: number): Promise<TrainingQuality> {
  const { train } = folder.documents;
  const parameters = initialParameters(referenceNetwork, countTargets(train, referenceNetwork.vocabulary), seededRandom(1));
  return trainedQuality(folder, { network: referenceNetwork, parameters }, defaultRecipe, seconds);
}

/** A model package, trained on. The folder is in its tokens. */
export function trainFrom(model: string, folder: TrainingFolder, seconds: number): Promise<TrainingQuality> {
  return trainedQuality(folder, readParameters(model), continuedRecipe, seconds);
}

async function trainedQuality(folder: TrainingFolder, { network, parameters }: ReturnType<typeof readParameters>, recipe: typeof defaultRecipe, seconds: number): Promise<TrainingQuality> {
  const trained = await trainNetwork(network, parameters, folder.documents, { seconds }, recipe);
  const scratch = mkdtempSync(join(tmpdir(), 'elman-quality-'));
  try {
    const provenance = { name: 'measured', data: [{ name: folder.name, licence: 'MIT', bytes: 0 }], seed: recipe.seed, heldOut: [] };
    exportPackage(join(scratch, 'model'), { network, trained, tokenizerJson: folder.tokenizerJson, precision: 'float32', provenance });
    const { perplexityPerToken } = await evaluatePackage(join(scratch, 'model'), folder.heldOut);
    return { tokensPerSecond: trained.tokens / trained.seconds, epochs: trained.epochs, perplexityPerToken };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** An interpolated modified Kneser-Ney n-gram of the tokens that the network learns from. */
export async function ngramPerplexity({ documents, tokenizer, heldOut }: TrainingFolder): Promise<number> {
  const model = historyModel(ngramPredictor(KneserNey.train(documents.train, tokenizer.size, ORDER)));
  return (await evaluateTexts({ model, tokenizer }, heldOut)).perplexityPerToken;
}

/** Held-out documents as tokens. */
export function heldOutDocuments({ tokenizer, heldOut }: TrainingFolder): Uint16Array[] {
  return heldOut.map(({ text }) => documentTokens(tokenizer, text));
}
