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
