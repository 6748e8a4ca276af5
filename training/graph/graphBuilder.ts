// Puts ONNX nodes together. A value of the graph is its name; shapes stand in the comments where values are born.
// Differentiation lives in differentiate.ts; this file only knows nodes, constants, inputs and outputs.
import { encodeOnnx, type ElementType, type OnnxAttribute, type OnnxNode, type OnnxTensor, type OnnxValue } from '../../src/model/onnxFile';

export const OPSET = 17;

export type Attributes = Readonly<Record<string, OnnxAttribute>>;

export class GraphBuilder {
  private readonly nodes: OnnxNode[] = [];
  private readonly constants: OnnxTensor[] = [];
  private readonly inputs: OnnxValue[] = [];
  private readonly outputs: OnnxValue[] = [];
  private fresh = 0;

  /** @param precision of all numbers that are no indices; float64 is for checking gradients. */
  constructor(private readonly name: string, readonly precision: 'float32' | 'float64' = 'float32') {}

  input(name: string, dims: readonly (number | string)[], type: ElementType = this.precision): string {
    this.inputs.push({ name, type, dims });
    return name;
  }

  /** Makes `value` an output of the graph under `name`. */
  output(value: string, name: string, dims: readonly (number | string)[], type: ElementType = this.precision): void {
    if (value !== name) this.nodes.push({ operator: 'Identity', inputs: [value], outputs: [name], attributes: {} });
    this.outputs.push({ name, type, dims });
  }

  /** Declares as an output a value that already bears its final name. */
  declareOutput(name: string, dims: readonly (number | string)[], type: ElementType = this.precision): void {
    this.outputs.push({ name, type, dims });
  }

  floats(values: ArrayLike<number>, dims: readonly number[], name = this.freshName()): string {
    const data = this.precision === 'float64' ? Float64Array.from(values) : Float32Array.from(values);
    return this.constant({ name, type: this.precision, dims, data: bytesOf(data) });
  }

  integers(values: readonly number[], name = this.freshName()): string {
    return this.constant({ name, type: 'int64', dims: [values.length], data: bytesOf(BigInt64Array.from(values, BigInt)) });
  }

  constant(tensor: OnnxTensor): string {
    this.constants.push(tensor);
    return tensor.name;
  }

  /** Adds a node with one output and returns the output's name. */
  node(operator: string, inputs: readonly string[], attributes: Attributes = {}): string {
    return this.nodeWithOutputs(operator, inputs, attributes, 1)[0];
  }

  /** Adds a node with several outputs. */
  nodeWithOutputs(operator: string, inputs: readonly string[], attributes: Attributes, outputs: number | readonly string[]): string[] {
    const names = typeof outputs === 'number' ? Array.from({ length: outputs }, () => this.freshName()) : [...outputs];
    this.nodes.push({ operator, inputs, outputs: names, attributes });
    return names;
  }

  /** Bytes of the model file. */
  encode(): Uint8Array {
    return encodeOnnx({ name: this.name, opset: OPSET, nodes: this.nodes, constants: this.constants, inputs: this.inputs, outputs: this.outputs });
  }

  private freshName(): string {
    return `v${this.fresh++}`;
  }
}

function bytesOf(array: Float32Array | Float64Array | BigInt64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
