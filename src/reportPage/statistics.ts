// The page of the user's statistics: charts by day, tables, what the figures mean, and a button that clears them.
import { CLEAR_MESSAGE, type StatisticsContent } from '../report/statisticsContent';
import type { Charts } from './charts';
import { element } from './element';
import { section } from './tables';

export class StatisticsPage {
  /** One for all that is shown: a focus on it stays. */
  private readonly clear = element('button');

  /** @param tell sends a message to the editor. */
  constructor(private readonly charts: Charts, tell: (message: string) => void) {
    this.clear.addEventListener('click', () => tell(CLEAR_MESSAGE));
  }

  show({ statistics: { notices, charts, tables, notes }, texts }: StatisticsContent, main: HTMLElement): void {
    const isFocused = document.activeElement === this.clear;
    this.clear.textContent = texts.clear;
    const [overview, ...others] = tables;
    const sectionOf = ({ title, head, rows }: typeof overview) => section(title, head, rows);
    main.replaceChildren(
      element('h1', {}, texts.title),
      ...notices.map((notice) => element('p', {}, notice)),
      ...(overview ? sectionOf(overview) : []),
      this.charts.element,
      ...others.flatMap(sectionOf),
      ...(notes.length === 0 ? [] : [element('h2', {}, texts.notes), element('ul', { className: 'faint' }, ...notes.map((note) => element('li', {}, note)))]),
      ...(charts.length === 0 ? [] : [element('p', {}, this.clear)]),
    );
    if (isFocused) this.clear.focus();
    this.charts.show(charts, { axis: texts.day, nothingYet: texts.nothingYet, numbers: texts.numbers });
  }
}
