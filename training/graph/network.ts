// Recurrent networks: their parameters and their forward pass.
// V vocabulary, E embedding, H hidden, T steps of a window, K state vectors (one per layer, two of an LSTM).
//   e_t = E[x_t], layers of cells (cells.ts), o_t = h_t P, p_t = softmax(o_t C^T + c); tied: C = E
import { stateVectors, type NetworkDescription } from '../../src/model/networkDescription';
import { cells } from './cells';
import type { Tape } from './differentiate';
import { addRow, multiplyMatrix } from './operations';
import { fusedElmanLayer, recurrentLayer, type LayerOutput, type Recurrence } from './recurrentLayer';
import type { ForwardInputs, ForwardOutputs, TrainableNetwork } from './trainableNetwork';

/** Weights by name, row-major; `parameterShapes` has names and shapes. */
export type Parameters = Readonly<Record<string, Float32Array>>;

/** Name of a parameter of one layer, layers counted from 0. */
export function layerParameter(name: 'inputWeights' | 'recurrentWeights' | 'bias' | 'resetBias' | 'initialState' | 'initialCell', layer: number): string {
  return layer === 0 ? name : `${name}${layer + 1}`;
}

/** Shapes of all parameters by name, always in the same order. */
export function parameterShapes(network: NetworkDescription): Record<string, number[]> {
  const { vocabulary: V, embedding: E, hidden: H, layers, tied } = network;
  const shapes: Record<string, number[]> = { embedding: [V, E] };
  for (let layer = 0; layer < layers; layer++) Object.assign(shapes, layerShapes(network, layer));
  shapes['projection'] = [H, E];
  if (!tied) shapes['outputEmbedding'] = [V, E];
  shapes['outputBias'] = [1, V];
  return shapes;
}

function layerShapes({ cell: name, embedding: E, hidden: H, initialState }: NetworkDescription, layer: number): Record<string, number[]> {
  const cell = cells[name];
  const width = cell.gates * H;
  return {
    [layerParameter('inputWeights', layer)]: [layer === 0 ? E : H, width],
    [layerParameter('recurrentWeights', layer)]: [H, width],
    [layerParameter('bias', layer)]: [1, width],
    ...(cell.hasResetBias ? { [layerParameter('resetBias', layer)]: [1, H] } : {}),
    ...(initialState === 'learned' ? Object.fromEntries(learnedStates(name, layer).map((parameter) => [parameter, [1, H]])) : {}),
  };
}

/** Names of the learned states of one layer: h, and c of an LSTM. */
function learnedStates(cell: NetworkDescription['cell'], layer: number): string[] {
  const names = [layerParameter('initialState', layer), layerParameter('initialCell', layer)];
  return names.slice(0, cells[cell].states);
}

/** For the training engine. */
export function recurrentNetwork(network: NetworkDescription): TrainableNetwork {
  const { vocabulary, embedding, hidden, tied } = network;
  return {
    vocabulary, embedding, hidden, tied,
    contextTokens: 1,
    stateVectors: stateVectors(network),
    shapes: parameterShapes(network),
    forward: (tape, inputs) => forward(tape, network, inputs),
  };
}

function forward(tape: Tape, network: NetworkDescription, { window: { steps }, embedded, initial, keep, plain }: ForwardInputs): ForwardOutputs {
  const perLayer = cells[network.cell].states;
  const last: string[] = [];
  let below = embedded;
  for (let layer = 0; layer < network.layers; layer++) {
    const recurrence = { initial: initial.slice(layer * perLayer, (layer + 1) * perLayer), keep, steps };
    const output = layerOver(tape, network, layer, below, recurrence, plain);
    below = output.hidden;
    last.push(...output.last);
  }
  return { projected: multiplyMatrix(tape, below, 'projection'), last };
}

function layerOver(tape: Tape, network: NetworkDescription, layer: number, below: string, recurrence: Recurrence, plain: boolean): LayerOutput {
  const cell = cells[network.cell];
  const drive = addRow(tape, multiplyMatrix(tape, below, layerParameter('inputWeights', layer)), layerParameter('bias', layer));
  const recurrent = layerParameter('recurrentWeights', layer);
  const isLearned = network.initialState === 'learned';
  if (network.cell === 'elman-tanh' && !isLearned && !plain) return fusedElmanLayer(tape, drive, recurrent, recurrence);
  const weights = { recurrent, ...(cell.hasResetBias ? { resetBias: layerParameter('resetBias', layer) } : {}) };
  return recurrentLayer(tape, cell, drive, weights, { ...recurrence, ...(isLearned ? { learned: learnedStates(network.cell, layer) } : {}) });
}
