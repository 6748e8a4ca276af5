// The script of a report page. In a file it shows the data block that the page holds; in an editor's view it asks for
// reports and shows each that comes. Names and figures go in as text, never as markup.
import type { ReportData } from '../report/reportData';
import type { ReportContent } from '../report/reportHtml';
import { Charts } from './charts';
import './page.css';
import { element, tables } from './tables';

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

const charts = new Charts();
let shown: ReportContent | undefined;
/** A run tells something every second while it learns; only measuring a large corpus takes minutes. */
const SILENT_MS = 30 * 60_000;

function show(content: ReportContent): void {
  shown = content;
  const { report, texts, reason } = content;
  const named = report.folders.join(', ');
  const dates = [`${texts.started}: ${dateOf(report.started)}`, `${texts.updated}: ${dateOf(report.updated)}`];
  document.getElementById('report')!.replaceChildren(
    element('h1', {}, named === '' ? texts.title : `${texts.title}: ${named}`),
    element('p', { className: 'state' }, [texts[isSilent(report) ? 'silent' : report.state], ...dates].join(' · ')),
    ...(reason === undefined ? [] : [element('p', {}, reason)]),
    charts.element,
    ...tables(content),
  );
  charts.show(content);
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

if (typeof acquireVsCodeApi === 'function') {
  addEventListener('message', ({ data }: MessageEvent<ReportContent>) => show(data));
  acquireVsCodeApi().postMessage('ready');
} else {
  show(JSON.parse(document.getElementById('report-data')!.textContent!) as ReportContent);
}
