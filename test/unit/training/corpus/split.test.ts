import assert from 'node:assert/strict';
import fc from 'fast-check';
import { splitHeldOut } from '../../../../training/corpus/split';

const files = (count: number, bytes = 100) => Array.from({ length: count }, (_, i) => ({ relative: `src/file${i}.ts`, bytes }));
const names = (list: readonly { relative: string }[]) => list.map(({ relative }) => relative).sort();
const heldOutOf = (list: readonly { relative: string; bytes: number }[]) => names(splitHeldOut(list).heldOut);

describe('held-out split', () => {
  it('holds out about a tenth', () => {
    const { train, heldOut, canJudge } = splitHeldOut(files(2000));
    assert.ok(Math.abs(heldOut.length - 200) < 40, `${heldOut.length} of 2000`);
    assert.deepEqual([train.length, canJudge], [2000 - heldOut.length, true]);
  });

  it('holds out the same files in every order', () => {
    fc.assert(fc.property(fc.shuffledSubarray(files(50), { minLength: 50 }), (shuffled) => {
      assert.deepEqual(heldOutOf(shuffled), heldOutOf(files(50)));
    }));
  });

  it('moves no other file when one comes, goes or grows', () => {
    const before = heldOutOf(files(300));
    fc.assert(fc.property(fc.nat(299), fc.stringMatching(/^[a-z/]{1,12}\.md$/), fc.integer({ min: 0, max: 1_000_000 }), (i, name, bytes) => {
      const without = files(300).filter((_, at) => at !== i);
      const others = before.filter((relative) => relative !== files(300)[i].relative);
      assert.deepEqual(heldOutOf(without), others, 'one went');
      assert.deepEqual(heldOutOf([...files(300), { relative: name, bytes }]).filter((relative) => relative !== name), before, 'one came');
      assert.deepEqual(heldOutOf(files(300).map((file, at) => (at === i ? { ...file, bytes } : file))), before, 'one grew');
    }), { numRuns: 30 });
  });

  it('goes by the path alone, however the system spells its letters', () => {
    const spelled = (form: 'NFC' | 'NFD') => Array.from({ length: 40 }, (_, i) => ({ relative: `문서/한글${i}.md`.normalize(form), bytes: 1000 }));
    assert.deepEqual(heldOutOf(spelled('NFD')).map((name) => name.normalize('NFC')), heldOutOf(spelled('NFC')));
  });

  it('loses and doubles no file, and leaves something on either side', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 90_000 }), fc.nat(1000), (count, bytes, first) => {
      const all = files(first + count, bytes).slice(first);
      const { train, heldOut } = splitHeldOut(all);
      assert.deepEqual(names([...train, ...heldOut]), names(all));
      assert.ok(count < 2 ? heldOut.length === 0 : heldOut.length >= 1 && train.length >= 1);
    }));
  });

  it('says that it cannot judge with less than 10 files and less than 20 kB', () => {
    for (const [count, bytes] of [[20, 100], [9, 2000], [300, 10], [20, 30_000], [2, 20_000], [2, 19_999]]) {
      const { heldOut, canJudge } = splitHeldOut(files(count, bytes));
      assert.equal(canJudge, heldOut.length >= 10 || heldOut.length * bytes >= 20_000, `${count} of ${bytes}`);
    }
    assert.equal(splitHeldOut(files(9, 2000)).canJudge, false);
    assert.equal(splitHeldOut(files(2, 20_000)).canJudge, true);
    assert.equal(splitHeldOut([]).canJudge, false);
  });

  it('holds out more of a small workspace, in fixed steps', () => {
    const steps = [30_000, 5000, 50].map((bytes) => heldOutOf(files(25, bytes)));
    assert.deepEqual(steps.map((heldOut) => heldOut.length), [1, 5, 9]);
    assert.ok(steps[0].every((name) => steps[1].includes(name)) && steps[1].every((name) => steps[2].includes(name)), 'what judged before judges still');
  });
});
