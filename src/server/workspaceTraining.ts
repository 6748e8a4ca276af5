// "Train on Workspace" from order to outcome: a trainer process, its verdict, and the new model going live. One run at a
// time. Until the very last step everything happens beside the live model, so any end but success changes nothing.
import { existsSync } from 'node:fs';
import { CancellationTokenSource, type CancellationToken } from 'vscode-languageserver/node';
import type { Verdict } from '../../training/messages';
import { UserError, type Sentence } from '../model/userError';
import { findingSentence } from '../report/trainingResult';
import type { EditorState } from './editorState';
import { endReport } from './endReport';
import { earlierTraining } from './learnedState';
import type { LiveModels } from './liveModels';
import type { ModelStore } from './modelStore';
import type { TrainingOrder, TrainingOutcome, TrainingPlan, TrainingProgress } from './protocol';
import { readSettings } from './settings';
import { runTrainer, type TrainerResult } from './trainerProcess';

/** Everything seeded: the same folder and model give the same run. */
const SEED = 1;

export class WorkspaceTraining {
  private run: { readonly cancellation: CancellationTokenSource; readonly ended: Promise<unknown> } | undefined;
  /** The server leaves: a run that ends now is gone on with by the next training. */
  private isLeaving = false;

  /**
   * @param module path of the trainer's bundle.
   * @param store undefined where there is no place to keep what is learned.
   */
  constructor(
    private readonly module: string,
    private readonly state: EditorState,
    private readonly models: LiveModels,
    private readonly store: ModelStore | undefined,
    private readonly told: { statusChanged(): void; begins(): void; /** What it read is in a file that goes soon, whether the new model is live or not. */ hasRead(file: string): void },
  ) {}

  get isRunning(): boolean {
    return this.run !== undefined;
  }

  /** What a training would read. */
  async plan(excluded: readonly string[], token: CancellationToken): Promise<TrainingPlan> {
    const problem = this.obstacle();
    if (problem) return { ...EMPTY_PLAN, problem };
    const seconds = this.state.settings.trainingSeconds;
    try {
      const result = await runTrainer(this.module, this.order('plan', { excluded, seconds }, ''), () => undefined, token);
      if (result === 'cancelled') return { ...EMPTY_PLAN, problem: CANCELLED };
      if (result.kind !== 'plan') return { ...EMPTY_PLAN, problem: sentenceOf(result) };
      const { kind: _, ...plan } = result;
      const earlier = earlierTraining(this.models, this.store!);
      return { ...plan, ...(this.store!.hasCheckpoint() ? { isInterrupted: true } : {}), ...(earlier ? { earlier } : {}), seconds };
    } catch (error) {
      return { ...EMPTY_PLAN, problem: sentenceOfError(error) };
    }
  }

  /** Trains; never throws an expected failure. */
  async train(order: TrainingOrder, token: CancellationToken, onProgress: (progress: TrainingProgress) => void): Promise<TrainingOutcome> {
    const problem = this.run ? ALREADY_RUNNING : this.obstacle();
    if (problem) return { outcome: 'failed', sentence: problem };
    const cancellation = new CancellationTokenSource();
    const fromClient = token.onCancellationRequested(() => cancellation.cancel());
    if (token.isCancellationRequested) cancellation.cancel();
    let hasLearned = false;
    const follow = (progress: TrainingProgress): void => {
      hasLearned ||= progress.phase === 'training';
      onProgress(progress);
    };
    const ended = this.trainOnce(order, cancellation.token, follow).catch(failure).then((outcome) => this.tidyUp(outcome, hasLearned));
    this.run = { cancellation, ended };
    this.told.statusChanged();
    try {
      return await ended;
    } finally {
      this.run = undefined;
      fromClient.dispose();
      this.told.statusChanged();
    }
  }

  /** Ends a run that is going on, for good; resolves when its process is gone. */
  async stop(): Promise<void> {
    this.run?.cancellation.cancel();
    await this.run?.ended;
  }

  /** The same, but the next training goes on from it: the editor is closed, and nobody said that no more of it is wanted. */
  async interrupt(): Promise<void> {
    this.isLeaving = true;
    await this.stop();
  }

  /**
   * What a run leaves beside the model: its page says how it ended, and only one that may be gone on with keeps its checkpoint.
   * @param hasLearned false: a checkpoint that lies there is of an earlier run.
   */
  private tidyUp(outcome: TrainingOutcome, hasLearned: boolean): TrainingOutcome {
    const store = this.store!;
    const isCancelled = outcome.outcome === 'cancelled';
    const hasFailed = outcome.outcome === 'failed';
    store.discardCandidates();
    store.discardHalfCheckpoint();
    if (hasFailed) endReport(store.reportFile, 'interrupted', outcome.sentence);
    else if (isCancelled) endReport(store.reportFile, this.isLeaving ? 'interrupted' : 'cancelled');
    else endReport(store.reportFile, 'done');
    if (!hasFailed && !(isCancelled && this.isLeaving)) store.discardCheckpoint();
    return {
      ...outcome,
      ...(hasFailed && hasLearned && store.hasCheckpoint() ? { isResumable: true } : {}),
      ...(hasLearned && existsSync(store.reportFile) ? { hasReport: true } : {}),
    };
  }

  private async trainOnce(order: TrainingOrder, token: CancellationToken, onProgress: (progress: TrainingProgress) => void): Promise<TrainingOutcome> {
    const candidate = this.store!.newCandidate();
    this.told.begins();
    const report = ({ kind: _, ...progress }: { kind: string } & TrainingProgress) => onProgress(progress);
    const result = await runTrainer(this.module, this.order('train', order, candidate), report, token);
    if (result === 'cancelled') return { outcome: 'cancelled', sentence: CANCELLED };
    if (result.kind !== 'done') return { outcome: 'failed', sentence: sentenceOf(result) };
    const outcome = await this.conclude(result.verdict, candidate);
    this.told.hasRead(this.store!.memoryBeside(candidate));
    return outcome;
  }

  private async conclude(verdict: Verdict, candidate: string): Promise<TrainingOutcome> {
    const { accepted, finding, problem, heldOut: { before, after } } = verdict;
    const sentence = findingSentence(finding, { before, after }, problem !== undefined);
    if (!accepted) return { outcome: 'kept', sentence, before, after };
    await this.models.promote(candidate);
    return { outcome: 'live', sentence, before, after };
  }

  private order(kind: 'plan' | 'train', { excluded, seconds: ordered }: TrainingOrder, candidate: string) {
    const { live, bundled } = this.models.folders;
    const { trainingSeconds: seconds } = readSettings({ trainingSeconds: ordered });
    return { kind, folders: this.state.folders, excluded: [...new Set([...excluded, ...this.state.excluded])], languages: this.state.settings.languages, from: live, bundled, candidate, seconds, seed: SEED, ...(kind === 'train' && this.store ? { reportFile: this.store.reportFile, checkpoint: this.store.checkpointFile, memory: this.store.memoryBeside(candidate) } : {}) };
  }

  /** Why no training can start here. */
  private obstacle(): Sentence | undefined {
    if (!this.state.trusted) return { template: 'Elman does not train in an untrusted workspace. Trust the workspace first.', values: [] };
    if (this.state.folders.length === 0) return { template: 'Open a folder first: Elman trains on the files of a folder.', values: [] };
    if (!this.store) return { template: 'There is no place to keep what would be learned: the editor named no storage folder.', values: [] };
    if (!this.models.current) return { template: 'The model is not loaded yet. Wait a moment and train again.', values: [] };
    return undefined;
  }
}

const EMPTY_PLAN: TrainingPlan = { files: 0, bytes: 0, heldOutFiles: 0, heldOutBytes: 0, canJudge: false, seconds: 0 };
const ALREADY_RUNNING: Sentence = { template: 'A training is running already.', values: [] };
const CANCELLED: Sentence = { template: 'Training was cancelled. The model in use is unchanged; you can train again at any time.', values: [] };
const UNEXPECTED: Sentence = { template: 'The trainer gave an unexpected answer. The model in use is unchanged.', values: [] };

function sentenceOf(result: TrainerResult): Sentence {
  return result.kind === 'failed' ? result.sentence : UNEXPECTED;
}

function sentenceOfError(error: unknown): Sentence {
  if (error instanceof UserError) return error.sentence;
  return { template: 'Training failed: {0}. The model in use is unchanged.', values: [error instanceof Error ? error.message : String(error)] };
}

function failure(error: unknown): TrainingOutcome {
  return { outcome: 'failed', sentence: sentenceOfError(error) };
}
