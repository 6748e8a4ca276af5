// The figures of a report as tables: what was read, what the models reach, how the run was made.
import type { ReportComparison, ReportData } from '../report/reportData';
import type { ReportContent } from '../report/reportHtml';
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
    ...section(texts.corpus, [texts.language, texts.files, texts.bytes, texts.heldOutFiles, texts.heldOutBytes], corpusRows(report)),
    ...section(texts.options, [], Object.entries(report.options).map(([name, value]) => [name, typeof value === 'number' ? count(value) : value])),
  ];
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): HTMLElement[] {
  if (rows.length === 0) return [];
  const row = (cells: readonly string[], name: 'td' | 'th') => element('tr', {}, ...cells.map((cell) => element(name, {}, cell)));
  const heading = head.length === 0 ? [] : [element('thead', {}, row(head, 'th'))];
  return [element('h2', {}, title), element('table', {}, ...heading, element('tbody', {}, ...rows.map((cells) => row(cells, 'td'))))];
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
