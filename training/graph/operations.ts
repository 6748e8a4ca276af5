// The operations that networks are made of, each with its gradient rule, as ONNX nodes. A new cell is written with these
// as its forward formula only. Rows are time-major; all weights are row-vector style (x W).
// Notation of the rules: y is the output, g its gradient.
import type { Tape } from './differentiate';
import type { GraphBuilder } from './graphBuilder';

/** a + b, of one shape. */
export function add(tape: Tape, a: string, b: string): string {
  return recorded(tape, 'Add', [a, b], (g) => [g, g]);
}

/** x (N, O) plus a row (1, O) to each of its rows. */
export function addRow(tape: Tape, x: string, row: string): string {
  return recorded(tape, 'Add', [x, row], (g) => [g, sumRows(tape.graph, g)]);
}

/** a * b element by element, of one shape. */
export function multiply(tape: Tape, a: string, b: string): string {
  return recorded(tape, 'Mul', [a, b], (g) => [tape.graph.node('Mul', [g, b]), tape.graph.node('Mul', [g, a])]);
}

/** x (N, O) with each row times a number of `factors` (N, 1), which is no variable. */
export function scaleRows(tape: Tape, x: string, factors: string): string {
  return recorded(tape, 'Mul', [x, factors], (g) => [tape.graph.node('Mul', [g, factors]), null]);
}

/** x (T * R, O), each of its T steps times a mask (R, O), which is no variable. */
export function maskSteps(tape: Tape, x: string, mask: string, steps: number): string {
  const { graph } = tape;
  const masks = graph.node('Tile', [mask, graph.integers([steps, 1])]);
  return recorded(tape, 'Mul', [x, masks], (g) => [graph.node('Mul', [g, masks]), null]);
}

/** Column of factors (N, 1), no variable, times a row (1, O): (N, O). */
export function outerProduct(tape: Tape, factors: string, row: string): string {
  const { graph } = tape;
  return recorded(tape, 'MatMul', [factors, row], (g) => [null, graph.node('Gemm', [factors, g], { transA: 1 })]);
}

/** x (N, I) times a matrix (I, O). */
export function multiplyMatrix(tape: Tape, x: string, matrix: string): string {
  return recorded(tape, 'MatMul', [x, matrix], (g) => {
    tape.addProduct(matrix, x, g);
    return [tape.graph.node('Gemm', [g, matrix], { transB: 1 }), null];
  });
}

/** 1 - x. */
export function oneMinus(tape: Tape, x: string): string {
  const y = tape.graph.node('Sub', [tape.graph.floats([1], [1]), x]);
  tape.record([y], [x], (g) => [tape.graph.node('Neg', [g])]);
  return y;
}

/** dy/dx = 1 - y^2. */
export function tanh(tape: Tape, x: string): string {
  const { graph } = tape;
  return activation(tape, 'Tanh', x, (y) => graph.node('Sub', [graph.floats([1], [1]), graph.node('Mul', [y, y])]));
}

/** The logistic function 1 / (1 + exp(-x)); dy/dx = y (1 - y). */
export function sigmoid(tape: Tape, x: string): string {
  const { graph } = tape;
  return activation(tape, 'Sigmoid', x, (y) => graph.node('Mul', [y, graph.node('Sub', [graph.floats([1], [1]), y])]));
}

/** max(0, x); dy/dx = 1 where y > 0, else 0. */
export function relu(tape: Tape, x: string): string {
  const { graph } = tape;
  return activation(tape, 'Relu', x, (y) => graph.node('Sign', [y]));
}

/** x (N, K * O) as K parts (N, O), side by side. */
export function splitColumns(tape: Tape, x: string, parts: number): string[] {
  return split(tape, x, parts, 1);
}

/** x (K * N, O) as K parts (N, O), one below the other: the steps of a window. */
export function splitRows(tape: Tape, x: string, parts: number): string[] {
  return split(tape, x, parts, 0);
}

/** Parts (N, O) one below the other. */
export function joinRows(tape: Tape, parts: readonly string[]): string {
  if (parts.length === 1) return parts[0];
  const { graph } = tape;
  const y = graph.node('Concat', parts, { axis: 0 });
  tape.record([y], parts, (g) => graph.nodeWithOutputs('Split', [g], { axis: 0 }, parts.length));
  return y;
}

/** x (N * C, O) as (N, C * O): every C rows side by side as one. */
export function mergeRows(tape: Tape, x: string, { merged, columns }: { readonly merged: number; readonly columns: number }): string {
  const { graph } = tape;
  const y = graph.node('Reshape', [x, graph.integers([-1, merged * columns])]);
  tape.record([y], [x], (g) => [graph.node('Reshape', [g, graph.integers([-1, columns])])]);
  return y;
}

/** Rows of a table: (R, E) by indices (N) -> (N, E). Its gradient is that of the rows taken; the caller scatters it. */
export function takeRows(graph: GraphBuilder, table: string, indices: string): string {
  return graph.node('Gather', [table, indices], { axis: 0 });
}

/** Sum over the rows: (N, O) -> (1, O). */
export function sumRows(graph: GraphBuilder, value: string): string {
  return graph.node('ReduceSum', [value, graph.integers([0])], { keepdims: 1 });
}

function recorded(tape: Tape, operator: string, inputs: readonly string[], rule: (g: string) => readonly (string | null)[]): string {
  const y = tape.graph.node(operator, inputs);
  tape.record([y], inputs, rule);
  return y;
}

function activation(tape: Tape, operator: string, x: string, slope: (y: string) => string): string {
  const y = tape.graph.node(operator, [x]);
  tape.record([y], [x], (g) => [tape.graph.node('Mul', [g, slope(y)])]);
  return y;
}

function split(tape: Tape, x: string, parts: number, axis: number): string[] {
  if (parts === 1) return [x];
  const { graph } = tape;
  const outputs = graph.nodeWithOutputs('Split', [x], { axis }, parts);
  tape.record(outputs, [x], (...gradients) => [graph.node('Concat', gradients, { axis })]);
  return outputs;
}
