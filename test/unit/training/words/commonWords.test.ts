import assert from 'node:assert/strict';
import { loadTokenizer } from '../../../../src/model/tokenizerFile';
import { commonWords, type CountedText } from '../../../../training/words/commonWords';

const tokenizer = loadTokenizer('models/base');
const prose = (text: string, times: number): CountedText[] => Array.from({ length: times }, () => ({ text, project: undefined }));

describe('common words', () => {
  it('are those of several texts, or of several projects, that have several tokens', () => {
    const texts = [
      ...prose('the frobnicator of zorbology', 5), ...prose('a wuzzlement', 4),
      ...['a', 'b', 'c'].map((project) => ({ text: 'const blorpFactory = quuxer;', project })),
      ...Array.from({ length: 9 }, () => ({ text: 'const zorbSchedule = 1;', project: 'a' })),
    ];
    assert.deepEqual(commonWords(texts, tokenizer), ['blorpFactory', 'frobnicator', 'quuxer', 'zorbology']);
  });
  it('count once in a part of a long text', () => {
    assert.deepEqual(commonWords(prose('frobnicator '.repeat(100), 1), tokenizer), []);
    assert.deepEqual(commonWords(prose('frobnicator '.repeat(10_000), 1), tokenizer), ['frobnicator']);
  });
});
