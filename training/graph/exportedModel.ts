// The network as a standard ONNX file for any runtime, and its weights read back from one.
//   tokens (T, B) int64, h0 (1, B, H)  ->  logits (T, B, V), hT (1, B, H)
//   ONNX RNN: H_t = tanh(X_t W^T + H_(t-1) R^T + Wb + Rb), so W = W_x^T, R = W_h^T, Wb = b, Rb = 0.
// Weights are stored as float32, or as float16 with a Cast (half the size; the runtime folds the Cast at load).
import { UserError } from '../../src/model/userError';
import { GraphBuilder } from './graphBuilder';
import type { NetworkSizes, Parameters } from './network';
import { decodeConstants, type OnnxTensor } from './onnxFile';
import { floatToHalf, halfToFloat } from './halfFloat';

export type Precision = 'float32' | 'float16';

/** Bytes of `model.onnx`. */
export function exportModel(sizes: NetworkSizes, parameters: Parameters, precision: Precision): Uint8Array {
  const { vocabulary: V, embedding: E, hidden: H } = sizes;
  const graph = new GraphBuilder('elman');
  const weights = (name: string, values: Float32Array, dims: number[]) => storeWeights(graph, { name, values, dims, precision });
  graph.input('tokens', ['T', 'B'], 'int64');
  graph.input('h0', [1, 'B', H]);
  const embedding = weights('embedding', parameters.embedding, [V, E]);
  const embedded = graph.node('Gather', [embedding, 'tokens'], { axis: 0 }); // (T, B, E)
  const bias = new Float32Array(2 * H);
  bias.set(parameters.bias);
  const [hidden] = graph.nodeWithOutputs('RNN', [
    embedded,
    weights('W', transpose(parameters.inputWeights, E, H), [1, H, E]),
    weights('R', transpose(parameters.recurrentWeights, H, H), [1, H, H]),
    graph.floats(bias, [1, 2 * H], 'B'),
    '',
    'h0',
  ], { hidden_size: H, activations: ['Tanh'] }, ['hidden', 'hT']); // (T, 1, B, H), (1, B, H)
  const states = graph.node('Squeeze', [hidden, graph.integers([1])]); // (T, B, H)
  const projected = graph.node('MatMul', [states, weights('projection', parameters.projection, [H, E])]); // (T, B, E)
  const scores = graph.node('MatMul', [projected, graph.node('Transpose', [embedding], { perm: [1, 0] })]); // (T, B, V)
  graph.nodeWithOutputs('Add', [scores, graph.floats(parameters.outputBias, [V], 'outputBias')], {}, ['logits']);
  graph.declareOutput('logits', ['T', 'B', V]);
  graph.declareOutput('hT', [1, 'B', H]);
  return graph.encode();
}

/**
 * Sizes and weights of a file that `exportModel` wrote, as float32.
 * @throws UserError if weights are missing or have other dimensions; other errors if the bytes are no ONNX file.
 */
export function importParameters(file: Uint8Array): { sizes: NetworkSizes; parameters: Parameters } {
  const constants = decodeConstants(file);
  const tensor = (name: string): OnnxTensor => {
    const found = constants.get(name);
    if (!found) throw new UserError('The model is none that Elman wrote: it has no weights {0}.', name);
    return found;
  };
  const [vocabulary, embedding] = tensor('embedding').dims;
  const hidden = tensor('W').dims[1];
  const read = (name: string, ...dims: number[]): Float32Array => {
    const found = tensor(name);
    if (found.dims.join() !== dims.join()) throw new UserError('The model is none that Elman wrote: its weights {0} are ({1}), not ({2}).', name, found.dims.join(), dims.join());
    return readWeights(found);
  };
  return {
    sizes: { vocabulary, embedding, hidden },
    parameters: {
      embedding: read('embedding', vocabulary, embedding),
      inputWeights: transpose(read('W', 1, hidden, embedding), hidden, embedding),
      recurrentWeights: transpose(read('R', 1, hidden, hidden), hidden, hidden),
      bias: read('B', 1, 2 * hidden).slice(0, hidden),
      projection: read('projection', hidden, embedding),
      outputBias: read('outputBias', vocabulary),
    },
  };
}

function storeWeights(graph: GraphBuilder, { name, values, dims, precision }: { name: string; values: Float32Array; dims: number[]; precision: Precision }): string {
  if (precision === 'float32') return graph.floats(values, dims, name);
  const halves = Uint16Array.from(values, floatToHalf);
  graph.constant({ name, type: 'float16', dims, data: new Uint8Array(halves.buffer) });
  return graph.node('Cast', [name], { to: 1 });
}

function readWeights({ type, data, name }: OnnxTensor): Float32Array {
  // A copy of its own: the slice of a Node buffer would be a view into the whole file.
  const aligned = new Uint8Array(data).buffer;
  if (type === 'float32') return new Float32Array(aligned);
  if (type === 'float16') return Float32Array.from(new Uint16Array(aligned), halfToFloat);
  throw new UserError('The model is none that Elman wrote: it has no weights {0}.', name);
}

/** (rows, columns) -> (columns, rows). */
function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) result[c * rows + r] = values[r * columns + c];
  return result;
}
