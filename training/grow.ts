// More weights for a trained network without losing what it knows: the larger network computes the same function at first
// (Chen, Goodfellow and Shlens, "Net2Net", 2016), so training goes on from the old loss and not from the beginning.
import type { SeededRandom } from '../src/prediction/seededRandom';
import type { NetworkDescription } from '../src/model/networkDescription';
import type { Parameters } from './graph/network';
import { initialParameters } from './initialise';

/**
 * Widens the hidden layer: nothing that was there reads a new unit yet, and the way out of the new units is learned from zero.
 * @param hidden new H, at least the old one.
 * @returns parameters of the same logits for every input.
 * @throws RangeError if the layer would shrink, or the network is not one layer of tanh from zeros.
 */
export function growHidden(network: NetworkDescription, parameters: Parameters, hidden: number, random: SeededRandom): { network: NetworkDescription; parameters: Parameters } {
  const { hidden: from, embedding } = network;
  if (hidden === from) return { network, parameters };
  if (hidden < from) throw new RangeError(`a layer of ${from} units cannot shrink to ${hidden}`);
  if (network.cell !== 'elman-tanh' || network.layers > 1 || network.initialState !== 'zero') throw new RangeError('only a layer of tanh from zeros grows');
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
      ...(network.tied ? {} : { outputEmbedding: parameters.outputEmbedding }),
      outputBias: parameters.outputBias,
    },
  };
}

/** Gives the output layer a table of its own, which begins as a copy of the embedding. @returns parameters of the same logits for every input. */
export function untie(network: NetworkDescription, parameters: Parameters): { network: NetworkDescription; parameters: Parameters } {
  if (!network.tied) return { network, parameters };
  return { network: { ...network, tied: false }, parameters: { ...parameters, outputEmbedding: parameters.embedding.slice() } };
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
