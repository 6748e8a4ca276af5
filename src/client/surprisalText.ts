// What the heat map tells of the word under the mouse, line by line. Pure.
import type { WordAlternatives } from '../server/protocol';
import type { Figures } from './figures';
import { heatName, heatOf } from './heat';
import type { Translate } from './translate';

export function surprisalText({ text, surprisalBits, probability, alternatives }: WordAlternatives, translate: Translate, figures: Figures): string[] {
  return [
    translate('{0}: {1} ({2} bits, probability {3})', text, heatName(heatOf(surprisalBits), translate), figures.measure(surprisalBits), figures.probability(probability)),
    alternatives.length > 0 ? translate('Other words expected here:') : translate('No other word was likely here.'),
    ...alternatives.map((alternative) => `${alternative.text} · ${figures.probability(alternative.probability)}`),
  ];
}
