// What the training engine has to know of a network. `network.ts` and `fixedWindow.ts` have the kinds that there are.
// V vocabulary, E embedding, H hidden, C context tokens, B streams, T steps of a window, N = T * B rows, K state vectors.
import type { NetworkSizes } from '../../src/model/networkDescription';
import type { Tape } from './differentiate';

export interface WindowShape {
  readonly batch: number;
  readonly steps: number;
}

/** What a forward pass begins with. */
export interface ForwardInputs {
  readonly window: WindowShape;
  /** (N * C, E): the embedded context of each row, its newest token last. */
  readonly embedded: string;
  /** (B, H) each, K of them: states before the window. */
  readonly initial: readonly string[];
  /** (N, 1): 0 on the first token of a document, else 1. Only where there are states. */
  readonly keep: string;
  /** Every operation by itself, none fused. */
  readonly plain: boolean;
}

export interface ForwardOutputs {
  /** (N, E): what the output layer compares with its table. */
  readonly projected: string;
  /** (B, H) each, K of them: states after the window. */
  readonly last: readonly string[];
}

export interface TrainableNetwork extends NetworkSizes {
  /** Whether the output layer uses the embedding again. */
  readonly tied: boolean;
  /** C: tokens that a row reads; 1 of a recurrent network, which remembers the others in its state. */
  readonly contextTokens: number;
  /** K: vectors of H that are handed from window to window. */
  readonly stateVectors: number;
  /** Shapes of all parameters by name, always in the same order. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** Parameters are values of the graph by their names. */
  forward(tape: Tape, inputs: ForwardInputs): ForwardOutputs;
}

/** Parameters of which a step changes some rows only: those of tokens that it met. */
const BY_ROWS = ['embedding', 'outputEmbedding', 'outputBias'];

/** Names of the parameters that every step changes in all their elements. */
export function denseParameters({ shapes }: Pick<TrainableNetwork, 'shapes'>): string[] {
  return Object.keys(shapes).filter((name) => !BY_ROWS.includes(name));
}

/** Name of the table whose rows the output layer compares with. */
export function outputTable({ tied }: Pick<TrainableNetwork, 'tied'>): 'embedding' | 'outputEmbedding' {
  return tied ? 'embedding' : 'outputEmbedding';
}
