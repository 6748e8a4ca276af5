// The curves of one training.
import type { Chart } from './chart';
import type { LogPoint } from './reportData';
import type { ReportContent } from './reportHtml';
import type { ReportTexts } from './reportTexts';

interface ReportCurve {
  readonly label: keyof ReportTexts;
  readonly value: (point: LogPoint) => number | null;
}

const CHARTS: readonly { readonly title: keyof ReportTexts; readonly curves: readonly ReportCurve[] }[] = [
  {
    title: 'perplexity',
    curves: [
      { label: 'training', value: ({ lossNats }) => Math.exp(lossNats) },
      { label: 'validation', value: ({ validationNats }) => (validationNats === null ? null : Math.exp(validationNats)) },
    ],
  },
  { title: 'learningRate', curves: [{ label: 'learningRate', value: ({ learningRate }) => learningRate }] },
  { title: 'gradientNorm', curves: [{ label: 'gradientNorm', value: ({ gradientNorm }) => gradientNorm }] },
  { title: 'tokensPerSecond', curves: [{ label: 'tokensPerSecond', value: ({ tokensPerSecond }) => tokensPerSecond }] },
];

/** None before the first step. */
export function reportCharts({ report: { points }, texts }: ReportContent): Chart[] {
  if (points.length === 0) return [];
  return CHARTS.map(({ title, curves }) => ({
    title: texts[title],
    seconds: points.map(({ seconds }) => seconds),
    curves: curves.map(({ label, value }) => ({ label: texts[label], isDashed: false, values: points.map(value) })),
  }));
}
