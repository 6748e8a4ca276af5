// The curves of a run, drawn by uPlot in the colours of the theme.
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { LogPoint } from '../report/reportData';
import type { ReportContent } from '../report/reportHtml';
import type { ReportTexts } from '../report/reportTexts';
import { element } from './tables';

interface Curve {
  readonly label: keyof ReportTexts;
  /** CSS class whose colour it takes. */
  readonly colour: string;
  readonly value: (point: LogPoint) => number | null;
}

interface Chart {
  readonly title: keyof ReportTexts;
  readonly curves: readonly Curve[];
}

const CHARTS: readonly Chart[] = [
  {
    title: 'perplexity',
    curves: [
      { label: 'training', colour: 'first', value: ({ lossNats }) => Math.exp(lossNats) },
      { label: 'validation', colour: 'second', value: ({ validationNats }) => (validationNats === null ? null : Math.exp(validationNats)) },
    ],
  },
  { title: 'learningRate', curves: [{ label: 'learningRate', colour: 'first', value: ({ learningRate }) => learningRate }] },
  { title: 'gradientNorm', curves: [{ label: 'gradientNorm', colour: 'first', value: ({ gradientNorm }) => gradientNorm }] },
  { title: 'tokensPerSecond', curves: [{ label: 'tokensPerSecond', colour: 'first', value: ({ tokensPerSecond }) => tokensPerSecond }] },
];

const HEIGHT = 240;
/** Values that spread wider than this are only seen on a logarithmic scale. */
const LOGARITHMIC_FROM = 20;

export class Charts {
  readonly element = element('section', { className: 'charts' });
  private plots: { readonly plot: uPlot; readonly logarithmic: boolean }[] = [];

  show({ report: { points }, texts }: ReportContent): void {
    if (points.length === 0) {
      this.forget();
      this.element.replaceChildren(element('p', {}, texts.nothingYet));
      return;
    }
    const data = CHARTS.map(({ curves }) => columns(points, curves));
    // A scale cannot change its kind; everything else goes on in the chart that is there.
    const fitting = this.plots.length === data.length && data.every((rows, n) => spreads(rows) === this.plots[n].logarithmic);
    if (fitting) this.plots.forEach(({ plot }, n) => plot.setData(data[n]));
    else this.draw(data, texts);
    this.describe(data, texts);
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

  private draw(data: readonly uPlot.AlignedData[], texts: ReportTexts): void {
    this.forget();
    const figures = CHARTS.map(({ title }) => {
      const place = element('div', { className: 'chart' });
      place.setAttribute('role', 'img');
      return { place, figure: element('figure', {}, element('figcaption', {}, texts[title]), place) };
    });
    this.element.replaceChildren(...figures.map(({ figure }) => figure));
    this.plots = figures.map(({ place }, n) => {
      const logarithmic = spreads(data[n]);
      return { plot: new uPlot(optionsOf(CHARTS[n], texts, place, logarithmic), data[n], place), logarithmic };
    });
  }

  /** What a screen reader says of a chart: its last figures. */
  private describe(data: readonly uPlot.AlignedData[], texts: ReportTexts): void {
    this.plots.forEach(({ plot }, n) => {
      const last = CHARTS[n].curves.map(({ label }, c) => `${texts[label]} ${short([...data[n][c + 1]].findLast((value) => typeof value === 'number') ?? null)}`);
      plot.root.parentElement!.setAttribute('aria-label', `${texts[CHARTS[n].title]}: ${last.join(', ')}`);
    });
  }
}

function columns(points: readonly LogPoint[], curves: readonly Curve[]): uPlot.AlignedData {
  return [points.map(({ seconds }) => seconds), ...curves.map(({ value }) => points.map(value))];
}

function spreads([, ...rows]: uPlot.AlignedData): boolean {
  const values = (rows as (number | null)[][]).flat().filter((value) => value !== null);
  return Math.min(...values) > 0 && Math.max(...values) > LOGARITHMIC_FROM * Math.min(...values);
}

function optionsOf({ curves }: Chart, texts: ReportTexts, place: HTMLElement, logarithmic: boolean): uPlot.Options {
  const axis = { stroke: colourOf(place, 'faint'), grid: { stroke: colourOf(place, 'grid'), width: 1 }, ticks: { stroke: colourOf(place, 'grid'), width: 1 } };
  return {
    width: place.clientWidth,
    height: HEIGHT,
    scales: { x: { time: false }, y: logarithmic ? { distr: 3 } : {} },
    axes: [{ ...axis, label: texts.seconds }, { ...axis, size: 70, values: (_, ticks) => ticks.map((tick: number | null) => (tick === null ? '' : short(tick))) }],
    series: [
      { label: texts.seconds, value: (_, value: number | null) => short(value) },
      ...curves.map(({ label, colour }) => ({ label: texts[label], stroke: colourOf(place, colour), width: 2, spanGaps: true, value: (_: uPlot, value: number | null) => short(value) })),
    ],
  };
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
