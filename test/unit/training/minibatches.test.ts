import assert from 'node:assert/strict';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { countTargets, DocumentQueue, Minibatches } from '../../../training/minibatches';

const documents = [Uint16Array.of(0, 11, 12, 13), Uint16Array.of(0, 21, 22), Uint16Array.of(0, 31)];

describe('minibatches', () => {
  it('read documents one after the other, each from its start token with nothing kept', () => {
    const minibatches = new Minibatches([new DocumentQueue(documents)], 4);
    const { tokens, targets, keep } = minibatches.nextWindow();
    assert.deepEqual([...tokens].map(Number), [0, 11, 12, 0]);
    assert.deepEqual([...targets], [11, 12, 13, 21]);
    assert.deepEqual([...keep], [0, 1, 1, 0]);
    const next = minibatches.nextWindow();
    assert.deepEqual([...next.tokens].map(Number), [21, 0, 0, 11]);
    assert.deepEqual([...next.targets], [22, 31, 11, 12]);
    assert.deepEqual([...next.keep], [1, 0, 0, 1]);
  });

  it('give every row its context, behind start tokens where the document begins', () => {
    const minibatches = new Minibatches([new DocumentQueue([documents[0]]), new DocumentQueue([documents[1]])], 3, 3);
    const { tokens, targets } = minibatches.nextWindow();
    const rows = [0, 1, 2, 3, 4, 5].map((row) => [...tokens.subarray(3 * row, 3 * row + 3)].map(Number));
    assert.deepEqual(rows, [[0, 0, 0], [0, 0, 0], [0, 0, 11], [0, 0, 21], [0, 11, 12], [0, 0, 0]], 'nothing of the document before');
    assert.deepEqual([...targets], [11, 21, 12, 22, 13, 21]);
    assert.deepEqual([...minibatches.nextWindow().tokens.subarray(0, 3)].map(Number), [0, 0, 0]);
  });

  it('lay streams side by side, time-major', () => {
    const { tokens } = new Minibatches([new DocumentQueue([documents[0]]), new DocumentQueue([documents[1]])], 2).nextWindow();
    assert.deepEqual([...tokens].map(Number), [0, 0, 11, 21]);
  });

  it('take every document once before any comes again', () => {
    const queue = new DocumentQueue(documents, seededRandom(5));
    for (let pass = 0; pass < 20; pass++) assert.equal(new Set([queue.take(), queue.take(), queue.take()]).size, 3);
  });

  it('refuse to read nothing', () => {
    assert.throws(() => new DocumentQueue([]), RangeError);
  });

  it('count what is to be predicted, the start token never', () => {
    const counts = countTargets(documents, 40);
    assert.equal(counts[0], 0);
    assert.equal(counts[21], 1);
    assert.equal(counts.reduce((sum, count) => sum + count), 6);
  });
});
