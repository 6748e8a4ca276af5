// How familiar a text is to the model, in three words. Judged by bits per byte, so that languages compare: a word of Korean
// holds more than one of English, a byte of both tells about as much.
import type { Translate } from './translate';

export type Familiarity = 'usual' | 'unusual' | 'foreign';

/**
 * Bits per byte up to which a text is usual, and from which on it is foreign. Medians of the bundled model on the first 2 000
 * characters of held-out documents: TypeScript 1.4 to 1.8, English documentation 1.5 to 2.1, Korean documentation 2.0, English
 * books 2.2, Python 2.2 | English requests 2.6, Korean dialogue 2.9, recipes 3.1, Korean reviews and shell 3.2 | German
 * documentation 3.5 and sentences 3.8, Chinese 3.4, Spanish 3.6, C headers 3.8, French sentences 4.0, Thai 6.3, base64 9.1.
 */
const USUAL_UP_TO = 2.4;
const FOREIGN_FROM = 3.3;

export function familiarityOf(bitsPerByte: number): Familiarity {
  if (bitsPerByte <= USUAL_UP_TO) return 'usual';
  return bitsPerByte < FOREIGN_FROM ? 'unusual' : 'foreign';
}

/** One word for the status bar. */
export function familiarityWord(familiarity: Familiarity, translate: Translate): string {
  switch (familiarity) {
    case 'usual':
      return translate('usual');
    case 'unusual':
      return translate('unusual');
    case 'foreign':
      return translate('foreign');
  }
}

/** A sentence for the tooltip. */
export function familiaritySentence(familiarity: Familiarity, translate: Translate): string {
  switch (familiarity) {
    case 'usual':
      return translate('The model knows text like this well.');
    case 'unusual':
      return translate('Text like this is unusual for the model: expect fewer suggestions.');
    case 'foreign':
      return translate('Text like this is foreign to the model: it has hardly learned this language or format.');
  }
}
