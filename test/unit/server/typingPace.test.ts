import assert from 'node:assert/strict';
import { READING_MS, TypingPace } from '../../../src/server/typingPace';

const NOWHERE = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Changes one after the other: each text with the time at which it came. */
function paceOf(...typed: readonly (readonly [number, ...string[]])[]): TypingPace {
  const pace = new TypingPace();
  for (const [ms, ...texts] of typed) pace.changed(texts.map((text) => ({ range: NOWHERE, text })), ms);
  return pace;
}

describe('the pace of typing', () => {
  it('is fast behind two keys that came within the time of reading, until they have rested for it', () => {
    const pace = paceOf([1000, 'a'], [1100, 'b']);
    assert.deepEqual([1100, 1150, 1219, 1220, 9999].map((ms) => pace.restMs(ms)), [READING_MS, 70, 1, 0, 0]);
  });
  it('is not fast behind the first key, behind slow ones, and behind a pause', () => {
    assert.equal(paceOf().restMs(0), 0);
    assert.equal(paceOf([0, 'a']).restMs(0), 0);
    assert.equal(paceOf([1000, 'a'], [1000 + READING_MS, 'b']).restMs(1000 + READING_MS), 0);
    assert.equal(paceOf([0, 'a'], [50, 'b'], [300, 'c']).restMs(300), 0);
  });
  it('knows as keys what a key changes', () => {
    for (const texts of [['한'], ['()'], ['\n    '], [''], ['👩'], ['a', 'a', 'a']]) assert.ok(paceOf([0, 'a'], [50, ...texts]).restMs(50) > 0, JSON.stringify(texts));
    for (const texts of [['hello'], ['a', 'pasted'], ['한국어']]) {
      assert.equal(paceOf([0, 'a'], [50, ...texts]).restMs(50), 0, JSON.stringify(texts));
      assert.equal(paceOf([0, 'a'], [50, ...texts], [60, 'b']).restMs(60), 0, 'the first key behind it');
    }
  });
  it('begins anew with a whole new text', () => {
    const pace = paceOf([0, 'a']);
    pace.changed([{ text: 'b' }], 50);
    assert.equal(pace.restMs(50), 0);
  });
});
