// Weights in an exported file, each stored once, and read back: as float32; as float16 with a Cast (half the size); or as
// int8 with a Cast and a Mul by the scales (a quarter), where a second table may be a difference in 4 bits (tableDifference.ts).
// The runtime folds these at load, so that a run costs the same; of a table that is looked up in, only the rows looked up are
// cast, and no second copy of it is held. DequantizeLinear would say the same as Cast and Mul, but ONNX Runtime 1.30 folds it
// only by an option, and without that did not open such a file.
// And the output layer, which is the same behind every network.
import type { NetworkSizes } from '../../src/model/networkDescription';
import { ELEMENT, type OnnxTensor } from '../../src/model/onnxFile';
import type { Precision } from '../../src/model/precision';
import { UserError } from '../../src/model/userError';
import type { GraphBuilder } from './graphBuilder';
import { floatToHalf, halfToFloat } from './halfFloat';
import { dequantize, INT8, quantize, type ChannelLayout } from './integerMatrix';
import type { Parameters } from './network';
import { addedDifference, differenceName, differenceOf, hasDifference, readDifference } from './tableDifference';
import { outputTable } from './trainableNetwork';

/** Names of what one matrix is stored as: itself, and in int8 its scales, whose dimensions are 1 but for the channels. */
type Stored = readonly [values: string, scale?: string];

export class ExportedWeights {
  private readonly tables = new Map<string, Stored>();

  constructor(private readonly graph: GraphBuilder, private readonly network: NetworkSizes & { readonly tied: boolean }, private readonly parameters: Parameters, private readonly precision: Precision) {}

  /** Adds the embedding of each token. @param tokens (...). @returns (..., E). */
  embeddingLayer(tokens: string): string {
    const rows = (part: string) => this.graph.node('Gather', [part, tokens], { axis: 0 });
    if (this.precision !== 'int4' || !hasDifference(this.network)) return this.asFloats(this.table('embedding'), rows);
    const output = this.asFloats(this.table('outputEmbedding'), rows);
    return addedDifference(this.graph, output, rows(this.storeDifference()), rows(scaleName(differenceName('embedding'))));
  }

  /** Adds `logits` (..., V) to the graph. @param hidden (..., H). */
  outputLayer(hidden: string): void {
    const { graph, network, parameters } = this;
    const { vocabulary: V, embedding: E, hidden: H } = network;
    // By this name the editor finds it.
    const [projected] = graph.nodeWithOutputs('MatMul', [hidden, this.matrix('projection', parameters.projection, [H, E])], {}, ['projected']); // (..., E)
    const columns = this.asFloats(this.table(outputTable(network)), (part) => graph.node('Transpose', [part], { perm: [1, 0] })); // (E, V)
    graph.nodeWithOutputs('Add', [graph.node('MatMul', [projected, columns]), graph.floats(parameters.outputBias, [V], 'outputBias')], {}, ['logits']);
  }

  /**
   * Adds the weights of a layer.
   * @param outputs the dimension of its outputs, each of which has a scale of its own; the last one if not given.
   * @returns their name as float32.
   * @throws UserError if int8 is wanted of numbers that are not finite.
   */
  matrix(name: string, values: Float32Array, dims: readonly number[], outputs = dims.length - 1): string {
    return this.asFloats(this.store(name, values, dims, outputs), (part) => part);
  }

  /** A table (V, E), stored once however often it is used. */
  private table(name: 'embedding' | 'outputEmbedding'): Stored {
    const { vocabulary, embedding } = this.network;
    const stored = this.tables.get(name) ?? this.store(name, this.parameters[name], [vocabulary, embedding], 0);
    this.tables.set(name, stored);
    return stored;
  }

  /** @param selected what is wanted of a stored matrix, and in the same way of its scales. */
  private asFloats([values, scale]: Stored, selected: (part: string) => string): string {
    if (this.precision === 'float32') return selected(values);
    const floats = this.graph.node('Cast', [selected(values)], { to: ELEMENT.float32 });
    return scale === undefined ? floats : this.graph.node('Mul', [floats, selected(scale)]);
  }

  private store(name: string, values: Float32Array, dims: readonly number[], channelAxis: number): Stored {
    if (this.precision === 'float32') return [this.graph.floats(values, dims, name)];
    if (this.precision !== 'float16') return this.storeInt8(name, values, dims, channelAxis);
    const halves = Uint16Array.from(values, floatToHalf);
    return [this.graph.constant({ name, type: 'float16', dims, data: new Uint8Array(halves.buffer) })];
  }

  /** @returns the name of the difference of the embedding to the output table. */
  private storeDifference(): string {
    const { graph, parameters, network: { vocabulary: V, embedding: E } } = this;
    checkFinite('embedding', parameters.embedding);
    const { packed, scales } = differenceOf(parameters.embedding, parameters.outputEmbedding, E);
    const name = differenceName('embedding');
    graph.floats(scales, [V, 1], scaleName(name));
    return graph.constant({ name, type: 'uint8', dims: [V, E / 2], data: packed });
  }

  private storeInt8(name: string, weights: Float32Array, dims: readonly number[], channelAxis: number): Stored {
    checkFinite(name, weights);
    const scaleDims = dims.map((size, axis) => (axis === channelAxis ? size : 1));
    const { values, scales } = quantize(weights, channelLayout(dims, scaleDims), INT8);
    return [
      this.graph.constant({ name, type: 'int8', dims, data: new Uint8Array(values.buffer) }),
      this.graph.floats(scales, scaleDims, scaleName(name)),
    ];
  }
}

/**
 * Weights of a file that was written here, as float32.
 * @param constants of the file, by name.
 * @throws UserError if they are missing or have other dimensions.
 */
export function readWeights(constants: ReadonlyMap<string, OnnxTensor>, name: string, dims: readonly number[]): Float32Array {
  const difference = constants.get(differenceName(name));
  if (difference) return readDifferingTable(constants, difference, dims);
  const found = constants.get(name);
  if (!found) throw missing(name);
  checkExactDims(found, dims);
  if (found.type === 'int8') return readInt8(found, constants.get(scaleName(name)));
  if (found.type === 'float16') return Float32Array.from(new Uint16Array(ownBuffer(found)), halfToFloat);
  return readFloats(found);
}

function readInt8(tensor: OnnxTensor, scale: OnnxTensor | undefined): Float32Array {
  if (!scale) throw missing(scaleName(tensor.name));
  const fits = scale.dims.length === tensor.dims.length && scale.dims.filter((size) => size !== 1).length <= 1 && scale.dims.every((size, axis) => size === 1 || size === tensor.dims[axis]);
  checkDims(scale, fits, tensor.dims);
  return dequantize({ values: new Int8Array(ownBuffer(tensor)), scales: readFloats(scale) }, channelLayout(tensor.dims, scale.dims));
}

/** A table that is stored as its difference to the output table. */
function readDifferingTable(constants: ReadonlyMap<string, OnnxTensor>, packed: OnnxTensor, [V, E]: readonly number[]): Float32Array {
  const scale = constants.get(scaleName(packed.name));
  if (!scale || packed.type !== 'uint8') throw missing(packed.name);
  checkExactDims(packed, [V, E / 2]);
  checkExactDims(scale, [V, 1]);
  return readDifference({ packed: packed.data, scales: readFloats(scale) }, readWeights(constants, 'outputEmbedding', [V, E]), E);
}

function readFloats(tensor: OnnxTensor): Float32Array {
  if (tensor.type !== 'float32') throw missing(tensor.name);
  return new Float32Array(ownBuffer(tensor));
}

/** A copy of its own: the slice of a Node buffer would be a view into the whole file, and not aligned. */
function ownBuffer({ data }: OnnxTensor): ArrayBuffer {
  return new Uint8Array(data).buffer;
}

/** The one dimension that scales stand along, if any. */
function channelLayout(dims: readonly number[], scaleDims: readonly number[]): ChannelLayout {
  const axis = scaleDims.findIndex((size) => size !== 1);
  return { channels: axis < 0 ? 1 : dims[axis], inner: dims.slice(axis + 1).reduce((product, size) => product * size, 1) };
}

function checkFinite(name: string, weights: Float32Array): void {
  if (!weights.every(Number.isFinite)) throw new UserError('The model cannot be stored: its weights {0} are no finite numbers.', name);
}

function scaleName(name: string): string {
  return `${name}_scale`;
}

function missing(name: string): UserError {
  return new UserError('The model is none that Elman wrote: it has no weights {0}.', name);
}

function checkExactDims(tensor: OnnxTensor, expected: readonly number[]): void {
  checkDims(tensor, tensor.dims.join() === expected.join(), expected);
}

function checkDims({ name, dims }: OnnxTensor, fits: boolean, expected: readonly number[]): void {
  if (!fits) throw new UserError('The model is none that Elman wrote: its weights {0} are ({1}), not ({2}).', name, dims.join(), expected.join());
}
