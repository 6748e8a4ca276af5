// The graphs that train a network and score with it, around its forward pass.
// V vocabulary, E embedding, H hidden, C context tokens, B streams, T steps of a window, N = T * B, S candidates of the
// output layer, K state vectors (none of a network without a memory: it has no keep, h0 and hT then).
import { Tape } from './differentiate';
import { GraphBuilder } from './graphBuilder';
import { maskSteps, takeRows } from './operations';
import { plainSoftmaxCrossEntropy, scoreRows, softmaxCrossEntropy } from './outputLayer';
import { denseParameters, outputTable, type ForwardOutputs, type TrainableNetwork, type WindowShape } from './trainableNetwork';

export interface GraphOptions {
  /** Lets a test put a wrong rule in. */
  readonly tapeOf?: (graph: GraphBuilder) => Tape;
  /** Of all numbers: float64 for checking gradients. */
  readonly precision?: GraphBuilder['precision'];
  /** Every operation by itself, none fused: what tests hold the fused ones against. */
  readonly plain?: boolean;
  /** Whether the graph takes masks of dropout (training/dropout.ts): maskEmbedded (B * C, E) and maskProjected (B, E). */
  readonly dropout?: boolean;
}

/**
 * One step of truncated back-propagation through time: loss, last states and all gradients.
 * Inputs: the dense parameters and the tables of rows by name; tokens (N * C), columns (N), candidates (S), candidateBias
 * (1, S), keep (N, 1), weights (N, 1), h0 (K, B, H). Outputs: loss, hT (K, B, H), gradients `d_<name>` of the dense
 * parameters, d_inputRows (N * C, E), d_candidates (S, E), d_candidateBias (1, S).
 */
export function trainingGraph(network: TrainableNetwork, window: WindowShape, candidates: number, { tapeOf = (graph) => new Tape(graph), precision = 'float32', plain = false, dropout = false }: GraphOptions = {}): Uint8Array {
  const { embedding: E, contextTokens: C, shapes } = network;
  const rows = window.batch * window.steps;
  const graph = new GraphBuilder('elman-training', precision);
  const tape = tapeOf(graph);
  const { inputRows, projected, last } = forward(tape, network, window, { plain, dropout });
  graph.input('candidates', [candidates], 'int64');
  graph.input('candidateBias', [1, candidates]);
  graph.input('columns', [rows], 'int64');
  graph.input('weights', [rows, 1]);
  if (!network.tied) graph.input('outputEmbedding', shapes.outputEmbedding);
  const candidateRows = takeRows(graph, outputTable(network), 'candidates');
  const crossEntropy = plain ? plainSoftmaxCrossEntropy : softmaxCrossEntropy;
  const loss = crossEntropy(tape, projected, candidateRows, 'candidateBias', { columns: 'columns', weights: 'weights' });
  const gradients = tape.backward(new Map([[loss, graph.floats([1], [])]]));
  graph.output(loss, 'loss', []);
  outputStates(graph, last, network, window);
  for (const name of denseParameters(network)) graph.output(gradients.get(name)!, `d_${name}`, shapes[name]);
  graph.output(gradients.get(inputRows)!, 'd_inputRows', [rows * C, E]);
  graph.output(gradients.get(candidateRows)!, 'd_candidates', [candidates, E]);
  graph.output(gradients.get('candidateBias')!, 'd_candidateBias', [1, candidates]);
  return graph.encode();
}

/** Scores windows over the whole vocabulary: as `trainingGraph` without gradients; outputs nats (N, 1) and hT (K, B, H). */
export function scoringGraph(network: TrainableNetwork, window: WindowShape): Uint8Array {
  const rows = window.batch * window.steps;
  const graph = new GraphBuilder('elman-scoring');
  const { projected, last } = forward(new Tape(graph), network, window);
  if (!network.tied) graph.input('outputEmbedding', network.shapes.outputEmbedding);
  graph.input('outputBias', [1, network.vocabulary]);
  graph.input('columns', [rows], 'int64');
  graph.output(scoreRows(graph, projected, { embedding: outputTable(network), bias: 'outputBias', columns: 'columns' }), 'nats', [rows, 1]);
  outputStates(graph, last, network, window);
  return graph.encode();
}

/** The network's forward pass over tokens; `inputRows` (N * C, E) are what it embeds them as. */
function forward(tape: Tape, network: TrainableNetwork, window: WindowShape, { plain = false, dropout = false }: Pick<GraphOptions, 'plain' | 'dropout'> = {}): ForwardOutputs & { inputRows: string } {
  const { graph } = tape;
  const rows = window.batch * window.steps;
  for (const name of ['embedding', ...denseParameters(network)]) graph.input(name, network.shapes[name]);
  graph.input('tokens', [rows * network.contextTokens], 'int64');
  const initial = inputStates(graph, network, window);
  const inputRows = takeRows(graph, 'embedding', 'tokens');
  const masked = (value: string, mask: string, rowsOfMask: number): string => {
    if (!dropout) return value;
    graph.input(mask, [rowsOfMask, network.embedding]);
    return maskSteps(tape, value, mask, window.steps);
  };
  const embedded = masked(inputRows, 'maskEmbedded', window.batch * network.contextTokens);
  const { projected, last } = network.forward(tape, { window, embedded, initial, keep: 'keep', plain });
  return { inputRows, projected: masked(projected, 'maskProjected', window.batch), last };
}

/** h0 (K, B, H) as K states (B, H). */
function inputStates(graph: GraphBuilder, { stateVectors: K, hidden }: TrainableNetwork, { batch, steps }: WindowShape): string[] {
  if (K === 0) return [];
  graph.input('keep', [batch * steps, 1]);
  graph.input('h0', [K, batch, hidden]);
  const parts = K === 1 ? ['h0'] : graph.nodeWithOutputs('Split', ['h0'], { axis: 0 }, K);
  return parts.map((part) => graph.node('Squeeze', [part, graph.integers([0])]));
}

function outputStates(graph: GraphBuilder, last: readonly string[], { stateVectors: K, hidden }: TrainableNetwork, { batch }: WindowShape): void {
  if (K === 0) return;
  const parts = last.map((state) => graph.node('Unsqueeze', [state, graph.integers([0])]));
  const joined = parts.length === 1 ? parts[0] : graph.node('Concat', parts, { axis: 0 });
  graph.output(joined, 'hT', [K, batch, hidden]);
}
