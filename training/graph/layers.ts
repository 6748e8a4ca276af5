// The operations of the network with their gradient rules, as ONNX nodes.
//   embedding   e_t = E[x_t]
//   recurrence  h_t = tanh(e_t W_x + (m_t h_(t-1)) W_h + b)        Elman (1990); m_t = 0 where a document begins, else 1
//   projection  o_t = h_t P
//   output      p_t = softmax(o_t C^T + c), loss = sum_t w_t * -log p_t[y_t] / sum_t w_t
// Rows are time-major: N = T * B rows, row t * B + b is step t of stream b. All weights are row-vector style (x W).
import type { GraphBuilder } from './graphBuilder';
import type { Tape } from './differentiate';

/** Rows of a table: (R, E) by indices (N) -> (N, E). Its gradient is that of the rows taken; the caller scatters it. */
export function takeRows(graph: GraphBuilder, table: string, indices: string): string {
  return graph.node('Gather', [table, indices], { axis: 0 });
}

/** (N, I) x (I, O) -> (N, O), plus a bias (1, O) if given. */
export function linear(tape: Tape, input: string, weights: string, bias?: string): string {
  const { graph } = tape;
  const output = bias === undefined ? graph.node('MatMul', [input, weights]) : graph.node('Gemm', [input, weights, bias]);
  return tape.record(output, bias === undefined ? [input, weights] : [input, weights, bias], (gradient) => [
    graph.node('Gemm', [gradient, weights], { transB: 1 }), // (N, I)
    graph.node('Gemm', [input, gradient], { transA: 1 }), // (I, O)
    ...(bias === undefined ? [] : [sumRows(graph, gradient)]), // (1, O)
  ]);
}

/** Where the steps of a layer come from: hidden state before the window, and what of it each step keeps. */
export interface Recurrence {
  /** (B, H) hidden state before the first step; no gradient flows into it (truncation). */
  readonly initial: string;
  /** (N, 1): 0 on the first token of a document, else 1. */
  readonly keep: string;
  readonly steps: number;
}

/**
 * A whole recurrent layer as one operation (back-propagation through time).
 * @param drive (N, H): e_t W_x + b for all steps.
 * @returns hidden states (N, H) and the last one (B, H).
 */
export function elmanLayer(tape: Tape, drive: string, recurrent: string, { initial, keep, steps }: Recurrence): { hidden: string; last: string } {
  const { graph } = tape;
  const drives = split(graph, drive, steps);
  const keeps = split(graph, keep, steps); // (B, 1) each
  const kept: string[] = []; // m_t h_(t-1), (B, H)
  const states: string[] = [];
  for (let t = 0; t < steps; t++) {
    kept.push(graph.node('Mul', [t === 0 ? initial : states[t - 1], keeps[t]]));
    states.push(graph.node('Tanh', [graph.node('Gemm', [kept[t], recurrent, drives[t]])]));
  }
  const hidden = concat(graph, states);
  tape.record(hidden, [drive, recurrent], (gradient) => {
    const driveGradient = throughTime(graph, { gradient, hidden, recurrent, keeps, steps });
    // One product over all steps instead of T small ones added up.
    return [driveGradient, graph.node('Gemm', [concat(graph, kept), driveGradient], { transA: 1 })];
  });
  return { hidden, last: states[steps - 1] };
}

/** da_t = (dh_t + m_(t+1) da_(t+1) W_h^T) * (1 - h_t^2), from the last step to the first; (N, H). */
function throughTime(graph: GraphBuilder, { gradient, hidden, recurrent, keeps, steps }: { gradient: string; hidden: string; recurrent: string; keeps: string[]; steps: number }): string {
  const arriving = split(graph, gradient, steps);
  const slope = split(graph, graph.node('Sub', [graph.floats([1], [1]), graph.node('Mul', [hidden, hidden])]), steps);
  const drives = new Array<string>(steps);
  drives[steps - 1] = graph.node('Mul', [arriving[steps - 1], slope[steps - 1]]);
  for (let t = steps - 2; t >= 0; t--) {
    const kept = graph.node('Mul', [drives[t + 1], keeps[t + 1]]);
    drives[t] = graph.node('Mul', [graph.node('Gemm', [kept, recurrent, arriving[t]], { transB: 1 }), slope[t]]);
  }
  return concat(graph, drives);
}

/** What the output layer is asked for. */
export interface Targets {
  /** (N) int64: column of each row's right answer among the candidates. */
  readonly columns: string;
  /** (N, 1): weight of each row in the loss, summing to one; 0 leaves a row out. */
  readonly weights: string;
}

/**
 * Softmax with cross-entropy over candidate rows (S, E) of the output embedding, as one operation.
 * @returns loss (scalar) and p (N, S).
 */
export function softmaxCrossEntropy(tape: Tape, projected: string, candidates: string, bias: string, { columns, weights }: Targets): { loss: string; probabilities: string } {
  const { graph } = tape;
  const logits = graph.node('Gemm', [projected, candidates, bias], { transB: 1 });
  const probabilities = graph.node('Softmax', [logits], { axis: 1 });
  const column = graph.node('Unsqueeze', [columns, graph.integers([1])]); // (N, 1)
  const right = graph.node('GatherElements', [probabilities, column], { axis: 1 }); // (N, 1)
  const surprise = graph.node('Neg', [graph.node('Log', [graph.node('Add', [right, graph.floats([1e-30], [1])])])]);
  const loss = graph.node('ReduceSum', [graph.node('Mul', [surprise, weights])], { keepdims: 0 });
  tape.record(loss, [projected, candidates, bias], () => {
    // d loss / d logits = w (p - onehot); the one-hot part is done by rows, so that (N, S) is never written again.
    const expected = graph.node('MatMul', [probabilities, candidates]); // (N, E)
    const actual = takeRows(graph, candidates, columns); // (N, E)
    const weighted = graph.node('Mul', [projected, weights]); // (N, E)
    const pulled = graph.node('Gemm', [probabilities, weighted], { transA: 1 }); // (S, E)
    const biasPull = graph.node('Gemm', [weights, probabilities], { transA: 1 }); // (1, S)
    return [
      graph.node('Mul', [graph.node('Sub', [expected, actual]), weights]),
      graph.node('ScatterND', [pulled, column, graph.node('Neg', [weighted])], { reduction: 'add' }),
      graph.node('Sub', [biasPull, onehotSum(graph, { column, weights, like: biasPull })]),
    ];
  });
  return { loss, probabilities };
}

/** Sum of the rows' weights per candidate: (1, S). */
function onehotSum(graph: GraphBuilder, { column, weights, like }: { column: string; weights: string; like: string }): string {
  const zeros = graph.node('Mul', [graph.node('Squeeze', [like, graph.integers([0])]), graph.floats([0], [1])]); // (S)
  const flat = graph.node('Squeeze', [weights, graph.integers([1])]); // (N)
  return graph.node('Unsqueeze', [graph.node('ScatterND', [zeros, column, flat], { reduction: 'add' }), graph.integers([0])]);
}

function sumRows(graph: GraphBuilder, value: string): string {
  return graph.node('ReduceSum', [value, graph.integers([0])], { keepdims: 1 });
}

function split(graph: GraphBuilder, value: string, parts: number): string[] {
  return parts === 1 ? [value] : graph.nodeWithOutputs('Split', [value], { axis: 0 }, parts);
}

function concat(graph: GraphBuilder, values: readonly string[]): string {
  return values.length === 1 ? values[0] : graph.node('Concat', values, { axis: 0 });
}
