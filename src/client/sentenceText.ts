// Sentences of the server in the user's language, with numbers as people read them. Pure.
import type { Sentence } from '../model/userError';
import type { Figures } from './figures';
import type { Translate } from './translate';

/** Fills a sentence; whole numbers get their thousands separated, other numbers three digits. */
export function sentenceText({ template, values }: Sentence, translate: Translate, figures: Figures): string {
  return translate(template, ...values.map((value) => (typeof value === 'number' ? shownNumber(value, figures) : value)));
}

/** Names the cause that a sentence tells of: two sentences that differ in their numbers only have the same cause. */
export function causeOf({ template, values }: Sentence): string {
  return JSON.stringify([template, ...values.filter((value) => typeof value === 'string')]);
}

function shownNumber(value: number, figures: Figures): string {
  return Number.isInteger(value) ? figures.count(value) : figures.measure(value);
}
