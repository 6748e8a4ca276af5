import assert from 'node:assert/strict';
import { closingPairs } from '../../../src/replay/closingPairs';

/** The openers that the editor closes, as what stands from each to its closer; `*` before those on lines of their own. */
function closed(text: string, languageId = 'typescript'): string[] {
  return closingPairs(text, languageId).map(({ open, close, ownLine }) => (ownLine ? '*' : '') + text.slice(open, close + 1));
}

describe('closing pairs', () => {
  it('are brackets, and quotes in code', () => {
    assert.deepEqual(closed('f(a, [b]);'), ['(a, [b])', '[b]']);
    assert.deepEqual(closed("x = 'a' + `b`"), ["'a'", '`b`']);
    assert.deepEqual(closed("x = 'a' + `b`", 'python'), ["'a'"]);
    assert.deepEqual(closed('(he said "no")', 'markdown'), ['(he said "no")']);
    assert.deepEqual(closed('a <b> c', 'markdown'), ['<b>']);
    assert.deepEqual(closed('a <b> c', 'plaintext'), []);
  });

  it('are none whose other half never comes', () => {
    assert.deepEqual(closed('a) b ( c ['), []);
    assert.deepEqual(closed(':-( that is all\n\n1) first', 'markdown'), []);
    assert.deepEqual(closed('f(a, [b)'), ['(a, [b)']);
  });

  it('leave strings alone', () => {
    assert.deepEqual(closed('f(")")'), ['(")")', '")"']);
    assert.deepEqual(closed("f('(')"), ["('(')", "'('"]);
    assert.deepEqual(closed('"(a)"'), ['"(a)"'], 'nothing is closed before the end of a string');
    assert.deepEqual(closed('`${a}`'), ['`${a}`', '{a}'], 'but before that of a template');
    assert.deepEqual(closed('"a \\" b"'), ['"a \\" b"']);
    assert.deepEqual(closed('"don\'t"'), ['"don\'t"']);
  });

  it('begin behind no word and in no comment', () => {
    assert.deepEqual(closed("don't, can't"), []);
    assert.deepEqual(closed("// the 'word'"), []);
    assert.deepEqual(closed("  * the 'word' (here)"), ['(here)']);
    assert.deepEqual(closed("f('a'); // 'b'"), ["('a')", "'a'"]);
    assert.deepEqual(closed("#private = 'a'"), ["'a'"]);
    assert.deepEqual(closed("# the 'word'", 'python'), []);
  });

  it('stand on lines of their own where Enter followed the opener', () => {
    assert.deepEqual(closed('f(() => {\n  a;\n});'), ['(() => {\n  a;\n})', '()', '*{\n  a;\n}']);
    assert.deepEqual(closed('{ // a\n}'), ['{ // a\n}']);
    assert.deepEqual(closed('{\n  a }'), ['{\n  a }']);
  });
});
