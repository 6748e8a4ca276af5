// Training from the command line: files and folders in, a model package with held-out figures out.
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { NamedText } from '../src/model/evaluate';
import { fingerprint, type HeldOutFigures } from '../src/model/manifest';
import { checkPackageFolder } from '../src/model/package';
import { loadTokenizer, parseTokenizer } from '../src/model/tokenizerFile';
import { formatSentence, UserError } from '../src/model/userError';
import type { NetworkDescription } from '../src/model/networkDescription';
import { seededRandom } from '../src/prediction/seededRandom';
import { REPORT_FILE } from '../src/report/reportData';
import { exportPackage, readParameters, withPackage } from './adaptModel';
import { askedNetwork, checkSize, refuseAsked, type AskedNetwork } from './askedNetwork';
import { readCheckpoint, removeCheckpoint } from './checkpoint/checkpointFile';
import { keepCheckpoints } from './checkpoint/checkpointKeeper';
import { checkSameRun, fingerprintOf, type RunDescription } from './checkpoint/runDescription';
import { usualDropout } from './dropout';
import type { Parameters } from './graph/network';
import { countWeights } from './graph/trainable';
import { initialParameters } from './initialise';
import { sentenceOfFailure } from './failure';
import { countTargets } from './minibatches';
import { encodeCorpus, findPathCorpus, judgedTexts, learnVocabulary, sampleNotes, type PathCorpus } from './pathCorpus';
import { DEFAULT_MINUTES, type Budget } from './stepClock';
import { mostTokens } from './tokenBudget';
import type { TokenDocuments } from './tokenDocuments';
import { TokenStore } from './tokenStore';
import { continuedRecipe, defaultRecipe, trainNetwork, type LoopCallbacks, type LoopProgress, type TrainedNetwork } from './trainNetwork';
import { bytesOf } from './corpus/sample';
import { ALL_LANGUAGES, bitsPerByte, compareScores, languageShares, scoreByLanguage, type LanguageScores } from './report/languageFigures';
import { reportOnPage } from './report/pageFile';
import type { RunReport } from './report/runReport';
import { perplexity } from '../src/prediction/perplexity';

/** The network belongs to a run from scratch: its vocabulary is what the tokenizer may have at most. */
export interface TrainOptions extends AskedNetwork {
  readonly paths: readonly string[];
  /** Folder of the new package: new, empty, or a package that gives way. */
  readonly out: string;
  /** Package to go on from: its tokenizer, network and weights. */
  readonly from?: string;
  /** Time budget; the default, if no number of steps is given either, is two minutes. */
  readonly minutes?: number;
  readonly steps?: number;
  readonly seed?: number;
  /** Goes on from the checkpoint that a run with the same options left. */
  readonly resume?: boolean;
  readonly onProgress?: (progress: LoopProgress) => void;
  /** What the person should know on the way. */
  readonly onNote?: (sentence: string) => void;
  /** The text is read: from here on cancelling acts within a second. */
  readonly onBegin?: () => void;
  readonly isCancelled?: () => boolean;
  /** Told why there is no report: the model is there without it. */
  readonly onReportFailure?: (reason: string) => void;
  /** Clock by which checkpoints and the page are due, milliseconds; the machine's if missing. */
  readonly nowMs?: () => number;
}

export interface TrainSummary {
  readonly tokens: number;
  readonly steps: number;
  readonly seconds: number;
  readonly tokensPerSecond: number;
  readonly epochs: number;
  /** Why the training ended early, if something went wrong: the package has the best model until then. */
  readonly problem?: string;
  readonly validation: { readonly bitsPerByte: number; readonly perplexityPerWord: number; readonly perplexityPerToken: number };
}

/** Checkpoint of a run: beside the package that it will write. */
export function checkpointOf(out: string): string {
  return `${resolve(out)}.checkpoint`;
}

/** Page of a run that is not at its end: it lies beside the checkpoint as long as that does. */
export function pageOf(out: string): string {
  return `${checkpointOf(out)}.html`;
}

/** Trains, measures and only then writes the package, with the report in it. @throws UserError with a sentence. */
export async function trainFromPaths(options: TrainOptions): Promise<TrainSummary> {
  const { out, paths, isCancelled, onReportFailure, nowMs } = options;
  const report = reportOnPage(pageOf(out), paths, (reason) => onReportFailure?.(reason), nowMs);
  try {
    return await train(options, report);
  } catch (error) {
    if (isCancelled?.()) report.end('cancelled');
    else report.end('failed', sentenceOfFailure(error));
    if (!existsSync(checkpointOf(out))) rmSync(pageOf(out), { force: true });
    throw error;
  }
}

async function train(options: TrainOptions, report: RunReport): Promise<TrainSummary> {
  checkPackageFolder(options.out);
  if (options.from) refuseAsked(options);
  else checkSize(askedNetwork(options));
  return TokenStore.using(dirname(resolve(options.out)), (store) => trainWith(store, options, report));
}

async function trainWith(store: TokenStore, options: TrainOptions, report: RunReport): Promise<TrainSummary> {
  const { out, from, seed = 1 } = options;
  const kept = options.resume ? readCheckpoint(checkpointOf(out)) : undefined;
  // It is text, and may lie where text is read.
  rmSync(pageOf(out), { force: true });
  const usual = { ...(from ? continuedRecipe : defaultRecipe), seed };
  const budget = budgetOf(options);
  const most = mostTokens(budget, usual);
  const corpus = findPathCorpus(options.paths, most, seed, options.onNote);
  const tokenizerJson = tokenizerFor(options, kept?.run, corpus);
  const tokenizer = parseTokenizer(tokenizerJson, 'tokenizer.json');
  const { documents, learned } = encodeCorpus(store, tokenizer, corpus, most);
  const heldOut = judgedTexts(corpus.heldOut);
  for (const sentence of sampleNotes(corpus, learned, heldOut)) options.onNote?.(sentence);
  const { network, parameters } = startingPoint(options, tokenizer.size, documents.train);
  // A run that goes on has its own: what else differs is refused by its name.
  const dropout = kept?.run.recipe.dropout ?? (from ? 0 : usualDropout({ targets: store.targets, budget, weights: countWeights(network) }, usual));
  const recipe = { ...usual, dropout };
  const run: RunDescription = { network, recipe, tokenizerJson, text: fingerprintOf(documents), ...(budget.seconds === undefined ? {} : { seconds: budget.seconds }), ...(from ? { from: fingerprint(join(from, 'model.onnx')) } : {}) };
  if (kept) checkResumed(options, kept.run, run, kept.state.clock.plannedSteps);
  else removeCheckpoint(checkpointOf(out));
  report.learn({ languages: languageShares(learned, heldOut), options: { ...budget, ...recipe, ...network, tied: String(network.tied) } });
  options.onBegin?.();
  const trained = await trainNetwork(network, parameters, documents, budget, recipe, loopCallbacks(options, run, report), kept?.state);
  // The same steps would diverge again.
  if (trained.hasDiverged && trained.bestStep === 0) removeCheckpoint(checkpointOf(out));
  if (trained.problem && trained.bestStep === 0) throw new UserError(trained.problem.template, ...trained.problem.values);
  refuseCancelled(options);
  const data = [{ name: 'files of the command line', licence: 'unknown', bytes: bytesOf(learned) }];
  const provenance = { name: 'Elman, trained from files', data, seed, ...(from ? { from } : {}) };
  const exportWith = (folder: string, figures: readonly HeldOutFigures[]) => exportPackage(folder, { network, trained, tokenizerJson, provenance: { ...provenance, heldOut: [...figures] } });
  const before = from ? await withPackage(from, (opened) => scoreByLanguage(opened, heldOut, { onProgress: () => refuseCancelled(options) })) : undefined;
  const after = await publish(options, heldOut, exportWith);
  removeCheckpoint(checkpointOf(out));
  report.learn({ heldOut: compareScores(before, after) });
  report.end('done', trained.problem);
  if (existsSync(pageOf(out))) renameSync(pageOf(out), join(out, REPORT_FILE));
  return summaryOf(trained, heldOutFigures(after));
}

function summaryOf({ tokens, steps, seconds, epochs, problem }: TrainedNetwork, { name: _, bytes: __, ...validation }: HeldOutFigures): TrainSummary {
  return { tokens, steps, seconds, tokensPerSecond: tokens / seconds, epochs, ...(problem ? { problem: formatSentence(problem) } : {}), validation };
}

function tokenizerFor({ from, seed = 1, onNote, ...options }: TrainOptions, kept: RunDescription | undefined, corpus: PathCorpus): string {
  if (from) {
    loadTokenizer(from); // refuses what is none
    return readFileSync(join(from, 'tokenizer.json'), 'utf8');
  }
  if (kept) return kept.tokenizerJson;
  return learnVocabulary(corpus, askedNetwork(options).vocabulary, seed, onNote);
}

function budgetOf({ steps, minutes = DEFAULT_MINUTES }: TrainOptions): Budget {
  return steps === undefined ? { seconds: minutes * 60 } : { steps };
}

function loopCallbacks({ out, onProgress, onNote, isCancelled, nowMs }: TrainOptions, run: RunDescription, report: RunReport): LoopCallbacks {
  return {
    onState: keepCheckpoints(checkpointOf(out), run, nowMs ? { nowMs } : {}),
    onPlanned: (steps) => onNote?.(`The time is enough for ${steps} steps: the learning rate falls over these.`),
    onProgress: (progress) => {
      report.step(progress);
      onProgress?.(progress);
    },
    ...(isCancelled ? { isCancelled } : {}),
  };
}

/** @throws UserError if a run with these options is not the one that was kept. */
function checkResumed({ out, steps }: TrainOptions, kept: RunDescription, run: RunDescription, plannedSteps: number): void {
  const path = checkpointOf(out);
  checkSameRun(path, kept, run);
  if (steps !== undefined && steps !== plannedSteps) throw new UserError('The checkpoint {0} is of another run: its {1} is {2}, not {3}.', path, 'number of steps', plannedSteps, steps);
}

/** @throws UserError if the person wants no more of it. */
function refuseCancelled({ out, isCancelled }: TrainOptions): void {
  if (!isCancelled?.()) return;
  if (existsSync(checkpointOf(out))) throw new UserError('Training was cancelled. With --resume it goes on from {0}.', checkpointOf(out));
  throw new UserError('Training was cancelled; nothing was written.');
}

/** Measures the model in a folder beside `out`, so that nothing is replaced before all of it went well. */
async function publish(options: TrainOptions, heldOut: readonly NamedText[], exportWith: (folder: string, figures: readonly HeldOutFigures[]) => void): Promise<LanguageScores> {
  const beside = `${resolve(options.out)}.measured-${process.pid}`;
  try {
    exportWith(beside, []);
    const scores = await withPackage(beside, (opened) => scoreByLanguage(opened, heldOut, { onProgress: () => refuseCancelled(options) }));
    exportWith(options.out, [heldOutFigures(scores)]);
    return scores;
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

function heldOutFigures(scores: LanguageScores): HeldOutFigures {
  const all = scores.get(ALL_LANGUAGES)!;
  return { name: 'held-out files', bytes: all.bytes, bitsPerByte: bitsPerByte(all), perplexityPerWord: perplexity(all.nats, all.words), perplexityPerToken: perplexity(all.nats, all.tokens) };
}

function startingPoint(options: TrainOptions, tokens: number, documents: TokenDocuments): { network: NetworkDescription; parameters: Parameters } {
  const { from, seed = 1 } = options;
  if (from) return readParameters(from);
  const network = { ...askedNetwork(options), vocabulary: tokens };
  return { network, parameters: initialParameters(network, countTargets(documents, tokens), seededRandom(seed)) };
}
