import assert from 'node:assert/strict';
import { surprisalText } from '../../../src/client/surprisalText';
import { figures, translate } from './english';

const word = { line: 0, start: 0, end: 8, text: 'quagmire', surprisalBits: 14.23, probability: 2 ** -14.23 };

describe('what the heat map tells of a word', () => {
  it('is its surprisal, its probability, and what was expected instead', () => {
    const alternatives = [{ text: 'function', probability: 0.213 }, { text: '`', probability: 0.0501 }];
    assert.deepEqual(surprisalText({ ...word, alternatives }, translate, figures), [
      'quagmire: very surprising (14.2 bits, probability 0.0052%)',
      'Other words expected here:',
      'function · 21%',
      '` · 5%',
    ]);
  });

  it('says so where nothing was', () => {
    assert.deepEqual(surprisalText({ ...word, alternatives: [] }, translate, figures).slice(1), ['No other word was likely here.']);
  });
});
