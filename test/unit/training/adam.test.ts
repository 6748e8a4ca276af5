import assert from 'node:assert/strict';
import { adamUpdate, adamUpdateAt, initialMoments } from '../../../training/adam';

/** Times the learning rate. m = 0.1 g, corrected by 1 - 0.81: 0.9 * 0.1 / 0.19 of momentum; and the gradient itself. */
const FIRST_STEP = 0.09 / 0.19 + 1;

describe('NAdam', () => {
  it('takes a first step against the sign of the gradient, as long as of any other', () => {
    const weights = Float32Array.of(1, 1, 1);
    adamUpdate(weights, initialMoments(3), Float32Array.of(0.5, -3, 0), { learningRate: 0.1, gradientScale: 1, step: 1 }, { offset: 0, gradientOffset: 0, size: 3 });
    const length = 0.1 * FIRST_STEP;
    [1 - length, 1 + length, 1].forEach((expected, i) => assert.ok(Math.abs(weights[i] - expected) < 1e-6));
  });

  it('follows hand-worked moments on the second step', () => {
    const weights = Float32Array.of(0);
    const moments = initialMoments(1);
    const update = (gradient: number, step: number) => adamUpdate(weights, moments, Float32Array.of(gradient), { learningRate: 1, gradientScale: 1, step }, { offset: 0, gradientOffset: 0, size: 1 });
    update(1, 1);
    update(-1, 2);
    // m = 0.9 * 0.1 - 0.1 = -0.01, corrected by 1 - 0.729; the gradient -0.1, by 1 - 0.81; v = 0.997 * 0.003 + 0.003 = 0.005991, by 1 - 0.994009: 1.
    assert.ok(Math.abs(weights[0] - (-FIRST_STEP + (0.9 * 0.01) / 0.271 + 0.1 / 0.19)) < 1e-5);
  });

  it('touches only the slice it is given', () => {
    const weights = Float32Array.of(1, 2, 3, 4);
    adamUpdate(weights, initialMoments(4), Float32Array.of(9, 9, 1), { learningRate: 0.5, gradientScale: 1, step: 1 }, { offset: 1, gradientOffset: 2, size: 1 });
    [1, 2 - 0.5 * FIRST_STEP, 3, 4].forEach((expected, i) => assert.ok(Math.abs(weights[i] - expected) < 1e-6));
  });

  it('moves elements anywhere as it moves slices', () => {
    const [weights, expected] = [Float32Array.of(1, 2, 3, 4), Float32Array.of(1, 2, 3, 4)];
    const update = { learningRate: 0.5, gradientScale: 0.7, step: 1 };
    adamUpdateAt([3, 1], weights, initialMoments(4), Float32Array.of(2, -9), update);
    adamUpdate(expected, initialMoments(4), Float32Array.of(2, -9), update, { offset: 3, gradientOffset: 0, size: 1 });
    adamUpdate(expected, initialMoments(4), Float32Array.of(2, -9), update, { offset: 1, gradientOffset: 1, size: 1 });
    assert.deepEqual(weights, expected);
  });

  it('finds the bottom of a bowl', () => {
    const weights = Float32Array.of(5, -3);
    const moments = initialMoments(2);
    for (let step = 1; step <= 2000; step++) {
      adamUpdate(weights, moments, Float32Array.of(2 * (weights[0] - 1), 2 * (weights[1] - 2)), { learningRate: 0.05, gradientScale: 1, step }, { offset: 0, gradientOffset: 0, size: 2 });
    }
    assert.ok(Math.hypot(weights[0] - 1, weights[1] - 2) < 0.03);
  });
});
