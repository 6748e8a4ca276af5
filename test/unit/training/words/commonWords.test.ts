import assert from 'node:assert/strict';
import { commonWords, type CountedText } from '../../../../training/words/commonWords';

const prose = (text: string, times: number): CountedText[] => Array.from({ length: times }, () => ({ text, project: undefined }));

describe('common words', () => {
  it('are those of several texts, or of several projects', () => {
    const texts = [
      ...prose('the frobnicator of zorbology', 5), ...prose('a wuzzlement', 4),
      ...['a', 'b', 'c'].map((project) => ({ text: 'const blorpFactory = quuxer;', project })),
      ...Array.from({ length: 9 }, () => ({ text: 'const zorbSchedule = 1;', project: 'a' })),
    ];
    assert.deepEqual(commonWords(texts), ['blorpFactory', 'const', 'frobnicator', 'of', 'quuxer', 'the', 'zorbology']);
  });
  it('count once in a part of a long text', () => {
    assert.deepEqual(commonWords(prose('frobnicator '.repeat(100), 1)), []);
    assert.deepEqual(commonWords(prose('frobnicator '.repeat(10_000), 1)), ['frobnicator']);
  });
});
