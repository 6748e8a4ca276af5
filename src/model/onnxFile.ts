// The ONNX file format (onnx.proto, IR version 8), as far as a network needs it: written and read back with field numbers.
// Knows nothing of networks; what it reads may be hostile, so sizes are checked before anything is allocated.
import { PbfReader, PbfWriter } from 'pbf';

/** Element types of onnx.proto that we use. */
export const ELEMENT = { float32: 1, uint8: 2, int8: 3, int64: 7, bool: 9, float16: 10, float64: 11 } as const;
export type ElementType = keyof typeof ELEMENT;

export interface OnnxTensor {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
  /** Little-endian elements. */
  readonly data: Uint8Array;
}

export type OnnxAttribute = number | { readonly float: number } | string | readonly number[] | readonly string[];

export interface OnnxNode {
  readonly operator: string;
  /** Of the operator; ONNX's own if missing. */
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** A graph input or output; a dimension is a size or the name of one. */
export interface OnnxValue {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly (number | string)[];
}

export interface OnnxModel {
  readonly name: string;
  readonly opset: number;
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

const IR_VERSION = 8;
/** Far more than networks of ours have: a file of millions would fill the memory with them. */
const MOST_CONSTANTS = 1000;
const MOST_DIMENSIONS = 8;

/** Bytes of a `ModelProto`. */
export function encodeOnnx(model: OnnxModel): Uint8Array {
  const pbf = new PbfWriter();
  pbf.writeVarintField(1, IR_VERSION);
  pbf.writeStringField(2, 'elman');
  pbf.writeMessage(7, writeGraph, model);
  pbf.writeMessage(8, writeOperatorSet, { domain: '', version: model.opset });
  return pbf.finish();
}

/** What can be added to a graph. */
export type GraphAddition = Pick<OnnxModel, 'nodes' | 'outputs'> & Partial<Pick<OnnxModel, 'constants'>>;

/**
 * A model file with more nodes, constants and outputs at the end of its graph. The weights are not looked at: what is added is a
 * second graph message behind the first one, and readers of protocol buffers merge the two.
 * @param domains of operators that are not ONNX's own: their version 1.
 */
export function appendToGraph(file: Uint8Array, addition: GraphAddition, domains: readonly string[] = []): Uint8Array {
  const pbf = new PbfWriter();
  pbf.writeMessage(7, writeAddition, addition);
  for (const domain of domains) pbf.writeMessage(8, writeOperatorSet, { domain, version: 1 });
  return Buffer.concat([file, pbf.finish()]);
}

function writeOperatorSet({ domain, version }: { readonly domain: string; readonly version: number }, pbf: PbfWriter): void {
  pbf.writeStringField(1, domain);
  pbf.writeVarintField(2, version);
}

function writeAddition({ nodes, outputs, constants = [] }: GraphAddition, pbf: PbfWriter): void {
  for (const node of nodes) pbf.writeMessage(1, writeNode, node);
  for (const constant of constants) pbf.writeMessage(5, writeTensor, constant);
  for (const value of outputs) pbf.writeMessage(12, writeValue, value);
}

function writeGraph(model: OnnxModel, pbf: PbfWriter): void {
  writeAddition(model, pbf);
  pbf.writeStringField(2, model.name);
  for (const value of model.inputs) pbf.writeMessage(11, writeValue, value);
}

function writeNode(node: OnnxNode, pbf: PbfWriter): void {
  for (const name of node.inputs) pbf.writeStringField(1, name);
  for (const name of node.outputs) pbf.writeStringField(2, name);
  pbf.writeStringField(4, node.operator);
  if (node.domain !== undefined) pbf.writeStringField(7, node.domain);
  for (const attribute of Object.entries(node.attributes)) pbf.writeMessage(5, writeAttribute, attribute);
}

function writeAttribute([name, value]: [string, OnnxAttribute], pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  if (typeof value === 'number') {
    pbf.writeVarintField(3, value);
    pbf.writeVarintField(20, 2);
  } else if (typeof value === 'string') {
    pbf.writeBytesField(4, new TextEncoder().encode(value));
    pbf.writeVarintField(20, 3);
  } else if ('float' in value) {
    pbf.writeFloatField(2, value.float);
    pbf.writeVarintField(20, 1);
  } else if (typeof value[0] === 'string') {
    for (const text of value as readonly string[]) pbf.writeBytesField(9, new TextEncoder().encode(text));
    pbf.writeVarintField(20, 8);
  } else {
    for (const integer of value as readonly number[]) pbf.writeVarintField(8, integer);
    pbf.writeVarintField(20, 7);
  }
}

function writeTensor(tensor: OnnxTensor, pbf: PbfWriter): void {
  for (const size of tensor.dims) pbf.writeVarintField(1, size);
  pbf.writeVarintField(2, ELEMENT[tensor.type]);
  pbf.writeStringField(8, tensor.name);
  pbf.writeBytesField(9, tensor.data);
}

function writeValue(value: OnnxValue, pbf: PbfWriter): void {
  pbf.writeStringField(1, value.name);
  pbf.writeMessage(2, (_: OnnxValue, type: PbfWriter) => type.writeMessage(1, (__: OnnxValue, tensor: PbfWriter) => {
    tensor.writeVarintField(1, ELEMENT[value.type]);
    tensor.writeMessage(2, writeShape, value.dims);
  }, value), value);
}

function writeShape(dims: readonly (number | string)[], pbf: PbfWriter): void {
  for (const size of dims) {
    pbf.writeMessage(1, (_: number | string, dim: PbfWriter) => {
      if (typeof size === 'number') dim.writeVarintField(1, size);
      else dim.writeStringField(2, size);
    }, size);
  }
}

/**
 * The constants (initializers) of a model file by name; the rest of the graph is not read.
 * @throws Error if the bytes are no ONNX model, it has too many of them, or a tensor's data does not fill its dimensions.
 */
export function decodeConstants(bytes: Uint8Array): Map<string, OnnxTensor> {
  const constants = new Map<string, OnnxTensor>();
  let tensors = 0;
  new PbfReader(bytes).readFields((field, _: null, model) => {
    if (field === 7) model.readMessage((inner, __: null, graph) => {
      if (inner !== 5) return;
      if (++tensors > MOST_CONSTANTS) throw new Error(`the file has more than ${MOST_CONSTANTS} tensors`);
      const tensor = readTensor(graph);
      constants.set(tensor.name, tensor);
    }, null);
  }, null);
  return constants;
}

function addDimension(dims: number[], size: number): void {
  if (dims.length === MOST_DIMENSIONS) throw new Error(`a tensor has more than ${MOST_DIMENSIONS} dimensions`);
  dims.push(size);
}

function readTensor(pbf: PbfReader): OnnxTensor {
  const raw = pbf.readMessage((field, tensor: { name: string; type: number; dims: number[]; data: Uint8Array }, reader) => {
    if (field === 1) addDimension(tensor.dims, reader.readVarint());
    else if (field === 2) tensor.type = reader.readVarint();
    else if (field === 8) tensor.name = reader.readString();
    else if (field === 9) tensor.data = reader.readBytes();
  }, { name: '', type: 0, dims: [], data: new Uint8Array() });
  const type = (Object.keys(ELEMENT) as ElementType[]).find((key) => ELEMENT[key] === raw.type);
  if (!type) throw new Error(`tensor ${raw.name} has element type ${raw.type}`);
  const width = { float32: 4, uint8: 1, int8: 1, int64: 8, bool: 1, float16: 2, float64: 8 }[type];
  const elements = raw.dims.reduce((product, size) => product * size, 1);
  if (elements * width !== raw.data.length) throw new Error(`tensor ${raw.name} holds ${raw.data.length} bytes, not ${elements * width}`);
  return { ...raw, type };
}
