import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PRETOKEN_PATTERN, pretokens } from '../../../src/prediction/pretokens';
import { anyLine } from '../../support/texts';

describe('the pieces of a line', () => {
  it('are those of the pattern in tokenizer.json', () => {
    const pattern = new RegExp(PRETOKEN_PATTERN, 'gu');
    fc.assert(fc.property(anyLine(12), (line) => assert.deepEqual(pretokens(line), line.match(pattern) ?? [])));
    const longWord = 'a'.repeat(9999);
    assert.deepEqual(pretokens(`${longWord} ${longWord}`), [longWord, ` ${longWord}`]);
  });

  it('are the line again, however many letters or blanks stand in a row', () => {
    for (const character of ['a', '한', ' ']) {
      const line = character.repeat(9_000_000);
      assert.ok(pretokens(line).join('') === line, character);
    }
  });
});
