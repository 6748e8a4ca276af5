// The network as a standard ONNX file for any runtime, and its weights read back from one.
//   tokens (T, B) int64, h0 (K, B, H)  ->  logits (T, B, V), hT (K, B, H)        K: one per layer, h and c of an LSTM
//   ONNX RNN: H_t = tanh(X_t W^T + H_(t-1) R^T + Wb + Rb), so W = W_x^T, R = W_h^T, Wb = b, Rb = 0; GRU and LSTM alike,
//   gates in the order of cells.ts.
import { stateVectors, type CellName, type NetworkDescription } from '../../src/model/networkDescription';
import { decodeConstants } from '../../src/model/onnxFile';
import type { Precision } from '../../src/model/precision';
import { cells } from './cells';
import { ExportedWeights, readWeights } from './exportedWeights';
import { GraphBuilder, type Attributes } from './graphBuilder';
import { layerParameter, parameterShapes, type Parameters } from './network';

/** Token that opens a document: with it a learned initial state begins. */
const START_TOKEN = 0;

const OPERATORS: Readonly<Record<CellName, { readonly operator: string; readonly attributes: Attributes }>> = {
  'elman-tanh': { operator: 'RNN', attributes: { activations: ['Tanh'] } },
  'elman-sigmoid': { operator: 'RNN', attributes: { activations: ['Sigmoid'] } },
  'elman-relu': { operator: 'RNN', attributes: { activations: ['Relu'] } },
  gru: { operator: 'GRU', attributes: { linear_before_reset: 1 } },
  lstm: { operator: 'LSTM', attributes: {} },
};

/** Bytes of `model.onnx`. */
export function exportModel(network: NetworkDescription, parameters: Parameters, precision: Precision): Uint8Array {
  return new Exporter(network, parameters, precision).encode();
}

class Exporter {
  private readonly graph = new GraphBuilder('elman');
  private readonly weights: ExportedWeights;

  constructor(private readonly network: NetworkDescription, private readonly parameters: Parameters, precision: Precision) {
    this.weights = new ExportedWeights(this.graph, network, parameters, precision);
  }

  encode(): Uint8Array {
    const { graph, network, weights } = this;
    const { vocabulary: V, hidden: H } = network;
    graph.input('tokens', ['T', 'B'], 'int64');
    graph.input('h0', [stateVectors(network), 'B', H]);
    let below = weights.embeddingLayer('tokens'); // (T, B, E)
    const before = this.statesBefore();
    const last: string[] = [];
    for (let layer = 0; layer < network.layers; layer++) {
      const { hidden, states } = this.layer(layer, below, before.splice(0, cells[network.cell].states));
      below = hidden;
      last.push(...states);
    }
    weights.outputLayer(below);
    graph.declareOutput('logits', ['T', 'B', V]);
    if (last.length > 1) graph.nodeWithOutputs('Concat', last, { axis: 0 }, ['hT']);
    graph.declareOutput('hT', [stateVectors(network), 'B', H]);
    return graph.encode();
  }

  /** One RNN, GRU or LSTM operator. @param states (1, B, H) each. @returns hidden (T, B, H) and the states after it. */
  private layer(layer: number, below: string, states: readonly string[]): { hidden: string; states: string[] } {
    const { graph, network, parameters, weights } = this;
    const H = network.hidden;
    const width = cells[network.cell].gates * H;
    const inputs = parameterShapes(network)[layerParameter('inputWeights', layer)][0];
    const bias = new Float32Array(2 * width);
    bias.set(parameters[layerParameter('bias', layer)]);
    const resetBias = parameters[layerParameter('resetBias', layer)];
    if (resetBias) bias.set(resetBias, 2 * width - H);
    const { operator, attributes } = OPERATORS[network.cell];
    const isWhole = stateVectors(network) === 1;
    const names = ['hidden', 'hT', 'cT'].slice(0, 1 + states.length).map((name) => (name === 'hT' && isWhole ? name : `${name}${layer + 1}`));
    const [all, ...after] = graph.nodeWithOutputs(operator, [
      below,
      weights.matrix(tensorName('W', layer), transpose(parameters[layerParameter('inputWeights', layer)], inputs, width), [1, width, inputs], 1),
      weights.matrix(tensorName('R', layer), transpose(parameters[layerParameter('recurrentWeights', layer)], H, width), [1, width, H], 1),
      graph.floats(bias, [1, 2 * width], tensorName('B', layer)),
      '',
      ...states,
    ], { hidden_size: H, ...attributes }, names); // (T, 1, B, H), (1, B, H) each
    return { hidden: graph.node('Squeeze', [all, graph.integers([1])]), states: after };
  }

  /** States (1, B, H) before the first token: those given, or where a document begins the learned ones. */
  private statesBefore(): string[] {
    const { graph, network, parameters } = this;
    const K = stateVectors(network);
    const given = K === 1 ? ['h0'] : graph.nodeWithOutputs('Split', ['h0'], { axis: 0 }, K);
    if (network.initialState === 'zero') return [...given];
    const first = graph.node('Gather', ['tokens', graph.integers([0])], { axis: 0 }); // (1, B)
    const begins = graph.node('Cast', [graph.node('Equal', [first, graph.integers([START_TOKEN])])], { to: 1 });
    const column = graph.node('Unsqueeze', [begins, graph.integers([2])]); // (1, B, 1)
    const learned = Object.keys(parameters).filter((name) => /^initial(?:State|Cell)/.test(name));
    // A document begins with a given state of zeros, so the two can be added.
    return given.map((state, k) => graph.node('Add', [state, graph.node('Mul', [column, graph.floats(parameters[learned[k]], [1, 1, network.hidden], learned[k])])]));
  }
}

/** ONNX's letter of a weight; layers are counted from the second on. */
function tensorName(letter: 'W' | 'R' | 'B', layer: number): string {
  return layer === 0 ? letter : `${letter}${layer + 1}`;
}

/**
 * Weights of a file that `exportModel` wrote, as float32.
 * @throws UserError if weights are missing or have other dimensions; other errors if the bytes are no ONNX file.
 */
export function importParameters(file: Uint8Array, network: NetworkDescription): Parameters {
  const constants = decodeConstants(file);
  const read = (name: string, ...dims: number[]) => readWeights(constants, name, dims);
  const H = network.hidden;
  const width = cells[network.cell].gates * H;
  const parameters: Record<string, Float32Array> = {};
  for (const [name, [rows, columns]] of Object.entries(parameterShapes(network))) {
    const [, kind, number] = /^([a-zA-Z]+?)(\d*)$/.exec(name)!;
    const layer = number === '' ? 0 : Number(number) - 1;
    if (kind === 'inputWeights') parameters[name] = transpose(read(tensorName('W', layer), 1, columns, rows), columns, rows);
    else if (kind === 'recurrentWeights') parameters[name] = transpose(read(tensorName('R', layer), 1, columns, rows), columns, rows);
    else if (kind === 'bias') parameters[name] = read(tensorName('B', layer), 1, 2 * width).slice(0, width);
    else if (kind === 'resetBias') parameters[name] = read(tensorName('B', layer), 1, 2 * width).slice(2 * width - H);
    else if (kind.startsWith('initial')) parameters[name] = read(name, 1, 1, H);
    else parameters[name] = kind === 'outputBias' ? read(name, columns) : read(name, rows, columns);
  }
  return parameters;
}

/** (rows, columns) -> (columns, rows). */
function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) result[c * rows + r] = values[r * columns + c];
  return result;
}
