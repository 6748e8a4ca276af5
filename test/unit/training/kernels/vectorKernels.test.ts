// The vector loops against the plain ones, at sizes that fill whole vectors and at sizes that do not.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { seededRandom } from '../../../../src/prediction/seededRandom';
import { adamUpdate, initialMoments } from '../../../../training/adam';
import { assemble } from '../../../../training/kernels/assembler';
import { VectorKernels } from '../../../../training/kernels/vectorKernels';

const places = fc.record({ size: fc.integer({ min: 0, max: 41 }), offset: fc.integer({ min: 0, max: 9 }), gradientOffset: fc.integer({ min: 0, max: 9 }), seed: fc.integer() });

/** An array of the shared memory with random values, and a copy of it elsewhere. */
function arrays(kernels: VectorKernels, size: number, random: () => number): [Float32Array, Float32Array] {
  const shared = kernels.floats(size);
  shared.forEach((_, i) => (shared[i] = 2 * random() - 1));
  return [shared, shared.slice()];
}

function assertClose(actual: Float32Array, expected: Float32Array): void {
  actual.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) <= 2e-6 * Math.max(1, Math.abs(expected[i])), `element ${i}: ${value}, not ${expected[i]}`));
}

describe('vector kernels', () => {
  it('move weights as the plain loop does, step after step, and nothing beside the slice', () => fc.assert(fc.property(places, ({ size, offset, gradientOffset, seed }) => {
    const random = seededRandom(seed);
    const kernels = new VectorKernels([60, 60, 60, 60]);
    const [weights, plainWeights] = arrays(kernels, 60, random);
    const moments = { first: kernels.floats(60), second: kernels.floats(60) };
    const plainMoments = initialMoments(60);
    const [gradient, plainGradient] = arrays(kernels, 60, random);
    for (let step = 1; step <= 4; step++) {
      const update = { learningRate: 0.01, gradientScale: 0.3, step };
      kernels.adam(weights, moments, gradient, update, { offset, gradientOffset, size });
      adamUpdate(plainWeights, plainMoments, plainGradient, update, { offset, gradientOffset, size });
    }
    assertClose(weights, plainWeights);
    assertClose(moments.first, plainMoments.first);
    assertClose(moments.second, plainMoments.second);
  })));

  it('move rows of a table as they move slices', () => {
    for (const width of [8, 6]) {
      const random = seededRandom(width);
      const kernels = new VectorKernels([80, 80, 80, 80]);
      const [weights, other] = arrays(kernels, 8 * width, random);
      const moments = { first: kernels.floats(8 * width), second: kernels.floats(8 * width) };
      const otherMoments = initialMoments(8 * width);
      const [gradient] = arrays(kernels, 3 * width, random);
      const rows = Int32Array.of(5, 0, 7, 1);
      for (let step = 1; step <= 3; step++) {
        const update = { learningRate: 0.01, gradientScale: 0.3, step };
        kernels.adamRows({ rows, count: 3, width }, weights, moments, gradient, update);
        for (let i = 0; i < 3; i++) adamUpdate(other, otherMoments, gradient, update, { offset: rows[i] * width, gradientOffset: i * width, size: width });
      }
      assertClose(weights, other);
      assertClose(moments.second, otherMoments.second);
    }
  });

  it('add up squares and arrays', () => fc.assert(fc.property(places, ({ size, offset, gradientOffset, seed }) => {
    const random = seededRandom(seed);
    const kernels = new VectorKernels([60, 60]);
    const [into, plainInto] = arrays(kernels, 60, random);
    const [from] = arrays(kernels, 60, random);
    const squares = from.subarray(0, size).reduce((sum, value) => sum + value * value, 0);
    assert.ok(Math.abs(kernels.sumOfSquares(from, size) - squares) < 1e-5 * (1 + squares));
    kernels.add(into, offset, from, gradientOffset, size);
    for (let i = 0; i < size; i++) plainInto[offset + i] += from[gradientOffset + i];
    assertClose(into, plainInto);
  })));

  it('give arrays of zeros until the memory that was asked for is used up', () => {
    const kernels = new VectorKernels([5, 16_384]);
    assert.ok(kernels.floats(5).every((value) => value === 0));
    assert.equal(kernels.floats(16_384).length, 16_384);
    assert.throws(() => kernels.floats(20_000), RangeError);
  });
});

describe('the assembler', () => {
  it('writes modules that WebAssembly takes', () => {
    const double = { parameters: { at: 'i32' }, locals: {}, body: 'local.get $at  local.get $at v128.load 0  f32.const 2 f32x4.splat  f32x4.mul  v128.store 0' } as const;
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(assemble({ double })), { host: { memory } });
    const values = new Float32Array(memory.buffer, 4, 4);
    values.set([1, -2, 3.5, 1000]);
    (exports.double as (at: number) => void)(4);
    assert.deepEqual([...values], [2, -4, 7, 2000]);
  });

  it('names what it does not know', () => {
    const kernel = (body: string) => assemble({ kernel: { parameters: {}, locals: {}, body } });
    assert.throws(() => kernel('f32x4.cube'), /"f32x4.cube"/);
    assert.throws(() => kernel('local.get $missing'), /"\$missing"/);
  });
});
