// IEEE 754 half precision (binary16): 1 sign, 5 exponent, 10 fraction bits. Rounds to nearest, ties to even.

const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

/** Nearest half to a number, as its 16 bits; too large becomes infinity. */
export function floatToHalf(value: number): number {
  single[0] = value;
  const sign = (bits[0] >>> 16) & 0x8000;
  const magnitude = bits[0] & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00; // not a number
  if (magnitude >= 0x477ff000) return sign | 0x7c00; // rounds to infinity
  if (magnitude < 0x38800000) return sign | subnormalHalf(magnitude);
  const rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
  return sign | ((rounded - 0x38000000) >>> 13);
}

/** Below 2^-14 halves are multiples of 2^-24; adding 0.5 lets the float unit round to such a multiple. */
function subnormalHalf(magnitude: number): number {
  bits[0] = magnitude;
  single[0] = single[0] + 0.5;
  return bits[0] - 0x3f000000;
}

/** Exact value of a half given by its 16 bits. */
export function halfToFloat(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
