import assert from 'node:assert/strict';
import { endsDangling, isBalanced, openMarks } from '../../../src/prediction/balancedMarks';

/** @param place the document up to the cursor. */
function balanced(place: string, inserted: string): boolean {
  const lines = place.split('\n');
  return isBalanced(lines.at(-1)!, inserted, openMarks(lines));
}

describe('brackets and quotes of a suggestion', () => {
  it('are closed if it opens them', () => {
    for (const inserted of ['foo', 'foo(bar)', 'a[b[0]]', '"text"', "it's", 'Array<string>', 'x => x', 'a -> b', 'i < n', 'a <= b', '<br/>', '`a`', '{ a: [1] }', '「日本」', '“so”', '„so“']) {
      assert.equal(balanced('', inserted), true, inserted);
    }
    for (const inserted of ['m[ap((', 'foo(', 'foo(bar', '{', 'a [b', '"text', "= 'a", 'Array<string', '`a', '(a]', '[(])', 'x = {a: (b}', '「日本', '“so', '{"a": 1']) {
      assert.equal(balanced('', inserted), false, inserted);
    }
  });
  it('close only what the document has open', () => {
    const open: [place: string, inserted: string][] = [
      ['foo(bar', ')'], ['foo([1, 2', '])'], ['foo(\n  a,\n  b', ')'], ['say("hello wo', 'rld")'], ["x = 'a", "b'"], ['Array<str', 'ing>'], ['<di', 'v>'], ['if (a) {\n  b;\n', '}'], ['(see «a', 'b»)'],
    ];
    for (const [place, inserted] of open) assert.equal(balanced(place, inserted), true, `${place}[${inserted}]`);
    const closed: [place: string, inserted: string][] = [
      ['foo', ')'], ['foo(bar)', ')'], ['foo(bar', ')]'], ['', 'a}'], ['a\n(b)\n', 'c)'], ['say("hello"', ' world")'], ['"open\n', 'word"'], ['Array', 'Like>'],
    ];
    for (const [place, inserted] of closed) assert.equal(balanced(place, inserted), false, `${place}[${inserted}]`);
  });
  it('are no apostrophes, arrows and escaped quotes', () => {
    for (const [place, inserted] of [["don't go(", "users' list)"], ['f(a => ', 'b)'], ['"a \\"', 'b"']]) assert.equal(balanced(place, inserted), true, `${place}[${inserted}]`);
  });
});

describe('the end of a suggestion', () => {
  it('is no dot and no operator', () => {
    for (const text of ['reading.', 'a =', 'a +', 'b &&', 'x =>', 'p ->', 'a, ...', 'a <', 'foo:\n -', '@', 'a ?', 'a !', 'the end.']) assert.equal(endsDangling(text), true, text);
    for (const text of ['a', 'a)', 'a;', 'a,', 'else:', 'key:', 'so?', 'so!', 'i++', '*/', 'a**', 'List<T>', '"a"', '끝', '。']) assert.equal(endsDangling(text), false, text);
  });
});
