// "Train on Workspace": what would be read, one question, progress that can be cancelled, and the outcome. The work is
// the server's; what is typed meanwhile is not held up.
import * as vscode from 'vscode';
import { PlanRequest, TrainRequest, type TrainingOrder, type TrainingOutcome, type TrainingPlan } from '../server/protocol';
import type { Figures } from './figures';
import type { LanguageServer } from './languageServer';
import { commands } from './commandNames';
import { confirm, inform, offer, reportWithAction, say, translate, warn, withNotification } from './messages';
import { readExcludedGlobs } from './settings';
import { outcomeText, planText, progressText } from './trainingText';

export class WorkspaceTraining {
  private run: Promise<void> | undefined;

  constructor(
    private readonly server: LanguageServer,
    private readonly figures: Figures,
  ) {}

  get isRunning(): boolean {
    return this.run !== undefined;
  }

  /** Trains once; resolves when the outcome was said. A second call while one runs says so. */
  async start(): Promise<void> {
    if (this.run) return inform(translate('A training is running already.'));
    if (!vscode.workspace.isTrusted) return offerTrust();
    this.run = this.askAndTrain().catch((error) => this.failed(error));
    await this.run.finally(() => (this.run = undefined));
  }

  private async askAndTrain(): Promise<void> {
    const excluded = readExcludedGlobs();
    const plan = await this.plan(excluded);
    if (!plan) return;
    if (plan.problem) return warn(say(plan.problem));
    const detail = planText(plan, translate, this.figures);
    const question = plan.earlier ? translate('Train Elman on this workspace again?') : translate('Train Elman on this workspace?');
    if (!(await confirm(question, detail, translate('Train')))) return;
    report(await this.train({ excluded, seconds: plan.seconds }));
  }

  /** @returns undefined if the user cancelled. */
  private plan(excluded: readonly string[]): Thenable<TrainingPlan | undefined> {
    const title = translate('Elman: looking at the files of the workspace');
    return withNotification(title, async (_progress, token) => {
      const plan = await this.server.request<TrainingPlan>(PlanRequest, { excluded }, token);
      return token.isCancellationRequested ? undefined : plan;
    });
  }

  private train(order: TrainingOrder): Thenable<TrainingOutcome | undefined> {
    return withNotification(translate('Elman: training on this workspace'), async (progress, token) => {
      let shown = 0;
      const following = this.server.onTrainingProgress((news) => {
        const increment = Math.max(0, news.fraction * 100 - shown);
        shown += increment;
        progress.report({ message: progressText(news, translate, this.figures), increment });
      });
      try {
        return await this.server.request<TrainingOutcome>(TrainRequest, order, token);
      } finally {
        following.dispose();
      }
    });
  }

  private failed(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    warn(
      this.server.state === 'running'
        ? translate('Training failed: {0}. The model in use is unchanged.', reason)
        : translate('The language server ended during the training. The model in use is unchanged.'),
    );
  }
}

function report(outcome: TrainingOutcome | undefined): void {
  if (!outcome) return inform(translate('Training was cancelled. The model in use is unchanged; you can train again at any time.'));
  const text = outcomeText(outcome, translate, say);
  const { showWarningMessage, showInformationMessage } = vscode.window;
  const show = outcome.outcome === 'failed' ? showWarningMessage : showInformationMessage;
  // Not awaited: the message may stay for hours, and the training is over.
  if (outcome.hasReport) void offer(text, translate('Show Report'), commands.showReport, show);
  else void show(text);
}

async function offerTrust(): Promise<void> {
  const sentence = translate('Elman does not train in an untrusted workspace. Trust the workspace first.');
  const manage = await reportWithAction(sentence, translate('Manage Workspace Trust'));
  if (manage) await vscode.commands.executeCommand('workbench.trust.manage');
}
