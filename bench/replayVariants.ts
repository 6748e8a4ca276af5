// The columns of `npm run bench:replay`: who predicts, by name. Each is opened for a project and asked by the same rules.
import { join } from 'node:path';
import { loadTokenizer } from '../src/model/tokenizerFile';
import type { LanguageModel, Tokenizer } from '../src/prediction/languageModel';
import { MIXTURE_PARTS, type MixturePart } from '../src/prediction/memory/mixtureWeights';
import { adaptedPackage, type Adaptation } from '../src/replay/adaptedPackage';
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
  ['elman-adapted', (project, options) => adapted(project, options, MIXTURE_PARTS)],
  ...MIXTURE_PARTS.map((without): [string, Variant] => [`no-${without}`, (project, options) => adapted(project, options, MIXTURE_PARTS.filter((part) => part !== without))]),
  ['network', (project, options) => adapted(project, options, [])],
  ['words', async () => wordCompletion(false)],
  ['words-near', async () => wordCompletion(true)],
  [`kn-${ORDER}`, kneserNey],
]);

/** With some parts of what is mixed with the network, after a training on the project's other files. */
async function adapted(project: ReplayProject, options: VariantOptions, parts: readonly MixturePart[]): Promise<OpenedVariant> {
  const { folder, memoryFile } = await adaptation(project, options);
  return served(await ServerPredictor.ofPackage(folder, { memoryFile, parts }));
}

const adaptations = new WeakMap<ReplayProject, Promise<Adaptation>>();

/** The training, once for all columns; the model as it was where the editor would not take the new one into use. */
export function adaptation(project: ReplayProject, { model, seconds, scratch }: VariantOptions): Promise<Adaptation> {
  const { typed, others } = project;
  const known = adaptations.get(project) ?? adaptedPackage({ model, learned: others, candidate: join(scratch, 'model'), replayed: typed.map(({ path }) => path), seconds });
  if (!adaptations.has(project)) void known.then(({ before, after, isAccepted }) => console.error(`${others}: ${before.toFixed(3)} -> ${after.toFixed(3)} bits per byte on its held-out files${isAccepted ? '' : ', not taken into use'}`));
  adaptations.set(project, known);
  return known;
}

/** An n-gram of the project's other files in the model's tokens, in place of the network: the same search, the same rules. */
async function kneserNey(project: ReplayProject, { model }: VariantOptions): Promise<OpenedVariant> {
  const tokenizer = loadTokenizer(model);
  return served(ServerPredictor.ofModel(kneserNeyModel(project, tokenizer), tokenizer));
}

export function kneserNeyModel({ others }: ReplayProject, tokenizer: Tokenizer): LanguageModel {
  const documents = encodeTexts(tokenizer, maskedTexts(findPaths([others])));
  return historyModel(ngramPredictor(KneserNey.train(documents, tokenizer.size, ORDER)));
}

function wordCompletion(localityBonus: boolean): OpenedVariant {
  return { predictor: new WordCompletionPredictor(localityBonus), dispose: async () => undefined };
}

function served(predictor: ServerPredictor): OpenedVariant {
  return { predictor, dispose: predictor.dispose };
}
