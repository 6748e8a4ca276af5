// The curves of one training, and how far its suggestions' probabilities can be trusted.
import { perplexity } from '../prediction/perplexity';
import type { Chart, ShareChart } from './chart';
import type { LogPoint, Reliability } from './reportData';
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
      { label: 'training', value: ({ lossNats }) => perplexity(lossNats, 1) },
      { label: 'validation', value: ({ validationNats }) => (validationNats === null ? null : perplexity(validationNats, 1)) },
    ],
  },
  { title: 'learningRate', curves: [{ label: 'learningRate', value: ({ learningRate }) => learningRate }] },
  { title: 'gradientNorm', curves: [{ label: 'gradientNorm', value: ({ gradientNorm }) => gradientNorm }] },
  { title: 'tokensPerSecond', curves: [{ label: 'tokensPerSecond', value: ({ tokensPerSecond }) => tokensPerSecond }] },
];

/** None before the first step. */
export function reportCharts({ report: { points, reliability }, texts }: ReportContent): (Chart | ShareChart)[] {
  if (points.length === 0) return [];
  const course = CHARTS.map(({ title, curves }) => ({
    title: texts[title],
    seconds: points.map(({ seconds }) => seconds),
    curves: curves.map(({ label, value }) => ({ label: texts[label], isDashed: false, values: points.map(value) })),
  }));
  return reliability ? [...course, reliabilityChart(reliability, texts)] : course;
}

/** The share that is right over the probability that was said, with the diagonal on which the two are the same. */
function reliabilityChart({ bins }: Reliability, texts: ReportTexts): ShareChart {
  const shares = [0, ...bins.map(({ meanProbability }) => meanProbability), 1];
  return {
    title: texts.reliability,
    axis: texts.meanProbability,
    shares,
    curves: [
      { label: texts.shareRight, isDashed: false, values: [null, ...bins.map(({ shareRight }) => shareRight), null] },
      { label: texts.perfectlyReliable, isDashed: true, values: shares },
    ],
  };
}
