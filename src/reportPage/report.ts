// Page of a training: the result in words, the tables and curves of the result, and below them, closed at first, the
// figures of the run. Its parts stay while new figures come, so that the focus and what is open stay too.
import { detailCharts, resultCharts } from '../report/reportCharts';
import type { ReportData } from '../report/reportData';
import type { ReportContent } from '../report/reportHtml';
import { Charts } from './charts';
import { dateOf } from './dates';
import { closedPart, element, setText } from './element';
import { resultTables, runTables } from './tables';

/** A run tells something every second while it learns; only measuring a large corpus takes minutes. */
const SILENT_MS = 30 * 60_000;

export class ReportPage {
  readonly charts = new Charts();
  readonly detailCharts = new Charts();
  private readonly title = element('h1');
  private readonly result = element('p', { className: 'result' });
  private readonly reason = element('p');
  private readonly dates = element('p', { className: 'state' });
  private readonly resultTables = element('div');
  private readonly runTables = element('div');
  private readonly details = closedPart();
  private readonly parts: readonly HTMLElement[];

  constructor() {
    this.result.setAttribute('role', 'status');
    this.details.details.append(this.detailCharts.element, this.runTables);
    this.details.details.addEventListener('toggle', () => this.detailCharts.fit());
    this.parts = [this.title, this.result, this.reason, this.dates, this.charts.element, this.resultTables, this.details.details];
  }

  show(content: ReportContent, main: HTMLElement): void {
    const { report, texts, result, reason = '' } = content;
    if (this.title.parentElement !== main) main.replaceChildren(...this.parts);
    const folders = report.folders.join(', ');
    setText(this.title, folders === '' ? texts.title : `${texts.title}: ${folders}`);
    setText(this.result, isSilent(report) ? texts.silent : result);
    setText(this.reason, reason);
    setText(this.dates, `${texts.started}: ${dateOf(report.started)} · ${texts.updated}: ${dateOf(report.updated)}`);
    setText(this.details.summary, texts.details);
    this.resultTables.replaceChildren(...resultTables(content));
    this.runTables.replaceChildren(...runTables(content));
    const chartTexts = { axis: texts.seconds, nothingYet: texts.nothingYet, numbers: texts.numbers };
    this.charts.show(resultCharts(content), chartTexts);
    this.detailCharts.show(detailCharts(content), chartTexts);
  }
}

/** A run that was killed together with its server could not say so. */
function isSilent({ state, updated }: ReportData): boolean {
  return state === 'running' && Date.now() - Date.parse(updated) > SILENT_MS;
}
