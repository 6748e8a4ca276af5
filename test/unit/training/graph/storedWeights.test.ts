// Every kind of network with its weights stored in each precision: the file has standard operators only, computes what its
// weights say once they are read, and is the same when these are stored again.
import assert from 'node:assert/strict';
import * as ort from 'onnxruntime-node';
import { stateVectors, type NetworkDescription } from '../../../../src/model/networkDescription';
import { seededRandom } from '../../../../src/prediction/seededRandom';
import { balanced } from '../../../../training/balance';
import { exportModel, importParameters } from '../../../../training/graph/exportedModel';
import type { Parameters } from '../../../../training/graph/network';
import { initialParameters } from '../../../../training/initialise';
import { assertSameParameters } from '../../../support/sameParameters';
import { coveringNetworks, nameOf } from '../../../support/coveringNetworks';
import { readGraph } from '../../../support/onnxNodes';

const SIZES = { vocabulary: 60, embedding: 12, hidden: 20 };
const STEPS = 9;
const LANES = 3;
/** Stronger than at the start of a training, so that an exchanged row or scale shows. */
const LOUD = { embedding: 1, drive: 1, projection: 1, radius: 0.9 };
const RECURRENT: Readonly<Record<string, string>> = { elman: 'RNN', gru: 'GRU', lstm: 'LSTM' };

/** With a row of zeros, no bias or first state of zeros, and an output table that differs little from the embedding. */
function someParameters(network: NetworkDescription): Parameters {
  const random = seededRandom(8);
  const parameters = initialParameters(network, Float64Array.from({ length: network.vocabulary }, () => random() * 50), random, LOUD);
  for (const [name, values] of Object.entries(parameters)) if (/bias|initial/i.test(name)) values.forEach((value, i) => (values[i] = value + random() - 0.5));
  parameters.outputEmbedding?.forEach((_, i, table) => (table[i] = parameters.embedding[i] + (random() - 0.5) / 5));
  parameters.embedding.fill(0, 5 * network.embedding, 6 * network.embedding);
  return parameters;
}

async function outputs(file: Uint8Array, network: NetworkDescription): Promise<Float32Array[]> {
  const random = seededRandom(9);
  const K = stateVectors(network);
  const session = await ort.InferenceSession.create(file);
  const tokens = BigInt64Array.from({ length: STEPS * LANES }, () => BigInt(Math.floor(random() * network.vocabulary)));
  const h0 = Float32Array.from({ length: K * LANES * network.hidden }, () => random() - 0.5);
  const { logits, hT } = await session.run({ tokens: new ort.Tensor('int64', tokens, [STEPS, LANES]), h0: new ort.Tensor('float32', h0, [K, LANES, network.hidden]) });
  await session.release();
  return [logits.data as Float32Array, hT.data as Float32Array];
}

function largestDifference(one: readonly Float32Array[], other: readonly Float32Array[]): number {
  return Math.max(...one.flatMap((values, k) => Array.from(values, (value, i) => Math.abs(value - other[k][i]))));
}

describe('stored weights', () => {
  for (const network of coveringNetworks(SIZES)) {
    for (const precision of ['int8', 'int4', 'float16'] as const) {
      it(`say in ${precision} what they say once they are read (${nameOf(network)})`, async () => {
        const exact = exportModel(network, someParameters(network), 'float32');
        const stored = exportModel(network, someParameters(network), precision);
        const read = importParameters(stored, network);
        const said = await outputs(stored, network);
        assert.ok(largestDifference(said, await outputs(exportModel(network, read, 'float32'), network)) < 1e-5);
        const rounding = largestDifference(said, await outputs(exact, network));
        assert.ok(rounding > 0 && rounding < 0.5, `${rounding} by rounding`);
      });

      it(`are the same in ${precision} when they are read and stored again (${nameOf(network)})`, () => {
        const stored = exportModel(network, someParameters(network), precision);
        assert.ok(Buffer.from(exportModel(network, importParameters(stored, network), precision)).equals(stored));
      });

      it(`are in ${precision} a file of standard operators (${nameOf(network)})`, () => {
        const { nodes, operatorSets } = readGraph(exportModel(network, someParameters(network), precision));
        assert.deepEqual(operatorSets, ['']);
        assert.ok(nodes.every(({ domain }) => domain === ''));
        assert.equal(nodes.filter(({ operator }) => operator === RECURRENT[network.cell.split('-')[0]]).length, network.layers);
      });
    }

    it(`are the same in int8 at the scales that training begins with, but for the rounding of scales (${nameOf(network)})`, () => {
      const grown = Object.fromEntries(Object.entries(someParameters(network)).map(([name, values]) => [name, values.map((value) => value * 9)]));
      const read = importParameters(exportModel(network, grown, 'int8'), network);
      const level = balanced(network, read);
      assert.notDeepEqual(level, read);
      assertSameParameters(importParameters(exportModel(network, level, 'int8'), network), level);
    });
  }
});
