// The script of the pages: of a report, of a comparison, and of the user's statistics. In a file it shows the data block that the page holds; in an
// editor's view it asks for content and shows each that comes. Names and figures go in as text, never as markup.
import { comparisonCharts } from '../report/comparisonCharts';
import { reportCharts } from '../report/reportCharts';
import type { ReportData } from '../report/reportData';
import type { ComparisonContent, PageContent, ReportContent } from '../report/reportHtml';
import { Charts } from './charts';
import './page.css';
import { StatisticsPage } from './statistics';
import { comparisonTables, element, modelTable, tables } from './tables';

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

const editor = typeof acquireVsCodeApi === 'function' ? acquireVsCodeApi() : undefined;
const charts = new Charts();
const statistics = new StatisticsPage(charts, (message) => editor?.postMessage(message));
let shown: PageContent | undefined;
/** A run tells something every second while it learns; only measuring a large corpus takes minutes. */
const SILENT_MS = 30 * 60_000;

function show(content: PageContent): void {
  shown = content;
  const main = document.getElementById('report')!;
  if ('statistics' in content) statistics.show(content, main);
  else showMeasurements(content, main);
}

function showMeasurements(content: ReportContent | ComparisonContent, main: HTMLElement): void {
  const { texts } = content;
  const { folders, started, updated } = 'report' in content ? content.report : content.comparison;
  const reason = 'report' in content ? content.reason : undefined;
  const named = folders.join(', ');
  const dates = [`${texts.started}: ${dateOf(started)}`, `${texts.updated}: ${dateOf(updated)}`];
  main.replaceChildren(
    element('h1', {}, named === '' ? texts.title : `${texts.title}: ${named}`),
    element('p', { className: 'state' }, [...stateOf(content), ...dates].join(' · ')),
    ...(reason === undefined ? [] : [element('p', {}, reason)]),
    ...('report' in content ? [charts.element, ...tables(content)] : [...modelTable(content), charts.element, ...comparisonTables(content)]),
  );
  charts.show('report' in content ? reportCharts(content) : comparisonCharts(content), { axis: texts.seconds, nothingYet: texts.nothingYet });
}

/** Where the work stands; of a finished comparison nothing. */
function stateOf(content: ReportContent | ComparisonContent): string[] {
  if ('report' in content) return [content.texts[isSilent(content.report) ? 'silent' : content.report.state]];
  const { asked, models } = content.comparison;
  return models.length < asked.length ? [content.texts.unfinished] : [];
}

/** A run that was killed with all that watched it could not say so. */
function isSilent({ state, updated }: ReportData): boolean {
  return state === 'running' && Date.now() - Date.parse(updated) > SILENT_MS;
}

function dateOf(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : date.toLocaleString(document.documentElement.lang);
}

/** Charts take their colours once; a new theme draws them again. */
function redraw(): void {
  charts.forget();
  if (shown) show(shown);
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
new MutationObserver(redraw).observe(document.body, { attributeFilter: ['class'] });
addEventListener('resize', () => charts.fit());

if (editor) {
  addEventListener('message', ({ data }: MessageEvent<PageContent>) => show(data));
  editor.postMessage('ready');
} else {
  show(JSON.parse(document.getElementById('report-data')!.textContent!) as PageContent);
}
