// "Show My Statistics" and "Clear My Statistics": the page of what was counted, which follows the counts while it is open.
import * as vscode from 'vscode';
import { CLEAR_MESSAGE } from '../report/statisticsContent';
import { dayOf } from '../statistics/counts';
import { UserError } from '../model/userError';
import { statisticsSetting } from './commandNames';
import type { Figures } from './figures';
import { confirmLoss, inform, say, translate, warn } from './messages';
import { PagePanel } from './pagePanel';
import { section } from './settings';
import { statisticsContent, statisticsTitle } from './statisticsContent';
import type { StatisticsKeeper } from './statisticsKeeper';

/** Counts come several at once; a page that is drawn for each cannot be read. */
const REFRESH_AFTER_MS = 1000;

export class StatisticsView implements vscode.Disposable {
  private readonly panel: PagePanel;
  private readonly following: vscode.Disposable;
  private timer: NodeJS.Timeout | undefined;

  /** @param isCounting whether the setting is on. */
  constructor(
    context: vscode.ExtensionContext,
    private readonly keeper: StatisticsKeeper,
    private readonly isCounting: () => boolean,
    private readonly figures: Figures,
  ) {
    this.panel = new PagePanel(context, 'elman.statistics', statisticsTitle(translate));
    this.following = vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration(`${section}.${statisticsSetting}`) && this.refreshSoon());
  }

  show(): void {
    this.panel.open((message) => {
      if (message === CLEAR_MESSAGE) void this.clear();
      else this.refresh();
    });
    this.refresh();
  }

  /** Asks first: what was counted cannot be had back. */
  async clear(): Promise<void> {
    const detail = translate('All counts of all windows are removed from this machine. This cannot be undone.');
    if (!(await confirmLoss(translate('Clear the statistics of Elman?'), detail, translate('Clear')))) return;
    try {
      this.keeper.clear();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return warn(say(error.sentence));
    }
    this.refresh();
    inform(translate('Your statistics are cleared.'));
  }

  /** There are other figures; the page is drawn a little later, if there is one. */
  refreshSoon(): void {
    if (!this.panel.isVisible || this.timer) return;
    this.timer = setTimeout(() => this.refresh(), REFRESH_AFTER_MS);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.following.dispose();
    this.panel.dispose();
  }

  private refresh(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.panel.isVisible) return;
    void this.panel.show(statisticsContent(this.keeper.known(), dayOf(new Date()), this.isCounting(), translate, this.figures));
  }
}
