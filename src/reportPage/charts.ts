// Curves over the time of training, shares over shares, and bars by day, drawn by uPlot in the colours of the theme.
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Chart, DayChart, ShareChart } from '../report/chart';
import { element } from './element';
import { FigureTable } from './figureTable';

/** What charts say beside their curves. */
export interface ChartTexts {
  /** Of the horizontal axis, where a chart has none of its own. */
  readonly axis: string;
  /** Where there are no charts. */
  readonly nothingYet: string;
  /** Opens the figures of a chart as a table. */
  readonly numbers: string;
}

/** CSS classes whose colours the curves of a chart take in turn. */
const COLOURS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];
/** Pixels of a dash and of the gap behind it. */
const DASH = [8, 5];
const HEIGHT = 240;
/** Values that spread wider than this are only seen on a logarithmic scale. */
const LOGARITHMIC_FROM = 20;
/** Days between two marks of an axis: days, weeks, months, years. */
const DAY_MARKS = [1, 2, 7, 14, 28, 91, 182, 364];
/** Share of its day that a bar takes, and pixels at most. */
const BAR_SIZE: [number, number] = [0.7, 32];

type AnyChart = Chart | DayChart | ShareChart;

export class Charts {
  readonly element = element('section', { className: 'charts' });
  private plots: { readonly plot: uPlot; readonly logarithmic: boolean; readonly numbers: FigureTable }[] = [];

  show(charts: readonly AnyChart[], texts: ChartTexts): void {
    if (charts.length === 0) {
      this.forget();
      this.element.replaceChildren(element('p', {}, texts.nothingYet));
      return;
    }
    const data = charts.map(columns);
    // A scale cannot change its kind; everything else goes on in the chart that is there.
    const fitting = this.plots.length === data.length && data.every((rows, n) => rows.length === this.plots[n].plot.data.length && isLogarithmic(charts[n], rows) === this.plots[n].logarithmic);
    if (fitting) this.plots.forEach(({ plot }, n) => plot.setData(data[n]));
    else this.draw(charts, data, texts);
    this.describe(charts, texts);
  }

  /** Fits the charts to the width that there is. */
  fit(): void {
    for (const { plot } of this.plots) plot.setSize({ width: plot.root.parentElement!.clientWidth, height: HEIGHT });
  }

  /** The next report is drawn from nothing. */
  forget(): void {
    for (const { plot } of this.plots) plot.destroy();
    this.plots = [];
  }

  private draw(charts: readonly AnyChart[], data: readonly uPlot.AlignedData[], texts: ChartTexts): void {
    this.forget();
    const figures = charts.map(({ title }) => {
      const place = element('div', { className: 'chart' });
      place.setAttribute('role', 'img');
      const numbers = new FigureTable(texts.numbers);
      return { place, numbers, figure: element('figure', {}, element('figcaption', {}, title), place, numbers.element) };
    });
    this.element.replaceChildren(...figures.map(({ figure }) => figure));
    this.plots = figures.map(({ place, numbers }, n) => {
      const logarithmic = isLogarithmic(charts[n], data[n]);
      return { plot: new uPlot(optionsOf(charts[n], texts, place, logarithmic), data[n], place), logarithmic, numbers };
    });
  }

  /** Says the last figures of each chart to a screen reader, and fills the tables. */
  private describe(charts: readonly AnyChart[], texts: ChartTexts): void {
    this.plots.forEach(({ plot, numbers }, n) => {
      const { title, curves } = charts[n];
      numbers.show({ title, axis: axisOf(charts[n], texts), places: placesOf(charts[n]), curves, format: short });
      const last = curves.map(({ label, values }) => `${label} ${short(values.findLast((value) => value !== null) ?? null)}`);
      plot.root.parentElement!.setAttribute('aria-label', `${title}: ${last.join(', ')}`);
    });
  }
}

function axisOf(chart: AnyChart, texts: ChartTexts): string {
  return 'axis' in chart ? chart.axis : texts.axis;
}

/** Places of a chart on its horizontal axis, as text. */
function placesOf(chart: AnyChart): string[] {
  return 'days' in chart ? chart.days.map(dayName) : ('shares' in chart ? chart.shares : chart.seconds).map(short);
}

function columns(chart: AnyChart): uPlot.AlignedData {
  return [[...('days' in chart ? chart.days : 'shares' in chart ? chart.shares : chart.seconds)], ...chart.curves.map(({ values }) => [...values])];
}

/** Bars begin at zero, and so do shares, which a logarithmic scale does not have. */
function isLogarithmic(chart: AnyChart, [, ...rows]: uPlot.AlignedData): boolean {
  if (!('seconds' in chart)) return false;
  const values = (rows as (number | null)[][]).flat().filter((value) => value !== null);
  return Math.min(...values) > 0 && Math.max(...values) > LOGARITHMIC_FROM * Math.min(...values);
}

function optionsOf(chart: AnyChart, texts: ChartTexts, place: HTMLElement, logarithmic: boolean): uPlot.Options {
  const axis = { stroke: colourOf(place, 'faint'), grid: { stroke: colourOf(place, 'grid'), width: 1 }, ticks: { stroke: colourOf(place, 'grid'), width: 1 } };
  const isByDay = 'days' in chart;
  const label = axisOf(chart, texts);
  return {
    width: place.clientWidth,
    height: HEIGHT,
    scales: isByDay ? DAY_SCALES : 'shares' in chart ? SHARE_SCALES : { x: { time: false }, y: logarithmic ? { distr: 3 } : {} },
    axes: [
      { ...axis, label, ...(isByDay ? { incrs: DAY_MARKS, values: (_: uPlot, days: number[]) => days.map(dayName) } : {}) },
      { ...axis, size: 70, values: (_, ticks) => ticks.map((tick: number | null) => (tick === null ? '' : short(tick))) },
    ],
    series: [
      { label, value: (_, value: number | null) => (isByDay ? dayName(value) : short(value)) },
      ...chart.curves.map((curve, c) => ({ ...seriesOf(colourOf(place, COLOURS[c % COLOURS.length]), isByDay, curve.isDashed), label: curve.label, value: (_: uPlot, value: number | null) => short(value) })),
    ],
  };
}

/** Half a day is free on both sides; bars begin at zero. */
const DAY_SCALES: uPlot.Scales = {
  x: { time: false, range: (_, first, last) => [first - 0.5, last + 0.5] },
  y: { range: (_, __, most) => [0, Math.max(1, 1.05 * most)] },
};

const SHARE_SCALES: uPlot.Scales = { x: { time: false, range: [0, 1] }, y: { range: [0, 1] } };

function seriesOf(colour: string, isByDay: boolean, isDashed: boolean): uPlot.Series {
  if (isByDay) return { stroke: colour, fill: colour, width: 0, paths: uPlot.paths.bars!({ size: BAR_SIZE }), points: { show: false } };
  return { stroke: colour, ...(isDashed ? { dash: DASH } : {}), width: 2, spanGaps: true };
}

/** A day without its year, in the language of the page. */
function dayName(day: number | null): string {
  if (day === null) return '–';
  return new Date(day * 86_400_000).toLocaleDateString(document.documentElement.lang, { month: 'short', day: 'numeric', timeZone: 'UTC' });
}

/** The colour that a class has here, resolved: a canvas knows no variables. */
function colourOf(place: HTMLElement, name: string): string {
  const probe = element('span', { className: name });
  place.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function short(value: number | null): string {
  if (value === null) return '–';
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(1) : value.toLocaleString(document.documentElement.lang, { maximumSignificantDigits: 4 });
}
