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

  it('can judge from 2 kB of held-out text on, and leaves as much to learn from', () => {
    for (const [count, bytes] of [[29, 600], [20, 200], [6, 1000], [2, 2000], [3, 5000], [8, 40_000]]) {
      const { train, heldOut, canJudge } = splitHeldOut(files(count, bytes));
      assert.ok(canJudge && heldOut.length * bytes >= 2000 && train.length * bytes >= 2000, `${count} of ${bytes}`);
    }
    for (const [count, bytes] of [[20, 100], [3, 1000], [1, 50_000], [0, 0]]) assert.equal(splitHeldOut(files(count, bytes)).canJudge, false, `${count} of ${bytes}`);
  });

  it('parts 6 kB into enough on either side, however the files are cut, unless nearly all is in one', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 2, maxLength: 30 }), (sizes) => {
      const few = sizes.map((bytes, i) => ({ relative: `${i}.md`, bytes }));
      const all = sizes.reduce((sum, bytes) => sum + bytes, 0);
      fc.pre(all >= 6000 && all - Math.max(...sizes) >= 2000);
      const { train, canJudge } = splitHeldOut(few);
      assert.ok(canJudge && train.reduce((sum, { bytes }) => sum + bytes, 0) >= 2000);
    }), { numRuns: 1000 });
  });

  it('learns from the largest of a few files and judges by the others', () => {
    const few = [{ relative: 'all.md', bytes: 90_000 }, ...files(6, 700)];
    const { train, heldOut, canJudge } = splitHeldOut(few);
    assert.ok(canJudge && train.some(({ relative }) => relative === 'all.md') && heldOut.length >= 3);
  });

  it('holds out more of a small workspace, in fixed steps', () => {
    const steps = [30_000, 5000, 300].map((bytes) => heldOutOf(files(25, bytes)));
    assert.deepEqual(steps.map((heldOut) => heldOut.length), [1, 5, 9]);
    assert.ok(steps[0].every((name) => steps[1].includes(name)) && steps[1].every((name) => steps[2].includes(name)), 'what judged before judges still');
  });
});
