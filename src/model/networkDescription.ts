// What kind of network a model is: enough to build, train, export and run it. Pure; manifest.ts reads it from a file.

/** Names of the cells; their formulas stand in training/graph/cells.ts. */
export const CELLS = ['elman-tanh', 'elman-sigmoid', 'elman-relu', 'gru', 'lstm'] as const;
export type CellName = (typeof CELLS)[number];

/** Before a document: zeros, or a vector that is learned. */
export const INITIAL_STATES = ['zero', 'learned'] as const;

export interface NetworkSizes {
  /** V. */
  readonly vocabulary: number;
  /** E. */
  readonly embedding: number;
  /** H. */
  readonly hidden: number;
}

export interface NetworkDescription extends NetworkSizes {
  readonly cell: CellName;
  /** One layer reads what the one below it says. */
  readonly layers: number;
  /** Whether the output layer uses the embedding again. */
  readonly tied: boolean;
  readonly initialState: (typeof INITIAL_STATES)[number];
}

/** The network of this project: one layer of tanh, tied, from a state of zeros. */
export function vanilla({ vocabulary, embedding, hidden }: NetworkSizes): NetworkDescription {
  return { cell: 'elman-tanh', layers: 1, embedding, hidden, vocabulary, tied: true, initialState: 'zero' };
}

/** Vectors of H that are handed from step to step: one per layer, two of an LSTM. */
export function stateVectors({ cell, layers }: Pick<NetworkDescription, 'cell' | 'layers'>): number {
  return layers * (cell === 'lstm' ? 2 : 1);
}
