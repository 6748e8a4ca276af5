// A model file rewritten for speed where only the last step counts: of T steps through the network only the last goes through
// the output layer, and its table of 8-bit weights is multiplied as it is by ONNX Runtime's MatMulNBits (the file's own
// graph has it made float32 first, four times the memory to go through). What the file is, and its hidden states, stay.
//   tokens (T, B) int64, h0 (layers, B, H)  ->  logProbabilities (1, B, V), lastProjected (1, B, E), hT (layers, B, H)
import type { NetworkSizes } from './networkDescription';
import { appendToGraph, decodeConstants, type GraphAddition, type OnnxTensor } from './onnxFile';
import { reducedGraph } from './reducedGraph';

/** Of operators that ONNX Runtime has beyond ONNX's. */
const DOMAIN = 'com.microsoft';
/** Weights of one scale in the runtime's kernels; a row of the table has a single scale, which all its blocks share. */
const BLOCK = 64;
/** Of the runtime: inputs become 8-bit integers too, each block with a scale. */
const INT8_INPUTS = 4;
/** What the runtime subtracts of an unsigned weight of 8 bits. */
const ZERO_POINT = 128;
/** Names of the table behind untied and tied outputs: where there is none of its own, it is the embedding. */
const TABLES = ['outputEmbedding', 'embedding'] as const;

/** @returns undefined if the file's output layer is not one of 8 bits that Elman wrote. */
export function quickGraph(file: Uint8Array, { vocabulary: V, embedding: E }: NetworkSizes): Uint8Array | undefined {
  const constants = decodeConstants(file);
  const table = TABLES.map((name) => constants.get(name)).find((found) => found !== undefined);
  const scales = table && constants.get(`${table.name}_scale`);
  const bias = constants.get('outputBias');
  const isKnown = table?.type === 'int8' && table.data.length === V * E && E % BLOCK === 0 && isVector(scales, V) && isVector(bias, V);
  if (!isKnown) return undefined;
  return appendToGraph(reducedGraph(file, ['projected', 'hT']), lastStep(table, scales, V, E), [DOMAIN]);
}

function isVector(tensor: OnnxTensor | undefined, size: number): tensor is OnnxTensor {
  return tensor?.type === 'float32' && tensor.data.length === size * Float32Array.BYTES_PER_ELEMENT;
}

function lastStep(table: OnnxTensor, scales: OnnxTensor, V: number, E: number): GraphAddition {
  const blocks = E / BLOCK;
  return {
    constants: [
      { name: 'lastIndex', type: 'int64', dims: [1], data: new Uint8Array(BigInt64Array.of(-1n).buffer) },
      { name: 'quickTable', type: 'uint8', dims: [V, blocks, BLOCK], data: table.data.map((value) => value ^ ZERO_POINT) },
      { name: 'quickScales', type: 'float32', dims: [V, blocks], data: repeated(scales.data, V, blocks) },
    ],
    nodes: [
      { operator: 'Gather', inputs: ['projected', 'lastIndex'], outputs: ['lastProjected'], attributes: { axis: 0 } },
      { operator: 'MatMulNBits', domain: DOMAIN, inputs: ['lastProjected', 'quickTable', 'quickScales', '', '', 'outputBias'], outputs: ['quickLogits'], attributes: { K: E, N: V, bits: 8, block_size: BLOCK, accuracy_level: INT8_INPUTS } },
      { operator: 'LogSoftmax', inputs: ['quickLogits'], outputs: ['logProbabilities'], attributes: { axis: 2 } },
    ],
    outputs: [
      { name: 'logProbabilities', type: 'float32', dims: ['one', 'B', V] },
      { name: 'lastProjected', type: 'float32', dims: ['one', 'B', E] },
    ],
  };
}

/** Each of V 32-bit values `times` times. */
function repeated(values: Uint8Array, V: number, times: number): Uint8Array {
  const from = new Uint32Array(new Uint8Array(values).buffer);
  return new Uint8Array(Uint32Array.from({ length: V * times }, (_, i) => from[Math.floor(i / times)]).buffer);
}
