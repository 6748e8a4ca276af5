// Weights as whole numbers from -Q to Q (8 bits: 127, 4 bits: 7) with one scale for each channel (a row of a table, an output
// of a layer): w ~ q s with s = max|w| / Q over the channel. The nearest q is at most s / 2 away. Choosing s by the least squared
// error instead was measured on the bundled model in 8 bits: 0.041 % more bits per byte than float32 in place of 0.045 %, not worth a search.

/** Whole numbers of one size. */
export interface IntegerKind {
  /** Q. */
  readonly largest: number;
  /** Significant bits of a scale, so few that q s is exact in float32. */
  readonly scaleBits: number;
}

export const INT8: IntegerKind = { largest: 127, scaleBits: 17 };
/** Its scales are short because what is read back is the sum with another number (tableDifference.ts): that sum is rounded, and the scale found again all the same. */
export const INT4: IntegerKind = { largest: 7, scaleBits: 12 };

export interface IntegerMatrix {
  /** q, in the order of the weights. */
  readonly values: Int8Array;
  /** s of every channel. */
  readonly scales: Float32Array;
}

/** How channels lie in memory: weight (o, c, i) stands at (o * channels + c) * inner + i. */
export interface ChannelLayout {
  readonly channels: number;
  /** Weights of one channel that lie side by side. */
  readonly inner: number;
}

/** Significant bits of float32. */
const FLOAT_BITS = 24;
/** Below it the products would be subnormal and inexact. No weight of use is as small as 127 of it: such a channel becomes zeros. */
const SMALLEST_SCALE = 2 ** -126;

/**
 * Quantizes weights, all of which must be finite. As q s is exact in float32, what is read back and quantized again is the
 * same to the bit, even after all of it was multiplied by a power of two.
 */
export function quantize(weights: Float32Array, layout: ChannelLayout, kind: IntegerKind): IntegerMatrix {
  const { largest: Q } = kind;
  const scales = largestMagnitudes(weights, layout);
  scales.forEach((largest, c) => (scales[c] = shortScale(largest / Q, kind)));
  const values = new Int8Array(weights.length);
  for (let i = 0; i < weights.length; i++) {
    const scale = scales[channelOf(i, layout)];
    if (scale > 0) values[i] = Math.max(-Q, Math.min(Q, Math.round(weights[i] / scale)));
  }
  return { values, scales };
}

/** q s. */
export function dequantize({ values, scales }: IntegerMatrix, layout: ChannelLayout): Float32Array {
  return Float32Array.from(values, (value, i) => value * scales[channelOf(i, layout)]);
}

function channelOf(index: number, { channels, inner }: ChannelLayout): number {
  return Math.floor(index / inner) % channels;
}

function largestMagnitudes(weights: Float32Array, layout: ChannelLayout): Float32Array {
  const largest = new Float32Array(layout.channels);
  for (let i = 0; i < weights.length; i++) {
    const c = channelOf(i, layout);
    largest[c] = Math.max(largest[c], Math.abs(weights[i]));
  }
  return largest;
}

/** The nearest scale of so few bits, or the next lower one where Q times that would be no number of float32; a tiny one becomes zero. */
function shortScale(scale: number, { largest: Q, scaleBits }: IntegerKind): number {
  if (scale < SMALLEST_SCALE) return 0;
  const single = Float32Array.of(scale);
  const pattern = new Uint32Array(single.buffer);
  const dropped = 2 ** (FLOAT_BITS - scaleBits);
  const steps = pattern[0] / dropped;
  // A carry goes on into the exponent, as it should.
  pattern[0] = Math.round(steps) * dropped;
  if (!Number.isFinite(Math.fround(Q * single[0]))) pattern[0] = Math.floor(steps) * dropped;
  return single[0];
}
