// How the weights of a model are stored in its file; at work they are float32 all the same, but for a table in the quick session.

/**
 * In full, in half precision, as integers of 8 bits with a scale per row (training/graph/integerMatrix.ts), or as those where an
 * embedding beside an output table is stored by its difference, in 4 bits (training/graph/tableDifference.ts).
 */
export const PRECISIONS = ['float32', 'float16', 'int8', 'int4'] as const;
export type Precision = (typeof PRECISIONS)[number];

/**
 * Of a new package. A tied network of V 8192, E 256, H 1024 takes 3.8 MB so, 7.4 in half precision, and needs 0.045 % more
 * bits per byte: 0.040 % by the recurrent weights, 0.006 % by the embedding, 0.002 % each by input and projection.
 */
export const DEFAULT_PRECISION: Precision = 'int8';
