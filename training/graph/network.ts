// Sizes and parameters of the Elman network, and the graphs that train it and score with it.
// V vocabulary, E embedding, H hidden, B streams, T steps of a window, N = T * B, S candidates of the output layer.
import { Tape } from './differentiate';
import { GraphBuilder } from './graphBuilder';
import { elmanLayer, linear, softmaxCrossEntropy, takeRows } from './layers';

export interface NetworkSizes {
  readonly vocabulary: number;
  readonly embedding: number;
  readonly hidden: number;
}

/** Weights by name, row-major. The output layer uses the embedding again (tied). */
export interface Parameters {
  /** (V, E). */
  readonly embedding: Float32Array;
  /** (E, H): W_x. */
  readonly inputWeights: Float32Array;
  /** (H, H): W_h. */
  readonly recurrentWeights: Float32Array;
  /** (H): b. */
  readonly bias: Float32Array;
  /** (H, E): P. */
  readonly projection: Float32Array;
  /** (V): c. */
  readonly outputBias: Float32Array;
}

/** Parameters that every step changes in all their elements; the others change by rows. */
export const DENSE = ['inputWeights', 'recurrentWeights', 'bias', 'projection'] as const;
export type DenseName = (typeof DENSE)[number];

export function shapeOf(name: keyof Parameters, { vocabulary: V, embedding: E, hidden: H }: NetworkSizes): number[] {
  return { embedding: [V, E], inputWeights: [E, H], recurrentWeights: [H, H], bias: [1, H], projection: [H, E], outputBias: [1, V] }[name];
}

export interface WindowShape {
  readonly batch: number;
  readonly steps: number;
}

/**
 * One step of truncated back-propagation through time: loss, last hidden state and all gradients.
 * Inputs: the dense parameters and the embedding by name; tokens (N), columns (N), candidates (S), candidateBias (1, S),
 * keep (N, 1), weights (N, 1), h0 (B, H). Outputs: loss, hT (B, H), gradients `d_<name>` of the dense parameters,
 * d_inputRows (N, E), d_candidates (S, E), d_candidateBias (1, S).
 * @param tapeOf lets a test put a wrong rule in.
 */
export function trainingGraph(sizes: NetworkSizes, { batch, steps }: WindowShape, candidates: number, tapeOf = (graph: GraphBuilder) => new Tape(graph)): Uint8Array {
  const rows = batch * steps;
  const graph = new GraphBuilder('elman-training');
  const tape = tapeOf(graph);
  const { inputRows, projected, last } = forward(tape, sizes, { batch, steps });
  graph.input('candidates', [candidates], 'int64');
  graph.input('candidateBias', [1, candidates]);
  graph.input('columns', [rows], 'int64');
  graph.input('weights', [rows, 1]);
  const candidateRows = takeRows(graph, 'embedding', 'candidates');
  const { loss } = softmaxCrossEntropy(tape, projected, candidateRows, 'candidateBias', { columns: 'columns', weights: 'weights' });
  const gradients = tape.backward(new Map([[loss, loss]]));
  graph.output(loss, 'loss', []);
  graph.output(last, 'hT', [batch, sizes.hidden]);
  for (const name of DENSE) graph.output(gradients.get(name)!, `d_${name}`, shapeOf(name, sizes));
  graph.output(gradients.get(inputRows)!, 'd_inputRows', [rows, sizes.embedding]);
  graph.output(gradients.get(candidateRows)!, 'd_candidates', [candidates, sizes.embedding]);
  graph.output(gradients.get('candidateBias')!, 'd_candidateBias', [1, candidates]);
  return graph.encode();
}

/** Scores windows over the whole vocabulary: as `trainingGraph` without gradients; outputs nats (N, 1) and hT (B, H). */
export function scoringGraph(sizes: NetworkSizes, { batch, steps }: WindowShape): Uint8Array {
  const rows = batch * steps;
  const graph = new GraphBuilder('elman-scoring');
  const { projected, last } = forward(new Tape(graph), sizes, { batch, steps });
  graph.input('outputBias', [1, sizes.vocabulary]);
  graph.input('columns', [rows], 'int64');
  const logits = graph.node('Gemm', [projected, 'embedding', 'outputBias'], { transB: 1 }); // (N, V)
  const column = graph.node('Unsqueeze', ['columns', graph.integers([1])]);
  const right = graph.node('GatherElements', [graph.node('LogSoftmax', [logits], { axis: 1 }), column], { axis: 1 });
  graph.output(graph.node('Neg', [right]), 'nats', [rows, 1]);
  graph.output(last, 'hT', [batch, sizes.hidden]);
  return graph.encode();
}

/** Tokens to what the output layer sees: projected (N, E); also the embedded input (N, E) and the last state (B, H). */
function forward(tape: Tape, sizes: NetworkSizes, { batch, steps }: WindowShape): { inputRows: string; projected: string; last: string } {
  const { graph } = tape;
  for (const name of ['embedding', ...DENSE] as const) graph.input(name, shapeOf(name, sizes));
  graph.input('tokens', [batch * steps], 'int64');
  graph.input('keep', [batch * steps, 1]);
  graph.input('h0', [batch, sizes.hidden]);
  const inputRows = takeRows(graph, 'embedding', 'tokens');
  const drive = linear(tape, inputRows, 'inputWeights', 'bias');
  const { hidden, last } = elmanLayer(tape, drive, 'recurrentWeights', { initial: 'h0', keep: 'keep', steps });
  return { inputRows, projected: linear(tape, hidden, 'projection'), last };
}
