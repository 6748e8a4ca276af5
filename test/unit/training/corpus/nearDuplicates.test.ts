import assert from 'node:assert/strict';
import { dropHeldOutCopies, NearDuplicates } from '../../../../training/corpus/nearDuplicates';
import { seededRandom } from '../../../../src/prediction/seededRandom';

/** Invented prose of so many words: no two seeds share a run of ten. */
function prose(seed: number, words = 600): string[] {
  const random = seededRandom(seed);
  return Array.from({ length: words }, () => `word${Math.floor(random() * 2000)}`);
}
const joined = (words: readonly string[]) => words.map((word, i) => word + (i % 12 === 11 ? '.\n' : ' ')).join('');

describe('near duplicates', () => {
  it('knows an exact copy, and one in another layout', () => {
    const known = new NearDuplicates();
    known.add(joined(prose(1)));
    assert.equal(known.hasCopyOf(joined(prose(1))), true);
    assert.equal(known.hasCopyOf(prose(1).join('\t -- ')), true);
  });
  it('knows a copy with every fortieth word changed', () => {
    const known = new NearDuplicates();
    known.add(joined(prose(2)));
    assert.equal(known.hasCopyOf(joined(prose(2).map((word, i) => (i % 40 === 0 ? 'changed' : word)))), true);
  });
  it('knows a part, and a larger text around a copy', () => {
    const known = new NearDuplicates();
    known.add(joined(prose(3)));
    assert.equal(known.hasCopyOf(joined(prose(3).slice(100, 400))), true);
    assert.equal(known.hasCopyOf(joined([...prose(4), ...prose(3), ...prose(5)])), true);
  });
  it('lets other texts be, also short ones', () => {
    const known = new NearDuplicates();
    for (let seed = 10; seed < 60; seed++) assert.equal(known.addIfNew(joined(prose(seed))), true, `seed ${seed}`);
    assert.equal(known.addIfNew('export {};'), true);
    assert.equal(known.addIfNew('export  { }'), false);
    assert.equal(known.addIfNew('export default a;'), true);
  });
  it('does not take a licence that all files begin with for a copy', () => {
    const licence = prose(7, 150);
    const known = new NearDuplicates();
    for (let seed = 100; seed < 130; seed++) known.add(joined([...licence, ...prose(seed, 100)]));
    assert.equal(known.hasCopyOf(joined([...licence, ...prose(999, 60)])), false);
  });
  it('drops what copies held-out text, and never held-out text itself', () => {
    const text = joined(prose(20));
    const other = joined(prose(21));
    const kept = dropHeldOutCopies([
      { split: 'train', text, n: 1 }, { split: 'valid', text, n: 2 }, { split: 'test', text, n: 3 }, { split: 'test', text, n: 4 },
      { split: 'valid', text: other, n: 5 }, { split: 'train', text: `${other} and more`, n: 6 }, { split: 'train', text: joined(prose(22)), n: 7 }, { split: 'train', text: joined(prose(22)), n: 8 },
    ] as const, ({ text: contents }) => contents);
    assert.deepEqual(kept.map(({ n }) => n), [3, 4, 5, 7, 8]);
  });
});
