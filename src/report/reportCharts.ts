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

interface ReportChart {
  readonly title: keyof ReportTexts;
  readonly curves: readonly ReportCurve[];
}

const PERPLEXITY: ReportChart = {
  title: 'perplexity',
  curves: [
    { label: 'training', value: ({ lossNats }) => perplexity(lossNats, 1) },
    { label: 'validation', value: ({ validationNats }) => (validationNats === null ? null : perplexity(validationNats, 1)) },
  ],
};

/** Charts for a reader who knows how networks are trained. */
const DETAILS: readonly ReportChart[] = [
  { title: 'learningRate', curves: [{ label: 'learningRate', value: ({ learningRate }) => learningRate }] },
  { title: 'gradientNorm', curves: [{ label: 'gradientNorm', value: ({ gradientNorm }) => gradientNorm }] },
  { title: 'tokensPerSecond', curves: [{ label: 'tokensPerSecond', value: ({ tokensPerSecond }) => tokensPerSecond }] },
];

/** Returns the charts of the result: perplexity over time, and reliability once it is measured. None before the first step. */
export function resultCharts({ report: { points, reliability }, texts }: ReportContent): (Chart | ShareChart)[] {
  if (points.length === 0) return [];
  const course = courseChart(PERPLEXITY, points, texts);
  return reliability ? [course, reliabilityChart(reliability, texts)] : [course];
}

/** Returns the charts of the run: learning rate, gradient norm and speed. None before the first step. */
export function detailCharts({ report: { points }, texts }: ReportContent): Chart[] {
  return points.length === 0 ? [] : DETAILS.map((chart) => courseChart(chart, points, texts));
}

function courseChart({ title, curves }: ReportChart, points: readonly LogPoint[], texts: ReportTexts): Chart {
  return {
    title: texts[title],
    seconds: points.map(({ seconds }) => seconds),
    curves: curves.map(({ label, value }) => ({ label: texts[label], isDashed: false, values: points.map(value) })),
  };
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
