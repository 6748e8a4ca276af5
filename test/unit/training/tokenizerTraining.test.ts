import assert from 'node:assert/strict';
import { parseTokenizer } from '../../../src/model/tokenizerFile';
import { UserError } from '../../../src/model/userError';
import { documentTokens } from '../../../src/prediction/documentTokens';
import { SMALLEST_VOCABULARY, trainTokenizer } from '../../../training/tokenizerTraining';

const text = 'the cat sat on the mat\nthe dog sat on the log\n고양이가 앉았다 고양이가 잔다\n'.repeat(50);

describe('a trained tokenizer', () => {
  it('makes one token of a frequent word with its space, in any language', () => {
    const tokenizer = parseTokenizer(trainTokenizer([text], 340), 'test');
    assert.equal(tokenizer.encodeLine(' the').length, 1);
    assert.equal(tokenizer.encodeLine('고양이가').length, 1);
    assert.ok(tokenizer.size > SMALLEST_VOCABULARY && tokenizer.size <= 340);
  });

  it('has tokens for every string, and they spell it', () => {
    const tokenizer = parseTokenizer(trainTokenizer([text], 300), 'test');
    const strange = 'naïve 한글 日本語 👩‍👩‍👧 \u0000\t\t x';
    const bytes = Buffer.concat(tokenizer.encodeLine(strange).map((token) => Buffer.from(tokenizer.bytesOf(token))));
    assert.equal(bytes.toString(), strange);
  });

  it('reads a document as a start token and its lines, each alone as in its file', () => {
    const tokenizer = parseTokenizer(trainTokenizer([text], 300), 'test');
    const lines = ['the cat', '', '  sat; on'];
    const expected = [0, ...lines.flatMap((line, i) => [...(i > 0 ? [tokenizer.lineEndToken] : []), ...tokenizer.encodeLine(line)])];
    assert.deepEqual([...documentTokens(tokenizer, lines.join('\n'))], expected);
  });

  it('refuses sizes that cannot be', () => {
    assert.throws(() => trainTokenizer([text], 100), UserError);
    assert.throws(() => trainTokenizer([text], 50_000), UserError);
  });
});
