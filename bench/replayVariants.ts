// The columns of `npm run bench:replay`: who predicts, by name. Each is opened for a project and asked by the same rules.
import { join } from 'node:path';
import { loadTokenizer } from '../src/model/tokenizerFile';
import { adaptedPackage } from '../src/replay/adaptedPackage';
import type { Predictor } from '../src/replay/predictor';
import { ServerPredictor } from '../src/replay/serverPredictor';
import { historyModel } from '../training/comparators/historyModel';
import { KneserNey } from '../training/comparators/kneserNey';
import { ngramPredictor } from '../training/comparators/ngramPredictor';
import { findPaths } from '../training/corpus/readPaths';
import { maskedTexts } from '../training/corpus/maskedTexts';
import { encodeTexts } from '../training/texts';
import type { ReplayProject } from './replayProjects';
import { WordCompletionPredictor } from './wordCompletionPredictor';

const ORDER = 6;

export interface VariantOptions {
  /** Package of the bundled model. */
  readonly model: string;
  /** Seconds of a training on the project. */
  readonly seconds: number;
  /** Folder that does not exist yet. */
  readonly scratch: string;
}

export interface OpenedVariant {
  readonly predictor: Predictor;
  readonly dispose: () => Promise<void>;
}

type Variant = (project: ReplayProject, options: VariantOptions) => Promise<OpenedVariant>;

export const replayVariants: ReadonlyMap<string, Variant> = new Map<string, Variant>([
  ['elman', async (_project, { model }) => served(await ServerPredictor.ofPackage(model))],
  ['elman-adapted', adapted],
  ['words', async () => wordCompletion(false)],
  ['words-near', async () => wordCompletion(true)],
  [`kn-${ORDER}`, kneserNey],
]);

/** After a training on the project's other files; the model as it was where the editor would not take the new one into use. */
async function adapted({ typed, others }: ReplayProject, { model, seconds, scratch }: VariantOptions): Promise<OpenedVariant> {
  const { folder, before, after, isAccepted } = await adaptedPackage({ model, learned: others, candidate: join(scratch, 'model'), replayed: typed.map(({ path }) => path), seconds });
  console.error(`${others}: ${before.toFixed(3)} -> ${after.toFixed(3)} bits per byte on its held-out files${isAccepted ? '' : ', not taken into use'}`);
  return served(await ServerPredictor.ofPackage(folder));
}

/** An n-gram of the project's other files in the model's tokens, in place of the network: the same search, the same rules. */
async function kneserNey({ others }: ReplayProject, { model }: VariantOptions): Promise<OpenedVariant> {
  const tokenizer = loadTokenizer(model);
  const documents = encodeTexts(tokenizer, maskedTexts(findPaths([others])));
  return served(ServerPredictor.ofModel(historyModel(ngramPredictor(KneserNey.train(documents, tokenizer.size, ORDER))), tokenizer));
}

function wordCompletion(localityBonus: boolean): OpenedVariant {
  return { predictor: new WordCompletionPredictor(localityBonus), dispose: async () => undefined };
}

function served(predictor: ServerPredictor): OpenedVariant {
  return { predictor, dispose: predictor.dispose };
}
