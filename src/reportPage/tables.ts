// Figures as tables: of a report, what was read, what the models reach, how the run was made; of a comparison the same.
import type { Reliability, ReportComparison, ReportData } from '../report/reportData';
import { comparisonTable } from '../report/comparisonTable';
import type { ComparisonContent, ReportContent } from '../report/reportHtml';
import type { ReportTexts } from '../report/reportTexts';

type Child = Node | string;

/** An element with properties and children; strings become text, never markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(name: Name, properties: { readonly className?: string } = {}, ...children: Child[]): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (properties.className) made.className = properties.className;
  made.append(...children);
  return made;
}

/** Only those that have something to say. */
export function tables({ report, texts }: ReportContent): HTMLElement[] {
  return [
    ...section(texts.heldOut, comparisonHead(texts), report.heldOut.map((row) => comparisonRow(row, texts))),
    ...section(texts.rehearsal, comparisonHead(texts), report.rehearsal.map((row) => comparisonRow(row, texts))),
    ...(report.reliability ? reliabilityTable(report.reliability, texts) : []),
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
    table(head, rows),
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

/** A titled table; none without rows. */
export function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): HTMLElement[] {
  return rows.length === 0 ? [] : [element('h2', {}, title), table(head, rows)];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  const row = (cells: readonly string[], name: 'td' | 'th') => element('tr', {}, ...cells.map((cell) => element(name, {}, cell)));
  const heading = head.length === 0 ? [] : [element('thead', {}, row(head, 'th'))];
  return element('table', {}, ...heading, element('tbody', {}, ...rows.map((cells) => row(cells, 'td'))));
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
