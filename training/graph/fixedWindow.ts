// The fixed-window neural language model (Bengio, Ducharme, Vincent and Jauvin, 2003): what follows depends on the last C
// tokens and on nothing before them. Weights are not shared between their places.
//   x_t = [E[w_(t-C+1)] ... E[w_t]]   h_t = tanh(x_t W + b)   o_t = h_t P   p_t = softmax(o_t E^T + c)
// As in the paper, but for the output layer, which is that of the recurrent networks here: through a projection, tied to
// the embedding. The paper's direct connections from x_t to the logits, which it calls optional, are left out.
import type { NetworkSizes } from '../../src/model/networkDescription';
import { addRow, mergeRows, multiplyMatrix, tanh } from './operations';
import type { TrainableNetwork } from './trainableNetwork';

export interface FixedWindow extends NetworkSizes {
  readonly cell: 'fixed-window';
  /** C: before a document stand start tokens. */
  readonly contextTokens: number;
}

/** For the training engine. */
export function fixedWindowNetwork({ vocabulary: V, embedding: E, hidden: H, contextTokens: C }: FixedWindow): TrainableNetwork {
  return {
    vocabulary: V,
    embedding: E,
    hidden: H,
    tied: true,
    contextTokens: C,
    stateVectors: 0,
    shapes: { embedding: [V, E], inputWeights: [C * E, H], bias: [1, H], projection: [H, E], outputBias: [1, V] },
    forward: (tape, { embedded }) => {
      const context = mergeRows(tape, embedded, { merged: C, columns: E }); // (N, C * E)
      const hidden = tanh(tape, addRow(tape, multiplyMatrix(tape, context, 'inputWeights'), 'bias')); // (N, H)
      return { projected: multiplyMatrix(tape, hidden, 'projection'), last: [] };
    },
  };
}
