// The output layer and its loss: p_t = softmax(o_t C^T + c), loss = sum_t w_t * -log p_t[y_t], the weights summing to one.
// As one operation with a rule of its own, because reading and writing (N, S) is what costs; and plainly, operation by
// operation, which tests hold it against.
import type { Tape } from './differentiate';
import type { GraphBuilder } from './graphBuilder';
import { addRow, takeRows } from './operations';

/** What the output layer is asked for. */
export interface Targets {
  /** (N) int64: column of each row's right answer among the candidates. */
  readonly columns: string;
  /** (N, 1): weight of each row in the loss, summing to one; 0 leaves a row out. */
  readonly weights: string;
}

/**
 * Softmax with cross-entropy over candidate rows (S, E) of the output embedding, as one operation.
 * @param projected (N, E). @param bias (1, S).
 * @returns loss (scalar).
 */
export function softmaxCrossEntropy(tape: Tape, projected: string, candidates: string, bias: string, { columns, weights }: Targets): string {
  const { graph } = tape;
  const logits = graph.node('Gemm', [projected, candidates, bias], { transB: 1 });
  const probabilities = graph.node('Softmax', [logits], { axis: 1 });
  const column = asColumn(graph, columns);
  const right = graph.node('GatherElements', [probabilities, column], { axis: 1 }); // (N, 1)
  const surprise = graph.node('Neg', [graph.node('Log', [graph.node('Add', [right, graph.floats([1e-30], [1])])])]);
  const loss = weightedSum(graph, surprise, weights);
  tape.record([loss], [projected, candidates, bias], (g) => {
    // d loss / d logits = w (p - onehot); the one-hot part is done by rows, so that (N, S) is never written again.
    const scaled = graph.node('Mul', [weights, g]); // (N, 1)
    const expected = graph.node('MatMul', [probabilities, candidates]); // (N, E)
    const actual = takeRows(graph, candidates, columns); // (N, E)
    const weighted = graph.node('Mul', [projected, scaled]); // (N, E)
    const pulled = graph.node('Gemm', [probabilities, weighted], { transA: 1 }); // (S, E)
    const biasPull = graph.node('Gemm', [scaled, probabilities], { transA: 1 }); // (1, S)
    return [
      graph.node('Mul', [graph.node('Sub', [expected, actual]), scaled]),
      graph.node('ScatterND', [pulled, column, graph.node('Neg', [weighted])], { reduction: 'add' }),
      graph.node('Sub', [biasPull, onehotSum(graph, { column, weights: scaled, like: biasPull })]),
    ];
  });
  return loss;
}

/** The same operation by operation: nothing of its gradient is worked out by hand but that of the logarithm of the softmax. */
export function plainSoftmaxCrossEntropy(tape: Tape, projected: string, candidates: string, bias: string, { columns, weights }: Targets): string {
  const { graph } = tape;
  const products = graph.node('Gemm', [projected, candidates], { transB: 1 }); // (N, S)
  tape.record([products], [projected, candidates], (g) => [graph.node('MatMul', [g, candidates]), graph.node('Gemm', [g, projected], { transA: 1 })]);
  const logits = addRow(tape, products, bias);
  const logProbabilities = graph.node('LogSoftmax', [logits], { axis: 1 });
  const spread = (g: string) => graph.node('Mul', [graph.node('Exp', [logProbabilities]), graph.node('ReduceSum', [g, graph.integers([1])], { keepdims: 1 })]);
  tape.record([logProbabilities], [logits], (g) => [graph.node('Sub', [g, spread(g)])]);
  const column = asColumn(graph, columns);
  const loss = graph.node('Neg', [weightedSum(graph, graph.node('GatherElements', [logProbabilities, column], { axis: 1 }), weights)]);
  const zeros = () => graph.node('Mul', [logProbabilities, graph.floats([0], [1])]);
  tape.record([loss], [logProbabilities], (g) => [graph.node('ScatterElements', [zeros(), column, graph.node('Neg', [graph.node('Mul', [weights, g])])], { axis: 1 })]);
  return loss;
}

/** Log-loss of every row over the whole vocabulary, without gradient: (N, 1). */
export function scoreRows(graph: GraphBuilder, projected: string, { embedding, bias, columns }: { readonly embedding: string; readonly bias: string; readonly columns: string }): string {
  const logits = graph.node('Gemm', [projected, embedding, bias], { transB: 1 }); // (N, V)
  return graph.node('Neg', [graph.node('GatherElements', [graph.node('LogSoftmax', [logits], { axis: 1 }), asColumn(graph, columns)], { axis: 1 })]);
}

function asColumn(graph: GraphBuilder, indices: string): string {
  return graph.node('Unsqueeze', [indices, graph.integers([1])]); // (N, 1)
}

function weightedSum(graph: GraphBuilder, values: string, weights: string): string {
  return graph.node('ReduceSum', [graph.node('Mul', [values, weights])], { keepdims: 0 });
}

/** Sum of the rows' weights per candidate: (1, S). */
function onehotSum(graph: GraphBuilder, { column, weights, like }: { column: string; weights: string; like: string }): string {
  const zeros = graph.node('Mul', [graph.node('Squeeze', [like, graph.integers([0])]), graph.floats([0], [1])]); // (S)
  const flat = graph.node('Squeeze', [weights, graph.integers([1])]); // (N)
  return graph.node('Unsqueeze', [graph.node('ScatterND', [zeros, column, flat], { reduction: 'add' }), graph.integers([0])]);
}
