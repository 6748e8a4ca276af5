import assert from 'node:assert/strict';
import fc from 'fast-check';
import { splitHeldOut } from '../../../../training/corpus/split';

const files = (count: number, bytes = 100) => Array.from({ length: count }, (_, i) => ({ relative: `src/file${i}.ts`, bytes }));
const names = (list: readonly { relative: string }[]) => list.map(({ relative }) => relative).sort();

describe('held-out split', () => {
  it('holds out a tenth', () => {
    const { train, heldOut, canJudge } = splitHeldOut(files(200));
    assert.deepEqual([train.length, heldOut.length, canJudge], [180, 20, true]);
  });
  it('holds out the same files in every order', () => {
    fc.assert(fc.property(fc.shuffledSubarray(files(50), { minLength: 50 }), (shuffled) => {
      assert.deepEqual(names(splitHeldOut(shuffled).heldOut), names(splitHeldOut(files(50)).heldOut));
    }));
  });
  it('loses and doubles no file', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 9000 }), fc.double({ min: 0.1, max: 0.5, noNaN: true }), (count, bytes, share) => {
      const { train, heldOut } = splitHeldOut(files(count, bytes), share);
      assert.deepEqual(names([...train, ...heldOut]), names(files(count, bytes)));
      assert.ok(count < 2 ? heldOut.length === 0 : heldOut.length >= 1 && train.length >= 1);
    }));
  });
  it('says that it cannot judge with less than 10 files and less than 20 kB', () => {
    assert.equal(splitHeldOut(files(94, 2000)).canJudge, false);
    assert.equal(splitHeldOut(files(94, 2500)).canJudge, true);
    assert.equal(splitHeldOut(files(100, 10)).canJudge, true);
    assert.equal(splitHeldOut([]).canJudge, false);
  });
  it('holds out more of a small workspace where that is allowed, and no more than enough', () => {
    assert.deepEqual(splitHeldOut(files(40, 1000), 0.25).heldOut.length, 10);
    assert.deepEqual(splitHeldOut(files(40, 5000), 0.25).heldOut.length, 4);
    assert.deepEqual(splitHeldOut(files(20, 1000), 0.25).canJudge, false);
  });
});
