// The table of a comparison as it is read by people, in a terminal and on a page.
import { perplexityText } from '../prediction/perplexity';
import type { ComparedFigures } from './comparisonData';
import type { ComparisonTexts } from './comparisonTexts';

export interface TextTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One row per model, in their order. */
export function comparisonTable(models: readonly ComparedFigures[], texts: ComparisonTexts): TextTable {
  const columns: readonly (readonly [string, (model: ComparedFigures) => string])[] = [
    [texts.model, ({ name }) => name],
    [texts.parameters, ({ parameters }) => whole(parameters)],
    [texts.bytes, ({ bytes }) => whole(bytes)],
    [texts.tokensPerSecond, ({ tokensPerSecond }) => whole(tokensPerSecond)],
    [texts.bitsPerByte, ({ bitsPerByte }) => bitsPerByte.toFixed(3)],
    [texts.perplexityPerWord, ({ perplexityPerWord }) => perplexityText(perplexityPerWord, 1)],
    [texts.top1, ({ top1Token }) => percent(top1Token)],
    [texts.unseen, ({ unseenContexts }) => (unseenContexts === null ? '-' : percent(unseenContexts))],
    [texts.prediction, ({ microsecondsPerPrediction }) => whole(microsecondsPerPrediction)],
  ];
  return { head: columns.map(([title]) => title), rows: models.map((model) => columns.map(([, cell]) => cell(model))) };
}

/** Thousands apart, with a space: the same in every language. */
function whole(value: number): string {
  return Math.round(value).toString().replace(/\B(?=(\d{3})+$)/g, ' ');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
