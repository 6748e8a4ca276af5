// Just enough of WebAssembly's binary format to write short loops over vectors of four floats, four times as fast as the
// same loop in JavaScript. Instructions are written one after the other as in WebAssembly's text format, on a stack:
// `local.get $a local.get $b f32x4.mul`. Knows nothing of what is computed.

/** A function: parameters and locals by name with their types, and its body. */
export interface KernelSource {
  readonly parameters: Readonly<Record<string, ValueType>>;
  readonly locals: Readonly<Record<string, ValueType>>;
  readonly result?: ValueType;
  readonly body: string;
}

export type ValueType = 'i32' | 'f32' | 'f64' | 'v128';

const TYPE: Record<ValueType, number> = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b };
const NO_RESULT = 0x40;

/** Instructions without anything behind them. Those of four lanes have the prefix 0xfd. */
const PLAIN: Readonly<Record<string, readonly number[]>> = {
  end: [0x0b],
  'i32.add': [0x6a], 'i32.lt_u': [0x49],
  'f64.add': [0xa0],
  'f32x4.splat': [0xfd, 0x13],
  'f32x4.sqrt': [0xfd, 0xe3, 0x01], 'f32x4.add': [0xfd, 0xe4, 0x01], 'f32x4.sub': [0xfd, 0xe5, 0x01], 'f32x4.mul': [0xfd, 0xe6, 0x01], 'f32x4.div': [0xfd, 0xe7, 0x01],
  'f64x2.add': [0xfd, 0xf0, 0x01], 'f64x2.promote_low_f32x4': [0xfd, 0x5f],
};

/** Instructions with one operand: how its bytes are made. */
const WITH_OPERAND: Readonly<Record<string, (operand: string, names: readonly string[]) => number[]>> = {
  loop: () => [0x03, NO_RESULT],
  br_if: (depth) => [0x0d, ...unsigned(Number(depth))],
  'local.get': (name, names) => [0x20, ...unsigned(indexOf(name, names))],
  'local.set': (name, names) => [0x21, ...unsigned(indexOf(name, names))],
  'local.tee': (name, names) => [0x22, ...unsigned(indexOf(name, names))],
  'i32.const': (value) => [0x41, ...signed(Number(value))],
  'f32.const': (value) => [0x43, ...floatBytes(Number(value))],
  'v128.load': (offset) => [0xfd, 0x00, UNALIGNED, ...unsigned(Number(offset))],
  'v128.store': (offset) => [0xfd, 0x0b, UNALIGNED, ...unsigned(Number(offset))],
  'f64x2.extract_lane': (lane) => [0xfd, 0x21, Number(lane)],
  /** Of a vector and itself: lanes 2 and 3 become lanes 0 and 1 (a shuffle of bytes). */
  'upper.half': () => [0xfd, 0x0d, ...[8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15]],
};
const UNALIGNED = 0;

/**
 * A module that imports its memory as `host.memory` and exports the functions by name.
 * @throws Error naming an instruction or a local that does not exist.
 */
export function assemble(kernels: Readonly<Record<string, KernelSource>>): Uint8Array<ArrayBuffer> {
  const sources = Object.values(kernels);
  const types = sources.map(({ parameters, result }) => [0x60, ...vector(Object.values(parameters).map((type) => [TYPE[type]])), ...vector(result ? [[TYPE[result]]] : [])]);
  const memory = [...text('host'), ...text('memory'), 0x02, 0x00, ...unsigned(1)];
  const exported = Object.keys(kernels).map((name, i) => [...text(name), 0x00, ...unsigned(i)]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, vector(types)),
    ...section(2, vector([memory])),
    ...section(3, vector(sources.map((_, i) => unsigned(i)))),
    ...section(7, vector(exported)),
    ...section(10, vector(sources.map(functionBody))),
  ]);
}

function functionBody({ parameters, locals, body }: KernelSource): number[] {
  const names = [...Object.keys(parameters), ...Object.keys(locals)];
  const declared = vector(Object.values(locals).map((type) => [1, TYPE[type]]));
  const words = body.trim().split(/\s+/);
  const bytes: number[] = [];
  for (let i = 0; i < words.length; i++) {
    const plain = PLAIN[words[i]];
    const withOperand = WITH_OPERAND[words[i]];
    if (plain) bytes.push(...plain);
    else if (withOperand) bytes.push(...withOperand(words[++i], names));
    else throw new Error(`there is no instruction "${words[i]}"`);
  }
  const code = [...declared, ...bytes, 0x0b];
  return [...unsigned(code.length), ...code];
}

function indexOf(name: string, names: readonly string[]): number {
  const index = names.indexOf(name.slice(1));
  if (index < 0) throw new Error(`there is no local "${name}"`);
  return index;
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

/** WebAssembly's vector: a count and the elements. */
function vector(elements: readonly (readonly number[])[]): number[] {
  return [...unsigned(elements.length), ...elements.flat()];
}

function text(value: string): number[] {
  const bytes = new TextEncoder().encode(value);
  return [...unsigned(bytes.length), ...bytes];
}

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  const low = value & 0x7f;
  const rest = value >> 7;
  const isLast = (rest === 0 && !(low & 0x40)) || (rest === -1 && Boolean(low & 0x40));
  return isLast ? [low] : [low | 0x80, ...signed(rest)];
}

function floatBytes(value: number): number[] {
  return [...new Uint8Array(Float32Array.of(value).buffer)];
}
