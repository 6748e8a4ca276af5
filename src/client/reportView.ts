// "Show Training Report": the page that the last training of this workspace left, in the editor's own colours. While a
// training runs the trainer writes the page again and again, and the view reads it again.
import * as vscode from 'vscode';
import { REPORT_FILE, type ReportData } from '../report/reportData';
import { reportContent, reportOfHtml } from '../report/reportHtml';
import { reportTexts } from '../report/reportTexts';
import type { LanguageServer } from './languageServer';
import { inform, say, translate } from './messages';
import { PagePanel } from './pagePanel';

/** As often as the trainer writes the page. */
const REFRESH_AFTER_MS = 1000;

export class ReportView implements vscode.Disposable {
  private readonly panel: PagePanel;
  private timer: NodeJS.Timeout | undefined;
  private wasTraining = false;
  private readonly following: vscode.Disposable;
  private readonly texts = reportTexts((template) => vscode.l10n.t(template));

  /** @param isTraining whether a training runs in this window. */
  constructor(private readonly context: vscode.ExtensionContext, server: LanguageServer, private readonly isTraining: () => boolean) {
    this.panel = new PagePanel(context, 'elman.report', this.texts.title);
    this.following = vscode.Disposable.from(server.onTrainingProgress(() => this.refreshSoon()), server.onStatus(({ state }) => this.follow(state === 'training')));
  }

  /** Opens the last report, or says that there is none. */
  async show(): Promise<void> {
    if (!this.panel.isOpen && !(await this.read())) return inform(translate('No training has left a report in this workspace yet.'));
    this.panel.open(() => void this.refresh());
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.following.dispose();
    this.panel.dispose();
  }

  /** The server says on the page how a run ended that could not say so itself. */
  private follow(isTraining: boolean): void {
    if (this.wasTraining && !isTraining) this.refreshSoon();
    this.wasTraining = isTraining;
  }

  /** Reads the report again a little later: the trainer writes its last page just before it ends. */
  refreshSoon(): void {
    if (!this.panel.isVisible || this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.refresh();
    }, REFRESH_AFTER_MS);
  }

  private async refresh(): Promise<void> {
    const report = await this.read();
    await this.panel.show(report ? reportContent(report, this.texts, say) : { notice: translate('The report is gone: the learned data of this workspace was deleted.'), texts: this.texts });
  }

  /** A run that was killed together with the server could not say so. */
  private async read(): Promise<ReportData | undefined> {
    const { storageUri } = this.context;
    if (!storageUri) return undefined;
    try {
      const report = reportOfHtml(new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(storageUri, REPORT_FILE))));
      return report?.state === 'running' && !this.isTraining() ? { ...report, state: 'interrupted' } : report;
    } catch {
      return undefined;
    }
  }
}
