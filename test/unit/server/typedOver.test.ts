import assert from 'node:assert/strict';
import { TypedOver } from '../../../src/server/typedOver';

describe('suggestions that are typed over', () => {
  let over: TypedOver;
  let nowMs: number;
  beforeEach(() => {
    over = new TypedOver();
    nowMs = 0;
  });

  /** Asks at the end of a line. */
  const isTired = (before: string, { line = 3, uri = 'a', afterMs = 200 } = {}) => over.isTiredAt({ uri, line, before }, (nowMs += afterMs));
  /** A suggestion in place of the last word. */
  const show = (before: string, text: string, firstWord = text, line = 3) => {
    const start = before.lastIndexOf(' ') + 1;
    over.shown({ uri: 'a', line, before: before.slice(0, start), typed: before.slice(start), text, firstWord });
  };
  const twoGuesses = () => {
    assert.equal(isTired('I C'), false);
    show('I C', 'Compare the', 'Compare');
    assert.equal(isTired('I Ch'), false, 'one guess was wrong');
    show('I Ch', 'Changes');
    return isTired('I Che');
  };

  it('make tired after two in one stretch; the next word gets one try', () => {
    assert.equal(twoGuesses(), true);
    assert.equal(isTired('I Check'), true);
    assert.equal(isTired('I Check '), false);
    show('I Check ', 'that');
    assert.equal(isTired('I Check a'), true);
  });
  it('are forgotten in another line, in another document and after a pause', () => {
    for (const place of [{ line: 4 }, { uri: 'b' }, { afterMs: 6_000 }]) {
      over = new TypedOver();
      twoGuesses();
      assert.equal(isTired('I Chec', place), false);
    }
  });
  it('are forgotten when one was accepted, or typed to the end of its first word', () => {
    for (const [then, further] of [['I Checking', 'I Checking '], ['I Checking it', 'I Checking it ']]) {
      over = new TypedOver();
      twoGuesses();
      show('I Che', 'Checking it now', 'Checking');
      assert.equal(isTired(then), false, then);
      assert.equal(isTired(further), false, further);
    }
  });
  it('do not count while they may still come true, nor when the cursor goes back', () => {
    show('I C', 'Compare the', 'Compare');
    for (const before of ['I Co', 'I Com', 'I Co', 'I ']) assert.equal(isTired(before), false, before);
    show('I C', 'Compare the', 'Compare');
    assert.equal(isTired('I Cx'), false);
    show('I C', 'Compare', 'Compare');
    assert.equal(isTired('I Comparexy'), true, 'a longer word is another word');
  });
});
