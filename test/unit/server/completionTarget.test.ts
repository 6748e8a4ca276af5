import assert from 'node:assert/strict';
import { completionTarget } from '../../../src/server/completionTarget';

/** What stands before the cursor (█), of it the selected item's range in [ ], and what the item says. */
function target(line: string, item?: string) {
  const start = line.indexOf('[');
  const text = line.replace(/[[\]█]/g, '');
  const character = line.replace(/[[\]]/g, '').indexOf('█');
  const range = { start: { line: 0, character: start }, end: { line: 0, character: line.indexOf(']') - 1 } };
  const typed = / ?\w*$/.exec(text.slice(0, character))![0];
  return completionTarget(text, character, typed, item === undefined ? undefined : { range, text: item });
}

describe('completion target', () => {
  it('is the word where nothing is selected', () => {
    const found = target('say hel█');
    assert.equal(found?.selected, undefined);
    assert.equal(found?.start(4), 4);
    assert.equal(found?.insertion('hello'), 'hello');
  });

  it('is the range of the selected item, whatever of the word it replaces', () => {
    const cases: [string, string, string, string, string][] = [
      ['say [hel]█', 'hello', 'hello', 'hello world', 'hello world'],
      ['say he[l]█', 'llo', 'hello', 'hello world', 'llo world'],
      ['a = [con.lo]█', 'con.log', 'log', 'log(x)', 'con.log(x)'],
      ['say []█', 'hello', 'hello', 'hello world', 'hello world'],
    ];
    for (const [line, item, selected, suggestion, inserted] of cases) {
      const found = target(line, item);
      assert.equal(found?.selected, selected, line);
      assert.equal(found?.start(0), line.indexOf('['), line);
      assert.equal(found?.insertion(suggestion), inserted, line);
    }
  });

  it('is none where the item cannot be extended at the cursor', () => {
    assert.equal(target('a = [con.lo]█', 'window'), undefined);
    assert.equal(target('say [he]l█', 'hello'), undefined);
    assert.equal(target('say [hel█lo]', 'hello'), undefined);
  });
});
