import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BestFirstQueue } from '../../../src/prediction/bestFirstQueue';
import { logSoftmax } from '../../support/logSoftmax';
import { bestTokens, massOfClasses, massOfTokens } from '../../../src/prediction/tokenRows';

/** Few different values, so that many are equal. */
const someRow = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 40 }).map((values) => Float32Array.from(values));

describe('rows of log-probabilities', () => {
  it('give their best tokens in portions, in the order of sorting', () => {
    fc.assert(
      fc.property(someRow, fc.integer({ min: 1, max: 5 }), (row, portion) => {
        const tokens = Uint32Array.from(row.keys()).reverse();
        const taken: number[] = [];
        for (let best = bestTokens(row, tokens, portion); best.length > 0; best = bestTokens(row, tokens, portion, taken.at(-1))) taken.push(...best);
        assert.deepEqual(taken, [...tokens].sort((a, b) => row[b] - row[a] || a - b));
      }),
    );
  });
  it('leave impossible tokens out', () => {
    assert.deepEqual(bestTokens(Float32Array.of(-Infinity, 1, -Infinity), Uint32Array.of(0, 1, 2), 3), [1]);
  });
  it('sum to the shares of the softmax', () => {
    fc.assert(
      fc.property(someRow, (row) => {
        const exps = [...row].map(Math.exp);
        const total = exps.reduce((sum, value) => sum + value, 0);
        const odd = exps.filter((_, i) => i % 2 === 1).reduce((sum, value) => sum + value, 0) / total;
        const openings = Uint8Array.from(row, (_, i) => (i % 2 === 1 ? 2 : 1));
        const normalised = logSoftmax(row);
        assert.ok(Math.abs(massOfClasses(normalised, openings, 2) - odd) < 1e-6);
        assert.ok(Math.abs(massOfTokens(normalised, Uint32Array.from(row.keys()).filter((i) => i % 2 === 1)) - odd) < 1e-6);
      }),
    );
  });
});

describe('best-first queue', () => {
  it('gives the largest bound first, of equals the oldest', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (bounds) => {
        const queue = new BestFirstQueue<{ bound: number; order: number }>();
        bounds.forEach((bound, order) => queue.push({ bound, order }));
        const expected = bounds.map((bound, order) => ({ bound, order })).sort((a, b) => b.bound - a.bound || a.order - b.order);
        assert.equal(queue.bound, expected[0]?.bound ?? -Infinity);
        assert.deepEqual(expected.map(() => queue.pop()), expected);
        assert.equal(queue.pop(), undefined);
      }),
    );
  });
});
