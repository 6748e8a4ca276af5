// The parameters of a network, and the graphs that train it and score with it.
// V vocabulary, E embedding, H hidden, B streams, T steps of a window, N = T * B, S candidates of the output layer,
// K state vectors (one per layer, two of an LSTM).
//   e_t = E[x_t], layers of cells (cells.ts), o_t = h_t P, p_t = softmax(o_t C^T + c); tied: C = E
import { stateVectors, type NetworkDescription } from '../../src/model/networkDescription';
import { cells } from './cells';
import { Tape } from './differentiate';
import { GraphBuilder } from './graphBuilder';
import { addRow, multiplyMatrix, takeRows } from './operations';
import { plainSoftmaxCrossEntropy, scoreRows, softmaxCrossEntropy } from './outputLayer';
import { fusedElmanLayer, recurrentLayer, type LayerOutput, type Recurrence } from './recurrentLayer';

/** Weights by name, row-major; `parameterShapes` has names and shapes. */
export type Parameters = Readonly<Record<string, Float32Array>>;

/** Parameters of which a step changes some rows only: those of tokens that it met. */
const BY_ROWS = ['embedding', 'outputEmbedding', 'outputBias'];

/** Name of a parameter of one layer, layers counted from 0. */
export function layerParameter(name: 'inputWeights' | 'recurrentWeights' | 'bias' | 'resetBias' | 'initialState' | 'initialCell', layer: number): string {
  return layer === 0 ? name : `${name}${layer + 1}`;
}

/** Shapes of all parameters by name, always in the same order. */
export function parameterShapes(network: NetworkDescription): Record<string, number[]> {
  const { vocabulary: V, embedding: E, hidden: H, layers, tied } = network;
  const shapes: Record<string, number[]> = { embedding: [V, E] };
  for (let layer = 0; layer < layers; layer++) Object.assign(shapes, layerShapes(network, layer));
  shapes['projection'] = [H, E];
  if (!tied) shapes['outputEmbedding'] = [V, E];
  shapes['outputBias'] = [1, V];
  return shapes;
}

/** Weights of a network, all together. */
export function countWeights(network: NetworkDescription): number {
  return Object.values(parameterShapes(network)).reduce((sum, [rows, columns]) => sum + rows * columns, 0);
}

function layerShapes({ cell: name, embedding: E, hidden: H, initialState }: NetworkDescription, layer: number): Record<string, number[]> {
  const cell = cells[name];
  const width = cell.gates * H;
  return {
    [layerParameter('inputWeights', layer)]: [layer === 0 ? E : H, width],
    [layerParameter('recurrentWeights', layer)]: [H, width],
    [layerParameter('bias', layer)]: [1, width],
    ...(cell.hasResetBias ? { [layerParameter('resetBias', layer)]: [1, H] } : {}),
    ...(initialState === 'learned' ? Object.fromEntries(learnedStates(name, layer).map((parameter) => [parameter, [1, H]])) : {}),
  };
}

/** Names of the learned states of one layer: h, and c of an LSTM. */
function learnedStates(cell: NetworkDescription['cell'], layer: number): string[] {
  const names = [layerParameter('initialState', layer), layerParameter('initialCell', layer)];
  return names.slice(0, cells[cell].states);
}

/** Names of the parameters that every step changes in all their elements. */
export function denseParameters(network: NetworkDescription): string[] {
  return Object.keys(parameterShapes(network)).filter((name) => !BY_ROWS.includes(name));
}

/** Name of the table whose rows the output layer compares with. */
export function outputTable({ tied }: NetworkDescription): 'embedding' | 'outputEmbedding' {
  return tied ? 'embedding' : 'outputEmbedding';
}

export interface WindowShape {
  readonly batch: number;
  readonly steps: number;
}

export interface GraphOptions {
  /** Lets a test put a wrong rule in. */
  readonly tapeOf?: (graph: GraphBuilder) => Tape;
  /** Of all numbers: float64 for checking gradients. */
  readonly precision?: GraphBuilder['precision'];
  /** Every operation by itself, none fused: what tests hold the fused ones against. */
  readonly plain?: boolean;
}

/**
 * One step of truncated back-propagation through time: loss, last states and all gradients.
 * Inputs: the dense parameters and the tables of rows by name; tokens (N), columns (N), candidates (S), candidateBias
 * (1, S), keep (N, 1), weights (N, 1), h0 (K, B, H). Outputs: loss, hT (K, B, H), gradients `d_<name>` of the dense
 * parameters, d_inputRows (N, E), d_candidates (S, E), d_candidateBias (1, S).
 */
export function trainingGraph(network: NetworkDescription, { batch, steps }: WindowShape, candidates: number, { tapeOf = (graph) => new Tape(graph), precision = 'float32', plain = false }: GraphOptions = {}): Uint8Array {
  const rows = batch * steps;
  const graph = new GraphBuilder('elman-training', precision);
  const tape = tapeOf(graph);
  const { inputRows, projected, last } = forward(tape, network, { batch, steps }, plain);
  graph.input('candidates', [candidates], 'int64');
  graph.input('candidateBias', [1, candidates]);
  graph.input('columns', [rows], 'int64');
  graph.input('weights', [rows, 1]);
  if (!network.tied) graph.input('outputEmbedding', [network.vocabulary, network.embedding]);
  const candidateRows = takeRows(graph, outputTable(network), 'candidates');
  const crossEntropy = plain ? plainSoftmaxCrossEntropy : softmaxCrossEntropy;
  const loss = crossEntropy(tape, projected, candidateRows, 'candidateBias', { columns: 'columns', weights: 'weights' });
  const gradients = tape.backward(new Map([[loss, graph.floats([1], [])]]));
  graph.output(loss, 'loss', []);
  outputStates(graph, last, network, batch);
  const shapes = parameterShapes(network);
  for (const name of denseParameters(network)) graph.output(gradients.get(name)!, `d_${name}`, shapes[name]);
  graph.output(gradients.get(inputRows)!, 'd_inputRows', [rows, network.embedding]);
  graph.output(gradients.get(candidateRows)!, 'd_candidates', [candidates, network.embedding]);
  graph.output(gradients.get('candidateBias')!, 'd_candidateBias', [1, candidates]);
  return graph.encode();
}

/** Scores windows over the whole vocabulary: as `trainingGraph` without gradients; outputs nats (N, 1) and hT (K, B, H). */
export function scoringGraph(network: NetworkDescription, { batch, steps }: WindowShape): Uint8Array {
  const rows = batch * steps;
  const graph = new GraphBuilder('elman-scoring');
  const { projected, last } = forward(new Tape(graph), network, { batch, steps }, false);
  if (!network.tied) graph.input('outputEmbedding', [network.vocabulary, network.embedding]);
  graph.input('outputBias', [1, network.vocabulary]);
  graph.input('columns', [rows], 'int64');
  graph.output(scoreRows(graph, projected, { embedding: outputTable(network), bias: 'outputBias', columns: 'columns' }), 'nats', [rows, 1]);
  outputStates(graph, last, network, batch);
  return graph.encode();
}

/** Tokens to what the output layer sees: projected (N, E); also the embedded input (N, E) and the last states (B, H). */
function forward(tape: Tape, network: NetworkDescription, { batch, steps }: WindowShape, plain: boolean): { inputRows: string; projected: string; last: string[] } {
  const { graph } = tape;
  const shapes = parameterShapes(network);
  for (const name of ['embedding', ...denseParameters(network)]) graph.input(name, shapes[name]);
  graph.input('tokens', [batch * steps], 'int64');
  graph.input('keep', [batch * steps, 1]);
  const initial = inputStates(graph, network, batch);
  const inputRows = takeRows(graph, 'embedding', 'tokens');
  const perLayer = cells[network.cell].states;
  const last: string[] = [];
  let below = inputRows;
  for (let layer = 0; layer < network.layers; layer++) {
    const recurrence = { initial: initial.slice(layer * perLayer, (layer + 1) * perLayer), keep: 'keep', steps };
    const output = layerOver(tape, network, layer, below, recurrence, plain);
    below = output.hidden;
    last.push(...output.last);
  }
  return { inputRows, projected: multiplyMatrix(tape, below, 'projection'), last };
}

function layerOver(tape: Tape, network: NetworkDescription, layer: number, below: string, recurrence: Recurrence, plain: boolean): LayerOutput {
  const cell = cells[network.cell];
  const drive = addRow(tape, multiplyMatrix(tape, below, layerParameter('inputWeights', layer)), layerParameter('bias', layer));
  const recurrent = layerParameter('recurrentWeights', layer);
  const isLearned = network.initialState === 'learned';
  if (network.cell === 'elman-tanh' && !isLearned && !plain) return fusedElmanLayer(tape, drive, recurrent, recurrence);
  const weights = { recurrent, ...(cell.hasResetBias ? { resetBias: layerParameter('resetBias', layer) } : {}) };
  return recurrentLayer(tape, cell, drive, weights, { ...recurrence, ...(isLearned ? { learned: learnedStates(network.cell, layer) } : {}) });
}

/** h0 (K, B, H) as K states (B, H). */
function inputStates(graph: GraphBuilder, network: NetworkDescription, batch: number): string[] {
  const K = stateVectors(network);
  graph.input('h0', [K, batch, network.hidden]);
  const parts = K === 1 ? ['h0'] : graph.nodeWithOutputs('Split', ['h0'], { axis: 0 }, K);
  return parts.map((part) => graph.node('Squeeze', [part, graph.integers([0])]));
}

function outputStates(graph: GraphBuilder, last: readonly string[], network: NetworkDescription, batch: number): void {
  const parts = last.map((state) => graph.node('Unsqueeze', [state, graph.integers([0])]));
  const joined = parts.length === 1 ? parts[0] : graph.node('Concat', parts, { axis: 0 });
  graph.output(joined, 'hT', [stateVectors(network), batch, network.hidden]);
}
