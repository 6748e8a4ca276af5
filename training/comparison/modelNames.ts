// The models that a comparison knows, by name. Plain data: no native library is loaded for it.
import { MOST_LAYERS } from '../../src/model/manifest';
import { CELLS, type CellName, type NetworkSizes } from '../../src/model/networkDescription';
import type { TrainableDescription } from '../graph/trainable';

/** A network that is trained, or an n-gram that is counted. */
export type ComparedModel = { readonly network: (sizes: NetworkSizes) => TrainableDescription } | { readonly order: number };

/** Orders of n-grams for which there are names. */
const ORDERS = [2, 3, 4, 5, 6];
/** C: as many tokens as the longest n-gram sees before the one that it predicts. */
const WINDOW_TOKENS = 5;

export const comparedModels: ReadonlyMap<string, ComparedModel> = new Map([
  ...CELLS.flatMap((cell) => Array.from({ length: MOST_LAYERS }, (_, i) => [layeredName(cell, i + 1), recurrent(cell, i + 1)] as const)),
  ['fixed-window', { network: (sizes: NetworkSizes) => ({ ...sizes, cell: 'fixed-window', contextTokens: WINDOW_TOKENS }) }] as const,
  ...ORDERS.map((order) => [`kn-${order}`, { order }] as const),
]);

/** One of each kind, and two orders of the n-gram. */
export const DEFAULT_MODELS: readonly string[] = ['elman', 'fixed-window', 'gru', 'lstm', 'kn-3', 'kn-6'];

/** The tanh of the default network goes without saying. */
function layeredName(cell: CellName, layers: number): string {
  const name = cell === 'elman-tanh' ? 'elman' : cell;
  return layers === 1 ? name : `${name}-${layers}-layers`;
}

/** As the default network but for its cell and its layers. */
function recurrent(cell: CellName, layers: number): ComparedModel {
  return { network: (sizes) => ({ ...sizes, cell, layers, tied: true, initialState: 'zero' }) };
}
