// The curves of a comparison: validation perplexity over the time of training, one per model. What a model knows after one
// reading is a dashed line from there on.
import { perplexity } from '../prediction/perplexity';
import type { Chart } from './chart';
import type { CoursePoint } from './comparisonData';
import type { ComparisonContent } from './reportHtml';

export function comparisonCharts({ comparison: { models }, texts }: ComparisonContent): Chart[] {
  const seconds = [...new Set(models.flatMap(({ course }) => course.map((point) => point.seconds)))].sort((a, b) => a - b);
  if (seconds.length === 0) return [];
  const curves = models.map(({ name, course }) => {
    const isFlat = course.length === 1;
    const perplexities = perplexityAt(isFlat ? [...course, { ...course[0], seconds: seconds.at(-1)! }] : course);
    return { label: name, isDashed: isFlat, values: seconds.map((second) => perplexities.get(second) ?? null) };
  });
  return [{ title: texts.perplexity, seconds, curves }];
}

function perplexityAt(course: readonly CoursePoint[]): Map<number, number> {
  return new Map(course.map(({ seconds, validationNats }) => [seconds, perplexity(validationNats, 1)]));
}
