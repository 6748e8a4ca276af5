// A network at the scales of a fresh start says what it said.
import assert from 'node:assert/strict';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { balanced } from '../../../training/balance';
import type { Parameters } from '../../../training/graph/network';
import { outputTable } from '../../../training/graph/trainableNetwork';
import { defaultScales, initialParameters } from '../../../training/initialise';
import { Validation } from '../../../training/validation';
import { coveringNetworks, nameOf } from '../../support/coveringNetworks';

const random = seededRandom(5);
const document = Uint16Array.from({ length: 600 }, (_, i) => (i === 0 ? 0 : 1 + Math.floor(random() ** 2 * 59)));
const scaleOf = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

describe('balancing a network', () => {
  for (const network of coveringNetworks({ vocabulary: 60, embedding: 12, hidden: 20 })) {
    it(`changes nothing of what it says (${nameOf(network)})`, async () => {
      const fresh = initialParameters(network, Float64Array.from({ length: 60 }, () => random() * 50), random);
      const grown: Parameters = Object.fromEntries(Object.entries(fresh).map(([name, values]) => [name, name.endsWith('mbedding') ? values.map((value) => value * 9) : values]));
      const level = balanced(network, grown);
      for (const table of ['embedding', outputTable(network)]) {
        const ratio = scaleOf(level[table]) / defaultScales.embedding;
        assert.ok(ratio > 0.7 && ratio < 1.42, `${table} is ${ratio} times the scale of a fresh start`);
      }
      const validation = await Validation.create(network, Array.from({ length: 16 }, () => document), 1);
      assert.equal(await validation.meanNats(level), await validation.meanNats(grown));
      await validation.dispose();
    });
  }

  it('leaves one that is level as it is, and an embedding of zeros', () => {
    const [network] = coveringNetworks({ vocabulary: 60, embedding: 12, hidden: 20 });
    const fresh = initialParameters(network, new Float64Array(60), random);
    assert.deepEqual(balanced(network, fresh), fresh);
    const silent = { ...fresh, embedding: new Float32Array(60 * 12) };
    assert.deepEqual(balanced(network, silent), silent);
  });
});
