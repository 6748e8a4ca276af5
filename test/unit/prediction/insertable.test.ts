import assert from 'node:assert/strict';
import { endsWithinGrapheme, savesTyping, standsRightOfCursor } from '../../../src/prediction/insertable';

describe('insertable text', () => {
  it('does not repeat what stands right of the cursor', () => {
    const stands: [word: string, before: string, after: string, expected: boolean][] = [
      [')', 'bar', ')', true],
      [')', 'bar(', ')', false],
      [')', 'bar()', ')', true],
      [')', 'bar', '', false],
      ['"', 'foo', '"', true],
      ['"', '"foo', '"', false],
      ['world', ' ', ' world again', true],
      ['world', ' ', ' worlds', false],
      [';', ')', ');', false],
    ];
    for (const [word, before, after, expected] of stands) assert.equal(standsRightOfCursor(word, before, after), expected, `${before}${word}|${after}`);
  });
  it('has two characters, one of them of a word', () => {
    for (const text of ['lo', ' be', '(x', '세요', '日本']) assert.equal(savesTyping(text), true, text);
    for (const text of ['', ' ', 'o', ' a', '()', ' = {', '\u{1f600}\u{1f600}']) assert.equal(savesTyping(text), false, text);
  });
  it('ends with a whole character as people see it', () => {
    const family = '\u{1f469}\u200d\u{1f467}';
    for (const text of ['a', family, '\u{1f1f0}\u{1f1f7}', '한']) assert.equal(endsWithinGrapheme(text, ''), false, text);
    for (const text of ['\u{1f469}\u200d', '\u{1f1f0}', 'a\ufffd']) assert.equal(endsWithinGrapheme(text, ''), true, text);
    assert.equal(endsWithinGrapheme('e', '\u0301'), true);
    assert.equal(endsWithinGrapheme('\u{1f44d}', '\u{1f3fd}'), true);
    assert.equal(endsWithinGrapheme('e', 'x'), false);
  });
});
