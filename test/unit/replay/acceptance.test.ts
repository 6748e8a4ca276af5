import assert from 'node:assert/strict';
import { acceptance } from '../../../src/replay/acceptance';
import { TypedText } from '../../../src/replay/typedText';

/** What is accepted of a ghost text at the `|` of a text, and for how many keys. */
function accepts(marked: string, ghost: string, { languageId = 'typescript', whole = 1, bare = [] as number[] } = {}): [string, number] | undefined {
  const at = marked.indexOf('|');
  const text = marked.replace('|', '');
  const taken = acceptance(new TypedText(text, languageId), at, ghost, { whole, word: 1 }, new Set(bare));
  return taken && [text.slice(at, at + taken.length), taken.keys];
}

describe('acceptance', () => {
  it('is of all that is right to its end', () => {
    assert.deepEqual(accepts('const| a = 1', ' a ='), [' a =', 1]);
    assert.deepEqual(accepts('say |hello world', 'hello world'), ['hello world', 1]);
  });

  it('is else of what comes up to the first word end, if that is right', () => {
    assert.deepEqual(accepts('say |hello world', 'hello there'), ['hello', 1]);
    assert.deepEqual(accepts('say| hello world', ' hello there'), [' hello', 1]);
    assert.deepEqual(accepts('say |helloes', 'hello there'), ['hello', 1], 'that more of the word follows is no fault of what was right');
    assert.deepEqual(accepts('say |hello world', 'hell world'), ['hell', 1]);
    assert.equal(accepts('say |hello world', 'help'), undefined);
  });

  it('saves a key at least', () => {
    assert.equal(accepts('a |b c', 'b d'), undefined);
    assert.deepEqual(accepts('a |bc d', 'bc e'), ['bc', 1]);
    assert.equal(accepts('a |bc', 'bc', { whole: 2 })?.[1], 1, 'beside a list the word is had for one key, all of it for two');
    assert.deepEqual(accepts('a |bc de', 'bc de', { whole: 2 }), ['bc de', 2]);
  });

  it('saves no leading white space', () => {
    assert.equal(accepts('a\n|    b', '    b', { languageId: 'markdown' }), undefined);
    assert.deepEqual(accepts('a\n|    bcd', '    bcd', { languageId: 'markdown' }), ['    bcd', 5]);
  });

  it('counts syllables of Hangul by their keys', () => {
    assert.deepEqual(accepts('나 |한', '한', { languageId: 'markdown' }), ['한', 1]);
  });

  it('never doubles a closer that stands right of the cursor', () => {
    assert.deepEqual(accepts('f(|ab);', 'ab);'), ['ab', 1]);
    assert.equal(accepts('f(ab|);', ');'), undefined);
    assert.deepEqual(accepts('f(|ab);', 'ab);', { bare: [1] }), ['ab);', 1], 'unless the editor has not inserted it');
    assert.deepEqual(accepts('f|(ab);', '(ab);'), ['(ab);', 1], 'or it is inserted with its opener');
  });
});
