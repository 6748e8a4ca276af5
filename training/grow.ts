// More hidden units for a trained network without losing what it knows: the wider network computes the same function at
// first (Chen, Goodfellow and Shlens, "Net2Net", 2016), for nothing that was there reads a new unit yet. The way out of
// the new units is learned from zero, so training goes on from the old loss and not from the beginning.
import type { SeededRandom } from '../src/prediction/seededRandom';
import type { NetworkDescription } from '../src/model/networkDescription';
import type { Parameters } from './graph/network';
import { initialParameters } from './initialise';

/**
 * Widens the hidden layer.
 * @param hidden new H, at least the old one.
 * @returns parameters of the same logits for every input.
 * @throws RangeError if the layer would shrink, or the network is not one layer of tanh, tied, from zeros.
 */
export function growHidden(network: NetworkDescription, parameters: Parameters, hidden: number, random: SeededRandom): { network: NetworkDescription; parameters: Parameters } {
  const { hidden: from, embedding } = network;
  if (hidden === from) return { network, parameters };
  if (hidden < from) throw new RangeError(`a layer of ${from} units cannot shrink to ${hidden}`);
  if (network.cell !== 'elman-tanh' || network.layers > 1 || !network.tied || network.initialState !== 'zero') throw new RangeError('only the default network grows');
  const grown = { ...network, hidden };
  const fresh = initialParameters(grown, new Float32Array(network.vocabulary), random);
  return {
    network: grown,
    parameters: {
      embedding: parameters.embedding,
      inputWeights: overlay(fresh.inputWeights, hidden, parameters.inputWeights, from), // (E, H)
      recurrentWeights: overlay(silenced(fresh.recurrentWeights, { rows: hidden, columns: hidden, from, before: from }), hidden, parameters.recurrentWeights, from), // (H, H)
      bias: overlay(fresh.bias, hidden, parameters.bias, from), // (H)
      projection: overlay(silenced(fresh.projection, { rows: hidden, columns: embedding, from, before: embedding }), embedding, parameters.projection, embedding), // (H, E)
      outputBias: parameters.outputBias,
    },
  };
}

/** Writes a smaller matrix into the upper left corner of a larger one. */
function overlay(into: Float32Array, columns: number, old: Float32Array, oldColumns: number): Float32Array {
  for (let row = 0; row * oldColumns < old.length; row++) into.set(old.subarray(row * oldColumns, (row + 1) * oldColumns), row * columns);
  return into;
}

/** Zeros in the rows of new units, in the first `before` columns: what was there does not hear them. */
function silenced(matrix: Float32Array, { rows, columns, from, before }: { rows: number; columns: number; from: number; before: number }): Float32Array {
  for (let row = from; row < rows; row++) matrix.fill(0, row * columns, row * columns + before);
  return matrix;
}
