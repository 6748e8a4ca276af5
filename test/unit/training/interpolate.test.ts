import assert from 'node:assert/strict';
import { interpolate } from '../../../training/interpolate';
import type { Parameters } from '../../../training/graph/network';

const filled = (value: number): Parameters => ({
  embedding: new Float32Array(4).fill(value), inputWeights: new Float32Array(2).fill(value), recurrentWeights: new Float32Array(2).fill(value),
  bias: new Float32Array(1).fill(value), projection: new Float32Array(2).fill(value), outputBias: new Float32Array(3).fill(value),
});

describe('interpolated weights', () => {
  it('lie on the line between both, ends included', () => {
    assert.deepEqual(interpolate(filled(1), filled(3), 0), filled(1));
    assert.deepEqual(interpolate(filled(1), filled(3), 1), filled(3));
    assert.deepEqual(interpolate(filled(1), filled(3), 0.25), filled(1.5));
  });

  it('leave both as they were', () => {
    const [from, to] = [filled(1), filled(3)];
    interpolate(from, to, 0.5);
    assert.deepEqual([from, to], [filled(1), filled(3)]);
  });
});
