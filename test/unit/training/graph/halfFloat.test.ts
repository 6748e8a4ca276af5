import assert from 'node:assert/strict';
import fc from 'fast-check';
import { floatToHalf, halfToFloat } from '../../../../training/graph/halfFloat';

describe('half precision', () => {
  it('keeps every half as it is', () => {
    for (let half = 0; half < 0x10000; half++) {
      const value = halfToFloat(half);
      if (!Number.isNaN(value)) assert.equal(floatToHalf(value), half);
    }
  });

  it('rounds to the nearest half, ties to even', () => {
    fc.assert(fc.property(fc.float({ min: -70000, max: 70000, noNaN: true }), (value) => {
      const half = floatToHalf(value);
      const error = Math.abs(halfToFloat(half) - value);
      for (const neighbour of [half - 1, half + 1]) {
        const other = Math.abs(halfToFloat(neighbour & 0xffff) - value);
        if (Number.isFinite(other) && Number.isFinite(error)) assert.ok(error < other || (error === other && half % 2 === 0));
      }
    }), { numRuns: 5000, seed: 1 });
  });

  it('knows infinity and what is not a number', () => {
    assert.equal(halfToFloat(floatToHalf(1e6)), Infinity);
    assert.equal(halfToFloat(floatToHalf(-Infinity)), -Infinity);
    assert.ok(Number.isNaN(halfToFloat(floatToHalf(NaN))));
  });
});
