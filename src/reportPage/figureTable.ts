// Figures of a chart as a table: the text alternative of the drawing. It is made only while the reader has it open.
import type { Curve } from '../report/chart';
import { closedPart, element } from './element';
import { table } from './tables';

/** Rows of the table at most; of more points a part is taken, evenly, the last one always. */
const MOST_ROWS = 40;

export interface FigureRows {
  /** Name of the chart. */
  readonly title: string;
  /** Name of the horizontal axis. */
  readonly axis: string;
  /** Text of each place on the horizontal axis. */
  readonly places: readonly string[];
  readonly curves: readonly Pick<Curve, 'label' | 'values'>[];
  /** Writes a value of a curve. */
  readonly format: (value: number | null) => string;
}

export class FigureTable {
  private readonly part = closedPart();
  private readonly content = element('div');
  private rows: FigureRows | undefined;

  constructor(private readonly label: string) {
    this.part.details.append(this.content);
    this.part.details.addEventListener('toggle', () => this.draw());
  }

  get element(): HTMLElement {
    return this.part.details;
  }

  show(rows: FigureRows): void {
    this.rows = rows;
    this.part.summary.textContent = `${this.label}: ${rows.title}`;
    this.draw();
  }

  private draw(): void {
    if (!this.rows || !this.part.details.open) return this.content.replaceChildren();
    const { title, axis, places, curves, format } = this.rows;
    const cells = rowNumbers(places.length).map((row) => [places[row], ...curves.map(({ values }) => format(values[row]))]);
    this.content.replaceChildren(table(title, [axis, ...curves.map(({ label }) => label)], cells));
  }
}

function rowNumbers(count: number): number[] {
  const rows = Math.min(count, MOST_ROWS);
  return Array.from({ length: rows }, (_, n) => (rows < 2 ? n : Math.round((n * (count - 1)) / (rows - 1))));
}
