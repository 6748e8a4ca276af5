// Script of the pages: a training's report, a comparison, the user's statistics, and a notice where there is nothing to
// show. In a file it shows the data block that the page holds; in an editor's view it asks for content and shows each
// that comes.
import type { PageContent } from '../report/reportHtml';
import { Charts } from './charts';
import { showComparison } from './comparison';
import { element } from './element';
import './page.css';
import { ReportPage } from './report';
import { StatisticsPage } from './statistics';

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

const editor = typeof acquireVsCodeApi === 'function' ? acquireVsCodeApi() : undefined;
const charts = new Charts();
const report = new ReportPage();
const statistics = new StatisticsPage(charts, (message) => editor?.postMessage(message));
const allCharts = [charts, report.charts, report.detailCharts];
let shown: PageContent | undefined;

function show(content: PageContent): void {
  shown = content;
  const main = document.getElementById('report')!;
  if ('statistics' in content) statistics.show(content, main);
  else if ('comparison' in content) showComparison(content, charts, main);
  else if ('notice' in content) main.replaceChildren(element('h1', {}, content.texts.title), element('p', {}, content.notice));
  else report.show(content, main);
}

/** Draws the charts again: they take their colours once, and the theme has changed. */
function redraw(): void {
  for (const each of allCharts) each.forget();
  if (shown) show(shown);
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
new MutationObserver(redraw).observe(document.body, { attributeFilter: ['class'] });
addEventListener('resize', () => {
  for (const each of allCharts) each.fit();
});

if (editor) {
  addEventListener('message', ({ data }: MessageEvent<PageContent>) => show(data));
  editor.postMessage('ready');
} else {
  show(JSON.parse(document.getElementById('report-data')!.textContent!) as PageContent);
}
