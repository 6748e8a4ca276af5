// "Train on Workspace": from the live model and the files of a workspace to a new package and a verdict. Runs in the
// trainer process; what it leaves in the candidate folder is live only if the server makes it so.
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluateTexts, type NamedText } from '../src/model/evaluate';
import { fingerprint } from '../src/model/manifest';
import type { NetworkDescription } from '../src/model/networkDescription';
import { MODEL_FILE, type ModelPackage } from '../src/model/package';
import { loadTokenizer } from '../src/model/tokenizerFile';
import { hashOfPath, readTrainedFiles, writeTrainedFiles } from '../src/model/trainedFiles';
import { perplexity } from '../src/prediction/perplexity';
import { UserError } from '../src/model/userError';
import { exportPackage, readParameters, withPackage } from './adaptModel';
import { heldOutReliability } from './calibration/heldOutReliability';
import { fingerprintOf } from './checkpoint/runDescription';
import { WorkspaceCheckpoint } from './checkpoint/workspaceCheckpoint';
import { natsOfPieces } from './confidence';
import { bytesOf } from './corpus/sample';
import { sentenceOfFailure } from './failure';
import type { Parameters } from './graph/network';
import { interpolate } from './interpolate';
import { judge } from './judge';
import { largestShare, MOST_ATTEMPTS } from './largestShare';
import type { Comparison, TrainerOrder, TrainerReport, Verdict } from './messages';
import type { TrainingDocuments } from './reading';
import { readRehearsal } from './rehearsal';
import { bitsPerByte, compareScores, languageShares, scoreByLanguage, ALL_LANGUAGES, type LanguageScores } from './report/languageFigures';
import { reportOnPage } from './report/pageFile';
import { RunReport } from './report/runReport';
import type { Budget } from './stepClock';
import { encodeTexts } from './texts';
import { mostTokens } from './tokenBudget';
import { TokenStore } from './tokenStore';
import { keepRemembered, rememberTexts } from './rememberTexts';
import { defaultRecipe, trainNetwork, type LoopProgress, type Recipe, type TrainedNetwork } from './trainNetwork';
import { encodeWorkspace, findWorkspaceFiles, judgedFiles, readFiles, unseen, type WorkspaceText } from './workspaceCorpus';

/** A tenth of the peak of a training from scratch: at more of it English would be forgotten and less could be kept, at less a new name takes minutes (training/README.md). */
const LEARNING_RATE = 2e-4;
/** With tables in the axes of their gradients a workspace is learned no better for what is forgotten (training/README.md). */
const AXES_WINDOWS = 0;
/** Half of what is read is rehearsal: what is forgotten costs more than what is learned more slowly. */
const REHEARSAL_SHARE = 0.5;
/** Passes over the workspace at most: more of them only learn a small folder by heart. */
const MAXIMUM_EPOCHS = 20;
/** Share of the whole run, by phase, for one bar that never goes back. */
const PHASES = { reading: [0, 0.05], training: [0.05, 0.85], exporting: [0.85, 0.88], evaluating: [0.88, 1] } as const;

/** Trains, and says whether the result may go live. @throws UserError with a sentence for the user. */
export async function trainOnWorkspace(order: TrainerOrder, report: (report: TrainerReport) => void): Promise<Verdict> {
  const course = followCourse(order);
  try {
    const verdict = await TokenStore.using(tmpdir(), (store) => trainAndJudge(store, order, course, report));
    course.end('done', verdict.problem);
    return verdict;
  } catch (error) {
    course.end('failed', sentenceOfFailure(error));
    throw error;
  }
}

async function trainAndJudge(store: TokenStore, order: TrainerOrder, course: RunReport, report: (report: TrainerReport) => void): Promise<Verdict> {
  const progress: SayProgress = (phase, within, more = {}) => report({ kind: 'progress', phase, fraction: PHASES[phase][0] + within * (PHASES[phase][1] - PHASES[phase][0]), ...more });
  progress('reading', 0);
  const files = findWorkspaceFiles(order);
  if (files.problem) throw new UserError(files.problem.template, ...files.problem.values);
  const tokenizer = loadTokenizer(order.from);
  progress('reading', 0.3);
  const recipe: Recipe = { ...defaultRecipe, learningRate: LEARNING_RATE, axesWindows: AXES_WINDOWS, rehearsalShare: REHEARSAL_SHARE, seed: order.seed };
  const { learned, documents: sources, validation, files: trainedFiles } = encodeWorkspace(store, tokenizer, files, mostTokens({ seconds: order.seconds }, recipe));
  const rehearsal = readRehearsal(order.bundled);
  const documents = {
    train: store,
    lineEndToken: tokenizer.lineEndToken,
    validation,
    rehearsal: encodeTexts(tokenizer, Object.values(rehearsal.train).flat().map((text) => ({ text }))),
  };
  const heldOut = readFiles(judgedFiles(unseen(files.heldOut, readTrainedFiles(order.from))));
  const { network, parameters } = readParameters(order.from);
  course.learn({ languages: languageShares(learned, sized(heldOut)), options: { seconds: order.seconds, ...recipe } });
  const trained = await learn(order, { network, parameters, documents, recipe, budget: { seconds: order.seconds, steps: stepsFor(store.targets, recipe) } }, course, progress);
  progress('exporting', 0);
  const remembered = rememberTexts(store, sources, tokenizer.startToken);
  if (order.memory !== undefined) keepRemembered(order.memory, remembered, order.from, (reason) => console.error(`What was read could not be remembered: ${reason}`));
  const data = [{ name: 'workspace', licence: 'private', bytes: bytesOf(learned) }];
  const tokenizerJson = readFileSync(join(order.from, 'tokenizer.json'), 'utf8');
  const provenance = { name: 'Elman, trained on this workspace', data, seed: order.seed, from: order.from, heldOut: [] };
  const judging = new Judging(heldOut, rehearsal.heldOut, (within) => progress('evaluating', within));
  const live = await judging.measure(order.from);
  // What must not be forgotten is what the bundled model knew: the live one may have forgotten some of it already.
  const before = order.from === order.bundled ? live : { ...live, byLanguage: (await judging.measure(order.bundled)).byLanguage };
  const { after, verdict } = await exportLargestShare((share) => exportPackage(order.candidate, { network, trained: { ...trained, parameters: interpolate(parameters, trained.parameters, share) }, tokenizerJson, provenance }), async () => {
    const measured = await judging.measure(order.candidate);
    return { after: measured, verdict: judging.verdict(before, measured, trainedFiles) };
  });
  // What the live model has learned the new one has not forgotten.
  writeTrainedFiles(order.candidate, [...readTrainedFiles(order.from), ...learned.map(({ path }) => hashOfPath(path))]);
  const rehearsalBytes = (language: string) => rehearsal.heldOut[language].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  course.learn({ finding: verdict.finding, heldOut: compareScores(live.files, after.files), rehearsal: Object.entries(verdict.rehearsal).map(([language, compared]) => ({ language, bytes: rehearsalBytes(language), ...compared })) });
  const reliability = await withPackage(order.candidate, (opened) => heldOutReliability(opened, heldOut, remembered.index, order.seed));
  if (reliability) course.learn({ reliability });
  progress('evaluating', 1);
  return { ...verdict, ...(trained.problem ? { problem: trained.problem } : {}) };
}

/** @param exportShare writes the model of a share. @param judgeIt what is there. @returns what is there in the end: the largest share that is accepted. */
async function exportLargestShare<J extends { readonly verdict: Verdict }>(exportShare: (share: number) => void, judgeIt: () => Promise<J>): Promise<J> {
  let exported: number | undefined;
  const largest = await largestShare(async (share) => {
    exportShare((exported = share));
    return { share, ...(await judgeIt()) };
  });
  if (largest.share !== exported) exportShare(largest.share);
  return largest;
}

type SayProgress = (phase: keyof typeof PHASES, within: number, more?: object) => void;

interface Learning {
  readonly network: NetworkDescription;
  readonly parameters: Parameters;
  readonly documents: TrainingDocuments;
  readonly recipe: Recipe;
  readonly budget: Budget;
}

/** The training itself: kept in the order's checkpoint, and gone on with from there. @throws UserError if nothing better was found before it had to end. */
async function learn(order: TrainerOrder, { network, parameters, documents, recipe, budget }: Learning, course: RunReport, progress: SayProgress): Promise<TrainedNetwork> {
  const checkpoint = new WorkspaceCheckpoint(order.checkpoint, { network, recipe, text: fingerprintOf(documents), from: fingerprint(join(order.from, MODEL_FILE)), seconds: order.seconds });
  const kept = checkpoint.takeUp();
  const goesOn = kept ? { goesOnFrom: kept.clock.steps } : {};
  progress('training', kept ? kept.clock.steps / kept.clock.plannedSteps : 0, goesOn);
  const sayProgress = throttled((loop) => progress('training', loop.fraction, { ...goesOn, tokensPerSecond: loop.tokensPerSecond, secondsLeft: loop.secondsLeft, validationPerplexity: perplexity(loop.validationNats ?? loop.lossNats, 1) }));
  const onProgress = (loop: LoopProgress): void => {
    course.step(loop);
    sayProgress(loop);
  };
  const trained = await trainNetwork(network, parameters, documents, budget, recipe, { ...checkpoint.callbacks(), onProgress }, kept).catch((error) => {
    checkpoint.drop();
    throw error;
  });
  // It would only lead there again; and where the disk is full the new model needs its room.
  if (trained.problem) checkpoint.drop();
  if (trained.problem && trained.bestStep === 0) throw new UserError(trained.problem.template, ...trained.problem.values);
  return trained;
}

/** Scores of one model on the held-out files, and its bits per byte on the rehearsal texts by language. */
interface Measured {
  readonly files: LanguageScores;
  /** Nats of each piece of the held-out text. */
  readonly pieces: readonly number[];
  readonly byLanguage: Readonly<Record<string, number>>;
}

/** The texts that models are judged by. */
class Judging {
  private readonly languages: readonly { readonly language: string; readonly texts: readonly NamedText[] }[];
  private measured = 0;

  constructor(private readonly heldOut: readonly WorkspaceText[], rehearsal: Readonly<Record<string, readonly string[]>>, private readonly onProgress: (within: number) => void) {
    this.languages = Object.entries(rehearsal).map(([language, texts]) => ({ language, texts: texts.map((text, n) => ({ name: `${language} ${n}`, text })) }));
  }

  measure(folder: string): Promise<Measured> {
    return withPackage(folder, async (opened) => {
      this.nextRound();
      const texts: Float64Array[] = [];
      const files = await scoreByLanguage(opened, this.heldOut, { onText: (nats) => texts.push(nats) });
      const byLanguage: Record<string, number> = {};
      for (const { language, texts } of this.languages) byLanguage[language] = await this.bits(opened, texts);
      return { files, pieces: natsOfPieces(texts), byLanguage };
    });
  }

  verdict(before: Measured, after: Measured, trainedFiles: number): Verdict {
    const byLanguage = this.languages.map(({ language }): [string, Comparison] => [language, { before: before.byLanguage[language], after: after.byLanguage[language] }]);
    const [bitsBefore, bitsAfter] = [before, after].map(({ files }) => bitsPerByte(files.get(ALL_LANGUAGES)!));
    return judge({ before: bitsBefore, after: bitsAfter, pieces: { before: before.pieces, after: after.pieces } }, Object.fromEntries(byLanguage), trainedFiles);
  }

  private async bits(opened: ModelPackage, texts: readonly NamedText[]): Promise<number> {
    this.nextRound();
    return (await evaluateTexts(opened, texts)).bitsPerByte;
  }

  private nextRound(): void {
    const rounds = (this.languages.length + 1) * (2 + MOST_ATTEMPTS);
    this.onProgress(this.measured++ / rounds);
  }
}

/** The report of this run, on its page where there is a place for one. */
function followCourse({ folders, reportFile }: TrainerOrder): RunReport {
  return reportFile === undefined ? new RunReport(folders) : reportOnPage(reportFile, folders, (reason) => console.error(`The report could not be written: ${reason}`));
}

function sized(texts: readonly WorkspaceText[]): { name: string; bytes: number }[] {
  return texts.map(({ name, text }) => ({ name, bytes: Buffer.byteLength(text) }));
}

function stepsFor(tokens: number, { batch, windowSteps, rehearsalShare }: Recipe): number {
  return Math.ceil((MAXIMUM_EPOCHS * tokens) / (batch * windowSteps * (1 - rehearsalShare)));
}

/** At most four reports a second. */
function throttled(report: (progress: LoopProgress) => void): (progress: LoopProgress) => void {
  let lastMs = 0;
  return (progress) => {
    const nowMs = performance.now();
    if (nowMs - lastMs < 250) return;
    lastMs = nowMs;
    report(progress);
  };
}
