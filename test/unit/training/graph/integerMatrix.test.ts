// Weights as integers of 8 and of 4 bits: how far they are off, and what is read back and stored again.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dequantize, INT4, INT8, quantize, type ChannelLayout } from '../../../../training/graph/integerMatrix';

const sizes = fc.record({ outer: fc.integer({ min: 1, max: 4 }), channels: fc.integer({ min: 1, max: 7 }), inner: fc.integer({ min: 1, max: 9 }) });

/** Weights of any scale, and how they lie. */
const matrices = sizes.chain(({ outer, channels, inner }) => fc.record({
  layout: fc.constant({ channels, inner }),
  weights: fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: outer * channels * inner, maxLength: outer * channels * inner }).map((values) => Float32Array.from(values)),
}));

function channelOf(index: number, { channels, inner }: ChannelLayout): number {
  return Math.floor(index / inner) % channels;
}

function largestOf(weights: Float32Array, layout: ChannelLayout, channel: number): number {
  return weights.reduce((most, weight, i) => (channelOf(i, layout) === channel ? Math.max(most, Math.abs(weight)) : most), 0);
}

describe('weights of few bits', () => {
  for (const { largest, scaleBits } of [INT8, INT4]) {
    it(`are half a step from what they stand for, where a channel has ${largest} steps up to its largest`, () => {
      fc.assert(fc.property(matrices, ({ weights, layout }) => {
        const { values, scales } = quantize(weights, layout, { largest, scaleBits });
        const read = dequantize({ values, scales }, layout);
        weights.forEach((weight, i) => {
          const step = largestOf(weights, layout, channelOf(i, layout)) / largest;
          // The scale is rounded, which moves the last of the steps by a thousandth; what is below 2^-126 becomes zero.
          const bound = 0.501 * step + largest * 2 ** -126;
          assert.ok(Math.abs(read[i] - weight) <= bound, `${weight} became ${read[i]} with steps of ${step}`);
        });
        assert.ok(values.every((value) => Math.abs(value) <= largest));
      }), { numRuns: 2000, seed: 1 });
    });
  }

  it('have a scale for each channel, wherever channels lie', () => {
    const weights = Float32Array.of(127, -254, 1, 0, 12.7, 0);
    assert.deepEqual(quantize(weights, { channels: 3, inner: 2 }, INT8), { values: Int8Array.of(64, -127, 127, 0, 127, 0), scales: shortened(2, 1 / 127, 0.1) });
    assert.deepEqual(quantize(weights, { channels: 2, inner: 1 }, INT8), { values: Int8Array.of(127, -127, 1, 0, 13, 0), scales: shortened(1, 2) });
    assert.deepEqual(quantize(weights, { channels: 1, inner: 6 }, INT8).scales, shortened(2));
  });

  it('are the same when they are read and stored again, also after a multiplication by a power of two', () => {
    // So far from the ends of float32 that a power of two leads to none.
    const ordinary = matrices.map(({ weights, layout }) => ({ layout, weights: weights.map((weight) => (Math.abs(weight) < 1e-20 ? 0 : weight % 1e20)) }));
    fc.assert(fc.property(ordinary, fc.integer({ min: -20, max: 20 }), ({ weights, layout }, exponent) => {
      const once = quantize(weights, layout, INT8);
      const read = dequantize(once, layout);
      assert.deepEqual(quantize(read, layout, INT8), once);
      const scaled = quantize(read.map((weight) => weight * 2 ** exponent), layout, INT8);
      assert.deepEqual(scaled, { values: once.values, scales: once.scales.map((scale) => scale * 2 ** exponent) });
    }), { numRuns: 2000, seed: 2 });
  });

  it('keep a constant channel but for the last bits of its scale, and one of zeros as it is', () => {
    const layout = { channels: 2, inner: 3 };
    const { values, scales } = quantize(Float32Array.of(-0.3, -0.3, -0.3, 0, -0, 0), layout, INT8);
    assert.deepEqual(values, Int8Array.of(-127, -127, -127, 0, 0, 0));
    const read = dequantize({ values, scales }, layout);
    assert.ok(Math.abs(read[0] + 0.3) < 0.3 * 2 ** -16);
    assert.deepEqual(read.subarray(3), new Float32Array(3));
  });

  it('are numbers up to the end of float32, where a scale that is rounded up would lead beyond it', () => {
    const most = 3.4028234663852886e38;
    const layout = { channels: 1, inner: 2 };
    for (const { largest, scaleBits } of [INT8, INT4]) {
      const [read] = dequantize(quantize(Float32Array.of(-most, 0), layout, { largest, scaleBits }), layout);
      assert.ok(read >= -most && read < 0.999 * -most, `${read}`);
    }
  });

  it('are zeros where a channel is too small for a scale that is exact', () => {
    const { values, scales } = quantize(Float32Array.of(1e-38, -1e-40), { channels: 2, inner: 1 }, INT8);
    assert.deepEqual({ values, scales }, { values: new Int8Array(2), scales: new Float32Array(2) });
  });
});

/** Scales as they are stored: rounded so that the last seven of the 23 bits behind the point are zero. */
function shortened(...scales: number[]): Float32Array {
  return Float32Array.from(scales, (scale) => {
    const unit = 2 ** (Math.floor(Math.log2(scale)) - 16);
    return Math.round(Math.fround(scale) / unit) * unit;
  });
}
