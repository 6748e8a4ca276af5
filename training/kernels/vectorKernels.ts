// The loops over all weights that a training step needs outside the graph, on vectors of four floats, in a memory that
// WebAssembly and ONNX Runtime share: the tensors of the graph are views of it, so nothing is copied.
// `adam.ts` has the formula in plain JavaScript; a test holds this file against it.
import { adamUpdate, BETA1, BETA2, coefficients, EPSILON, type Coefficients, type Moments, type Slice, type Update } from '../adam';
import { assemble, type KernelSource } from './assembler';

const LANES = 4;
const BYTES = Float32Array.BYTES_PER_ELEMENT;
const PAGE_BYTES = 65_536;

/** Pointers are byte offsets; `end` is that of the first pointer after the last vector. */
const adam: KernelSource = {
  parameters: { weights: 'i32', first: 'i32', second: 'i32', gradient: 'i32', end: 'i32', momentumRate: 'f32', gradientRate: 'f32', scale: 'f32', correction: 'f32' },
  locals: { g: 'v128', m: 'v128', v: 'v128' },
  body: `
    loop -
      local.get $gradient v128.load 0  local.get $scale f32x4.splat  f32x4.mul  local.set $g
      local.get $first
        local.get $first v128.load 0  f32.const ${BETA1} f32x4.splat  f32x4.mul
        local.get $g  f32.const ${1 - BETA1} f32x4.splat  f32x4.mul  f32x4.add  local.tee $m
      v128.store 0
      local.get $second
        local.get $second v128.load 0  f32.const ${BETA2} f32x4.splat  f32x4.mul
        local.get $g  local.get $g  f32x4.mul  f32.const ${1 - BETA2} f32x4.splat  f32x4.mul  f32x4.add  local.tee $v
      v128.store 0
      local.get $weights
        local.get $weights v128.load 0
        local.get $m  local.get $momentumRate f32x4.splat  f32x4.mul
        local.get $g  local.get $gradientRate f32x4.splat  f32x4.mul  f32x4.add
        local.get $v  local.get $correction f32x4.splat  f32x4.mul  f32x4.sqrt  f32.const ${EPSILON} f32x4.splat  f32x4.add
        f32x4.div  f32x4.sub
      v128.store 0
      ${['gradient', 'first', 'second', 'weights'].map((name) => advance(name)).join('\n')}
      local.get $weights  local.get $end  i32.lt_u  br_if 0
    end`,
};

/** Squares are added up in float64, two lanes at a time. */
const sumOfSquares: KernelSource = {
  parameters: { values: 'i32', end: 'i32' },
  locals: { square: 'v128', sum: 'v128' },
  result: 'f64',
  body: `
    loop -
      local.get $values v128.load 0  local.tee $square  local.get $square  f32x4.mul  local.set $square
      local.get $sum
        local.get $square  f64x2.promote_low_f32x4  f64x2.add
        local.get $square  local.get $square  upper.half -  f64x2.promote_low_f32x4  f64x2.add
      local.set $sum
      ${advance('values')}
      local.get $values  local.get $end  i32.lt_u  br_if 0
    end
    local.get $sum f64x2.extract_lane 0  local.get $sum f64x2.extract_lane 1  f64.add`,
};

const add: KernelSource = {
  parameters: { into: 'i32', from: 'i32', end: 'i32' },
  locals: {},
  body: `
    loop -
      local.get $into  local.get $into v128.load 0  local.get $from v128.load 0  f32x4.add  v128.store 0
      ${advance('into')}
      ${advance('from')}
      local.get $into  local.get $end  i32.lt_u  br_if 0
    end`,
};

function advance(pointer: string): string {
  return `local.get $${pointer}  i32.const ${LANES * BYTES}  i32.add  local.set $${pointer}`;
}

interface Exports {
  adam(weights: number, first: number, second: number, gradient: number, end: number, momentumRate: number, gradientRate: number, scale: number, correction: number): void;
  sumOfSquares(values: number, end: number): number;
  add(into: number, from: number, end: number): void;
}

/** Rows of a table that a gradient has, in its order. */
export interface Rows {
  /** Numbers of rows of the table; more than `count` may stand there. */
  readonly rows: ArrayLike<number>;
  readonly count: number;
  /** Elements of a row. */
  readonly width: number;
}

export class VectorKernels {
  private readonly exports: Exports;
  private readonly memory: WebAssembly.Memory;
  private used = 0;

  /** @param sizes of the arrays that `floats` will be asked for, in elements. */
  constructor(sizes: readonly number[]) {
    const bytes = sizes.reduce((sum, size) => sum + paddedBytes(size), 0);
    this.memory = new WebAssembly.Memory({ initial: Math.max(1, Math.ceil(bytes / PAGE_BYTES)) });
    const module = new WebAssembly.Module(assemble({ adam, sumOfSquares, add }));
    this.exports = new WebAssembly.Instance(module, { host: { memory: this.memory } }).exports as unknown as Exports;
  }

  /** An array of zeros in the shared memory; behind it zeros up to a multiple of four. @throws RangeError if the memory is used up. */
  floats(size: number): Float32Array {
    const array = new Float32Array(this.memory.buffer, this.used, size);
    this.used += paddedBytes(size);
    return array;
  }

  /** As `adamUpdate`; all arrays are of `floats`. */
  adam(weights: Float32Array, moments: Moments, gradient: Float32Array, update: Update, { offset, gradientOffset, size }: Slice): void {
    const whole = size - (size % LANES);
    if (whole > 0) this.adamOfVectors(weights, moments, gradient, offset, gradientOffset, whole, coefficients(update));
    if (whole < size) adamUpdate(weights, moments, gradient, update, { offset: offset + whole, gradientOffset: gradientOffset + whole, size: size - whole });
  }

  /** Moves row `rows[i]` of a table (V, width) against row i of a gradient (count, width). */
  adamRows({ rows, count, width }: Rows, weights: Float32Array, moments: Moments, gradient: Float32Array, update: Update): void {
    if (width % LANES !== 0) {
      for (let i = 0; i < count; i++) this.adam(weights, moments, gradient, update, { offset: rows[i] * width, gradientOffset: i * width, size: width });
      return;
    }
    const common = coefficients(update);
    for (let i = 0; i < count; i++) this.adamOfVectors(weights, moments, gradient, rows[i] * width, i * width, width, common);
  }

  /** @param size a multiple of four, at least one. */
  private adamOfVectors(weights: Float32Array, { first, second }: Moments, gradient: Float32Array, offset: number, gradientOffset: number, size: number, { momentumRate, gradientRate, scale, correction }: Coefficients): void {
    const at = offset * BYTES;
    const start = weights.byteOffset + at;
    this.exports.adam(start, first.byteOffset + at, second.byteOffset + at, gradient.byteOffset + gradientOffset * BYTES, start + size * BYTES, momentumRate, gradientRate, scale, correction);
  }

  /** Of the first `size` elements of an array of `floats`. */
  sumOfSquares(values: Float32Array, size = values.length): number {
    const whole = size - (size % LANES);
    let sum = whole === 0 ? 0 : this.exports.sumOfSquares(values.byteOffset, values.byteOffset + whole * BYTES);
    for (let i = whole; i < size; i++) sum += values[i] * values[i];
    return sum;
  }

  /** `into[offset ...] += from[fromOffset ...]`. */
  add(into: Float32Array, offset: number, from: Float32Array, fromOffset: number, size: number): void {
    const whole = size - (size % LANES);
    const start = into.byteOffset + offset * BYTES;
    if (whole > 0) this.exports.add(start, from.byteOffset + fromOffset * BYTES, start + whole * BYTES);
    for (let i = whole; i < size; i++) into[offset + i] += from[fromOffset + i];
  }
}

function paddedBytes(size: number): number {
  return Math.ceil(size / LANES) * LANES * BYTES;
}
