// More hidden units for a trained network without losing what it knows: the wider network computes the same function at
// first (Chen, Goodfellow and Shlens, "Net2Net", 2016), for nothing that was there reads a new unit yet. The way out of
// the new units is learned from zero, so training goes on from the old loss and not from the beginning.
import type { SeededRandom } from '../src/prediction/seededRandom';
import type { NetworkSizes, Parameters } from './graph/network';
import { initialParameters } from './initialise';

/**
 * Widens the hidden layer.
 * @param hidden new H, at least the old one.
 * @returns parameters of the same logits for every input.
 * @throws RangeError if the layer would shrink.
 */
export function growHidden(sizes: NetworkSizes, parameters: Parameters, hidden: number, random: SeededRandom): { sizes: NetworkSizes; parameters: Parameters } {
  if (hidden < sizes.hidden) throw new RangeError(`a layer of ${sizes.hidden} units cannot shrink to ${hidden}`);
  const grown = { ...sizes, hidden };
  const fresh = initialParameters(grown, new Float32Array(sizes.vocabulary), random);
  const from = sizes.hidden;
  return {
    sizes: grown,
    parameters: {
      embedding: parameters.embedding,
      outputBias: parameters.outputBias,
      inputWeights: overlay(fresh.inputWeights, hidden, parameters.inputWeights, from), // (E, H)
      recurrentWeights: overlay(silenced(fresh.recurrentWeights, { rows: hidden, columns: hidden, from, before: from }), hidden, parameters.recurrentWeights, from), // (H, H)
      bias: overlay(fresh.bias, hidden, parameters.bias, from), // (H)
      projection: overlay(silenced(fresh.projection, { rows: hidden, columns: sizes.embedding, from, before: sizes.embedding }), sizes.embedding, parameters.projection, sizes.embedding), // (H, E)
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
