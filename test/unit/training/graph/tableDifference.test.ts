// A table stored as its difference to another one, in 4 bits: how far it is off, and files that are broken.
import assert from 'node:assert/strict';
import { decodeConstants, encodeOnnx, type OnnxTensor } from '../../../../src/model/onnxFile';
import { vanilla } from '../../../../src/model/networkDescription';
import { seededRandom } from '../../../../src/prediction/seededRandom';
import { exportModel, importParameters } from '../../../../training/graph/exportedModel';
import { readWeights } from '../../../../training/graph/exportedWeights';
import { differenceOf, hasDifference, readDifference } from '../../../../training/graph/tableDifference';
import { initialParameters } from '../../../../training/initialise';
import { untie } from '../../../../training/grow';

const V = 30;
const E = 16;
const tied = vanilla({ vocabulary: V, embedding: E, hidden: 8 });
const { network, parameters } = untie(tied, initialParameters(tied, new Float32Array(V).fill(1), seededRandom(3)));

/** The embedding, a little of it moved in every row but the first. */
function moved(by: number): Float32Array {
  const random = seededRandom(4);
  return parameters.embedding.map((value, i) => (i < E ? value : value + by * (random() - 0.5)));
}

describe('a table as its difference to another', () => {
  it('is off by half a step of the difference, whose largest has seven', () => {
    const table = moved(0.01);
    const stored = readWeights(decodeConstants(exportModel(network, parameters, 'int8')), 'outputEmbedding', [V, E]);
    const read = readDifference(differenceOf(table, parameters.outputEmbedding, E), stored, E);
    for (let row = 0; row < V; row++) {
      const part = (values: Float32Array) => Array.from(values.subarray(row * E, (row + 1) * E));
      const largest = Math.max(...part(table).map((value, i) => Math.abs(value - part(stored)[i])));
      part(read).forEach((value, i) => assert.ok(Math.abs(value - part(table)[i]) <= 0.51 * (largest / 7), `row ${row}, column ${i}`));
    }
  });

  it('takes half the bytes of one in 8 bits, and nothing else changes', () => {
    const changed = { ...parameters, embedding: moved(0.01) };
    const [whole, small] = (['int8', 'int4'] as const).map((precision) => exportModel(network, changed, precision));
    const dataOf = (file: Uint8Array, name: string) => decodeConstants(file).get(name)?.data.length;
    assert.equal(dataOf(small, 'embeddingDifference'), dataOf(whole, 'embedding')! / 2);
    const [one, other] = [importParameters(whole, network), importParameters(small, network)];
    for (const name of Object.keys(one)) if (name !== 'embedding') assert.deepEqual(other[name], one[name], name);
  });

  it('is there only beside another table, and with columns in pairs', () => {
    assert.equal(hasDifference(tied), false);
    assert.equal(hasDifference({ ...network, embedding: 7 }), false);
    const odd = { ...vanilla({ vocabulary: V, embedding: 7, hidden: 8 }), tied: false };
    const some = initialParameters(odd, new Float32Array(V).fill(1), seededRandom(5));
    assert.deepEqual(exportModel(odd, some, 'int4'), exportModel(odd, some, 'int8'));
    assert.deepEqual(exportModel(tied, parameters, 'int4'), exportModel(tied, parameters, 'int8'));
  });

  it('is refused in a sentence when it is broken', () => {
    const packed: OnnxTensor = { name: 'embeddingDifference', type: 'uint8', dims: [V, E / 2], data: new Uint8Array((V * E) / 2) };
    const floats = (name: string, ...dims: number[]): OnnxTensor => ({ name, type: 'float32', dims, data: new Uint8Array(4 * dims.reduce((a, b) => a * b, 1)) });
    const refuses = (constants: OnnxTensor[], message: string) =>
      assert.throws(() => importParameters(encodeOnnx({ name: 'elman', opset: 17, nodes: [], constants, inputs: [], outputs: [] }), network), { name: 'UserError', message: `The model is none that Elman wrote: ${message}.` });
    const scale = floats('embeddingDifference_scale', V, 1);
    refuses([packed], 'it has no weights embeddingDifference');
    refuses([{ ...packed, type: 'int8' }, scale], 'it has no weights embeddingDifference');
    refuses([{ ...packed, dims: [V, E], data: new Uint8Array(V * E) }, scale], `its weights embeddingDifference are (${V},${E}), not (${V},${E / 2})`);
    refuses([packed, floats('embeddingDifference_scale', 1, V)], `its weights embeddingDifference_scale are (1,${V}), not (${V},1)`);
    refuses([packed, scale], 'it has no weights outputEmbedding');
  });

  it('is refused when a number of it is none', () => {
    const broken = moved(0);
    broken[3] = NaN;
    assert.throws(() => exportModel(network, { ...parameters, embedding: broken }, 'int4'), { name: 'UserError', message: 'The model cannot be stored: its weights embedding are no finite numbers.' });
  });
});
