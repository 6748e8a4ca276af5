import assert from 'node:assert/strict';
import { bytesOf, drawn, drawnBytes, firstBytes } from '../../../../training/corpus/sample';
import { splitHeldOut } from '../../../../training/corpus/split';

const files = Array.from({ length: 1000 }, (_, i) => ({ relative: `src/${i}.ts`, bytes: 100 }));

describe('a part of a corpus that is drawn by lot', () => {
  it('depends on the paths and the seed, not on the order of the files', () => {
    assert.deepEqual(drawn([...files].reverse(), 7), drawn(files, 7));
    assert.notDeepEqual(drawn(files, 8), drawn(files, 7));
    assert.deepEqual(new Set(drawn(files, 7)), new Set(files));
  });

  it('has its share of what is held out', () => {
    const heldOut = new Set(splitHeldOut(files).heldOut);
    const count = drawn(files, 1).slice(0, 300).filter((file) => heldOut.has(file)).length;
    assert.ok(count > 15 && count < 50, `${count} of 300`);
  });

  it('is as large as it is to be, and the whole in its order where that is no larger', () => {
    assert.equal(drawnBytes(files, 100_000, 1), files);
    assert.deepEqual(drawnBytes(files, 950, 1), drawn(files, 1).slice(0, 10));
    assert.equal(bytesOf(firstBytes(files, 201)), 300);
    assert.deepEqual(firstBytes(files, 0), []);
  });
});
