// Page of a comparison of models: its table, the curves, and what the models were trained on.
import { comparisonCharts } from '../report/comparisonCharts';
import type { ComparisonContent } from '../report/reportHtml';
import type { Charts } from './charts';
import { dateOf } from './dates';
import { element } from './element';
import { comparisonTables, modelTable } from './tables';

export function showComparison(content: ComparisonContent, charts: Charts, main: HTMLElement): void {
  const { texts, comparison: { folders, started, updated, asked, models } } = content;
  const named = folders.join(', ');
  const state = [
    ...(models.length < asked.length ? [texts.unfinished] : []),
    `${texts.started}: ${dateOf(started)}`,
    `${texts.updated}: ${dateOf(updated)}`,
  ];
  main.replaceChildren(
    element('h1', {}, named === '' ? texts.title : `${texts.title}: ${named}`),
    element('p', { className: 'state' }, state.join(' · ')),
    ...modelTable(content),
    charts.element,
    ...comparisonTables(content),
  );
  charts.show(comparisonCharts(content), { axis: texts.seconds, nothingYet: texts.nothingYet, numbers: texts.numbers });
}
