// Weights in an exported file, each stored once: as float32, or as float16 with a Cast (half the size; the runtime folds
// the Cast at load). And the output layer, which is the same behind every network.
import type { NetworkSizes } from '../../src/model/networkDescription';
import type { GraphBuilder } from './graphBuilder';
import { floatToHalf } from './halfFloat';
import type { Parameters } from './network';
import { outputTable } from './trainableNetwork';

export type Precision = 'float32' | 'float16';

export class ExportedWeights {
  private readonly tables = new Map<string, string>();

  constructor(private readonly graph: GraphBuilder, private readonly network: NetworkSizes & { readonly tied: boolean }, private readonly parameters: Parameters, private readonly precision: Precision) {}

  /** Adds `logits` (..., V) to the graph. @param hidden (..., H). */
  outputLayer(hidden: string): void {
    const { graph, network, parameters } = this;
    const { vocabulary: V, embedding: E, hidden: H } = network;
    const projected = graph.node('MatMul', [hidden, this.store('projection', parameters.projection, [H, E])]); // (..., E)
    const scores = graph.node('MatMul', [projected, graph.node('Transpose', [this.table(outputTable(network))], { perm: [1, 0] })]); // (..., V)
    graph.nodeWithOutputs('Add', [scores, graph.floats(parameters.outputBias, [V], 'outputBias')], {}, ['logits']);
  }

  /** A table of rows, stored once however often it is used. */
  table(name: 'embedding' | 'outputEmbedding'): string {
    const { vocabulary, embedding } = this.network;
    const stored = this.tables.get(name) ?? this.store(name, this.parameters[name], [vocabulary, embedding]);
    this.tables.set(name, stored);
    return stored;
  }

  store(name: string, values: Float32Array, dims: number[]): string {
    if (this.precision === 'float32') return this.graph.floats(values, dims, name);
    const halves = Uint16Array.from(values, floatToHalf);
    this.graph.constant({ name, type: 'float16', dims, data: new Uint8Array(halves.buffer) });
    return this.graph.node('Cast', [name], { to: 1 });
  }
}
