// Figures as tables: of a report, what was read, what the models reach, how the run was made; of a comparison the same.
import type { Reliability, ReportComparison, ReportData } from '../report/reportData';
import { comparisonTable } from '../report/comparisonTable';
import type { ComparisonContent, ReportContent } from '../report/reportHtml';
import type { ReportTexts } from '../report/reportTexts';
import { element } from './element';

/** Makes the tables of the result: held-out files, what must not be forgotten, and reliability; those without rows are left out. */
export function resultTables({ report, texts }: ReportContent): HTMLElement[] {
  return [
    ...section(texts.heldOut, comparisonHead(texts), report.heldOut.map((row) => comparisonRow(row, texts))),
    ...section(texts.rehearsal, comparisonHead(texts), report.rehearsal.map((row) => comparisonRow(row, texts))),
    ...(report.reliability ? reliabilityTable(report.reliability, texts) : []),
  ];
}

/** Makes the tables of the run: the files that were read and the options. */
export function runTables({ report, texts }: ReportContent): HTMLElement[] {
  return [
    ...section(texts.corpus, [texts.language, texts.files, texts.bytes, texts.heldOutFiles, texts.heldOutBytes], corpusRows(report)),
    ...section(texts.options, [], optionRows(report.options)),
  ];
}

function reliabilityTable({ bins, error, errorByChance }: Reliability, texts: ReportTexts): HTMLElement[] {
  const rows = bins.map(({ from, to, suggestions, meanProbability, shareRight }) => [`${percent(from, 0)} – ${percent(to, 0)}`, count(suggestions), percent(meanProbability, 1), percent(shareRight, 1)]);
  return [
    ...section(texts.reliability, [texts.probability, texts.suggestions, texts.meanProbability, texts.shareRight], rows),
    element('p', { className: 'faint' }, `${texts.reliabilityNote} ${texts.calibrationError}: ${percent(error, 1)}; ${texts.byChance} ${percent(errorByChance, 1)}.`),
  ];
}

/** What the models of a comparison are and reach. */
export function modelTable({ comparison: { models }, texts }: ComparisonContent): HTMLElement[] {
  const { head, rows } = comparisonTable(models, texts);
  return [
    table(texts.title, head, rows),
    element('p', { className: 'faint' }, texts.notes),
    ...section(texts.problems, [], models.flatMap(({ name, problem }) => (problem === null ? [] : [[name, problem]]))),
  ];
}

/** What they were trained and measured on, and how. */
export function comparisonTables({ comparison: { train, heldOut, options }, texts }: ComparisonContent): HTMLElement[] {
  const corpus = [
    [texts.trainFiles, train.files], [texts.trainBytes, train.bytes], [texts.trainTokens, train.tokens],
    [texts.heldOutFiles, heldOut.files], [texts.heldOutBytes, heldOut.bytes], [texts.heldOutWords, heldOut.words], [texts.heldOutTokens, heldOut.tokens],
  ] as const;
  return [
    ...section(texts.corpus, [], corpus.map(([name, value]) => [name, count(value)])),
    ...section(texts.options, [], optionRows(options)),
  ];
}

function optionRows(options: Readonly<Record<string, string | number>>): string[][] {
  return Object.entries(options).map(([name, value]) => [name, typeof value === 'number' ? count(value) : value]);
}

/** Makes a heading and a table; nothing without rows. */
export function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): HTMLElement[] {
  return rows.length === 0 ? [] : [element('h2', {}, title), table(title, head, rows)];
}

/** Makes a table in which the first cell of each row names the row. @param title is said by a screen reader; the page shows it elsewhere. */
export function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  const columns = element('tr', {}, ...head.map((text) => headingCell('col', text)));
  const body = rows.map(([name, ...cells]) => element('tr', {}, headingCell('row', name), ...cells.map((cell) => element('td', {}, cell))));
  const heading = head.length === 0 ? [] : [element('thead', {}, columns)];
  return element('table', {}, element('caption', { className: 'spoken' }, title), ...heading, element('tbody', {}, ...body));
}

function headingCell(scope: 'col' | 'row', text: string): HTMLTableCellElement {
  const cell = element('th', {}, text);
  cell.scope = scope;
  return cell;
}

function corpusRows({ languages }: ReportData): string[][] {
  return languages.map(({ language, files, bytes, heldOutFiles, heldOutBytes }) => [language, ...[files, bytes, heldOutFiles, heldOutBytes].map(count)]);
}

function comparisonHead(texts: ReportTexts): string[] {
  return [texts.language, texts.measuredBytes, texts.before, texts.after, texts.change];
}

function comparisonRow({ language, bytes, before, after }: ReportComparison, texts: ReportTexts): string[] {
  const change = before === null ? '–' : `${after > before ? '+' : ''}${((100 * (after - before)) / before).toFixed(1)} %`;
  return [language === '*' ? texts.all : language, count(bytes), before === null ? '–' : before.toFixed(3), after.toFixed(3), change];
}

function count(value: number): string {
  return value.toLocaleString(document.documentElement.lang, { maximumSignificantDigits: 12 });
}

function percent(share: number, digits: number): string {
  return `${(100 * share).toFixed(digits)} %`;
}
