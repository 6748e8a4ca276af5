// The fixed-window network as a standard ONNX file: tokens (N, C) int64, the newest of each row last  ->  logits (N, V).
import type { Precision } from '../../src/model/precision';
import { ExportedWeights } from './exportedWeights';
import type { FixedWindow } from './fixedWindow';
import { GraphBuilder } from './graphBuilder';
import type { Parameters } from './network';

/** Bytes of the file. */
export function exportFixedWindow(network: FixedWindow, parameters: Parameters, precision: Precision): Uint8Array {
  const { vocabulary: V, embedding: E, hidden: H, contextTokens: C } = network;
  const graph = new GraphBuilder('fixed-window');
  const weights = new ExportedWeights(graph, { ...network, tied: true }, parameters, precision);
  graph.input('tokens', ['N', C], 'int64');
  const embedded = weights.embeddingLayer('tokens'); // (N, C, E)
  const context = graph.node('Reshape', [embedded, graph.integers([-1, C * E])]); // (N, C * E)
  const drive = graph.node('MatMul', [context, weights.matrix('W', parameters.inputWeights, [C * E, H])]); // (N, H)
  weights.outputLayer(graph.node('Tanh', [graph.node('Add', [drive, graph.floats(parameters.bias, [H], 'b')])]));
  graph.declareOutput('logits', ['N', V]);
  return graph.encode();
}
