// A layer over the steps of a window (truncated back-propagation through time): a cell's formula, step by step, which
// differentiation takes as it comes; and the default cell's as one operation with a rule of its own, a little faster.
// Rows are time-major: N = T * B rows, row t * B + b is step t of stream b.
import type { Cell, StepWeights } from './cells';
import type { Tape } from './differentiate';
import type { GraphBuilder } from './graphBuilder';
import { add, joinRows, outerProduct, scaleRows, splitRows } from './operations';

/** Where the steps of a layer come from. */
export interface Recurrence {
  /** (B, H) each: states before the first step; no gradient flows into them (truncation). */
  readonly initial: readonly string[];
  /** (N, 1): 0 on the first token of a document, else 1. */
  readonly keep: string;
  /** (1, H) each: learned states before a document; zeros where missing. */
  readonly learned?: readonly string[];
  readonly steps: number;
}

export interface LayerOutput {
  /** (N, H): the output of every step. */
  readonly hidden: string;
  /** (B, H) each: states after the last step. */
  readonly last: readonly string[];
}

/** Any cell, by its formula. @param drive (N, gates * H): x_t W_x + b for all steps. */
export function recurrentLayer(tape: Tape, cell: Cell, drive: string, weights: StepWeights, { initial, keep, learned, steps }: Recurrence): LayerOutput {
  const drives = splitRows(tape, drive, steps);
  const keeps = splitSteps(tape.graph, keep, steps);
  const outputs: string[] = [];
  let states = initial;
  for (let t = 0; t < steps; t++) {
    const begins = learned && tape.graph.node('Sub', [tape.graph.floats([1], [1]), keeps[t]]);
    const before = states.map((state, i) => {
      const kept = scaleRows(tape, state, keeps[t]);
      return begins ? add(tape, kept, outerProduct(tape, begins, learned[i])) : kept;
    });
    states = cell.step(tape, drives[t], before, weights);
    outputs.push(states[0]);
  }
  return { hidden: joinRows(tape, outputs), last: states };
}

/**
 * h_t = tanh(d_t + (m_t h_(t-1)) W_h) as one operation.
 * @param drive (N, H). @param recurrent (H, H).
 */
export function fusedElmanLayer(tape: Tape, drive: string, recurrent: string, { initial: [initial], keep, steps }: Recurrence): LayerOutput {
  const { graph } = tape;
  const drives = splitSteps(graph, drive, steps);
  const keeps = splitSteps(graph, keep, steps); // (B, 1) each
  const kept: string[] = []; // m_t h_(t-1), (B, H)
  const states: string[] = [];
  for (let t = 0; t < steps; t++) {
    kept.push(graph.node('Mul', [t === 0 ? initial : states[t - 1], keeps[t]]));
    states.push(graph.node('Tanh', [graph.node('Gemm', [kept[t], recurrent, drives[t]])]));
  }
  const hidden = joined(graph, states);
  tape.record([hidden], [drive, recurrent], (gradient) => {
    const driveGradient = throughTime(graph, { gradient, hidden, recurrent, keeps, steps });
    tape.addProduct(recurrent, joined(graph, kept), driveGradient);
    return [driveGradient, null];
  });
  return { hidden, last: [states[steps - 1]] };
}

/** da_t = (dh_t + m_(t+1) da_(t+1) W_h^T) * (1 - h_t^2), from the last step to the first; (N, H). */
function throughTime(graph: GraphBuilder, { gradient, hidden, recurrent, keeps, steps }: { gradient: string; hidden: string; recurrent: string; keeps: string[]; steps: number }): string {
  const arriving = splitSteps(graph, gradient, steps);
  const slope = splitSteps(graph, graph.node('Sub', [graph.floats([1], [1]), graph.node('Mul', [hidden, hidden])]), steps);
  const drives = new Array<string>(steps);
  drives[steps - 1] = graph.node('Mul', [arriving[steps - 1], slope[steps - 1]]);
  for (let t = steps - 2; t >= 0; t--) {
    const kept = graph.node('Mul', [drives[t + 1], keeps[t + 1]]);
    drives[t] = graph.node('Mul', [graph.node('Gemm', [kept, recurrent, arriving[t]], { transB: 1 }), slope[t]]);
  }
  return joined(graph, drives);
}

function splitSteps(graph: GraphBuilder, value: string, parts: number): string[] {
  return parts === 1 ? [value] : graph.nodeWithOutputs('Split', [value], { axis: 0 }, parts);
}

function joined(graph: GraphBuilder, values: readonly string[]): string {
  return values.length === 1 ? values[0] : graph.node('Concat', values, { axis: 0 });
}
