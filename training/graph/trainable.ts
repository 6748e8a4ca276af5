// Every kind of network that can be trained, from its description.
import type { NetworkDescription } from '../../src/model/networkDescription';
import { fixedWindowNetwork, type FixedWindow } from './fixedWindow';
import { recurrentNetwork } from './network';
import type { TrainableNetwork } from './trainableNetwork';

/** Plain data; `cell` says which kind it is. */
export type TrainableDescription = NetworkDescription | FixedWindow;

export function trainable(network: TrainableDescription): TrainableNetwork {
  return network.cell === 'fixed-window' ? fixedWindowNetwork(network) : recurrentNetwork(network);
}

/** Weights of a network, all together. */
export function countWeights(network: TrainableDescription): number {
  return Object.values(trainable(network).shapes).reduce((sum, [rows, columns]) => sum + rows * columns, 0);
}
