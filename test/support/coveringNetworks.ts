// A dozen networks in which every cell, every number of layers, both outputs and both initial states occur, and each two
// of these choices together at least once where they can interact.
import type { NetworkDescription, NetworkSizes } from '../../src/model/networkDescription';

type Choice = readonly [NetworkDescription['cell'], number, boolean, NetworkDescription['initialState']];

const CHOICES: readonly Choice[] = [
  ['elman-tanh', 1, true, 'zero'],
  ['elman-tanh', 2, false, 'zero'],
  ['elman-tanh', 3, true, 'learned'],
  ['elman-sigmoid', 1, false, 'learned'],
  ['elman-sigmoid', 2, true, 'zero'],
  ['elman-relu', 1, true, 'learned'],
  ['elman-relu', 3, false, 'zero'],
  ['gru', 1, true, 'zero'],
  ['gru', 2, false, 'learned'],
  ['gru', 3, true, 'zero'],
  ['lstm', 1, true, 'learned'],
  ['lstm', 2, true, 'zero'],
  ['lstm', 3, false, 'zero'],
];

export function coveringNetworks(sizes: NetworkSizes): NetworkDescription[] {
  return CHOICES.map(([cell, layers, tied, initialState]) => ({ ...sizes, cell, layers, tied, initialState }));
}

export function nameOf({ cell, layers, tied, initialState }: NetworkDescription): string {
  return `${cell}, ${layers} layers, ${tied ? 'tied' : 'untied'}, ${initialState} state`;
}
