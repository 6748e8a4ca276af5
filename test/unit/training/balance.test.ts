// A network at other scales says what it said.
import assert from 'node:assert/strict';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { balanced, TABLE_SCALE } from '../../../training/balance';
import type { Parameters } from '../../../training/graph/network';
import { outputTable } from '../../../training/graph/trainableNetwork';
import { initialParameters } from '../../../training/initialise';
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
        const ratio = scaleOf(level[table]) / TABLE_SCALE;
        assert.ok(Math.abs(ratio - 1) < 1e-5, `${table} is ${ratio} times the scale`);
      }
      const validation = await Validation.create(network, Array.from({ length: 16 }, () => document), 1);
      const [after, before] = [await validation.meanNats(level), await validation.meanNats(grown)];
      assert.ok(Math.abs(after! - before!) < 1e-5, `${before} nats, then ${after}`);
      await validation.dispose();
    });
  }

  it('brings every model to the same scale, so that training goes on alike from each', () => {
    const [network] = coveringNetworks({ vocabulary: 60, embedding: 12, hidden: 20 });
    const fresh = initialParameters(network, new Float64Array(60), random);
    for (const factor of [0.3, 1, 1.41, 1.42, 7]) {
      const level = balanced(network, { ...fresh, embedding: fresh.embedding.map((value) => value * factor) });
      assert.ok(Math.abs(scaleOf(level.embedding) / TABLE_SCALE - 1) < 1e-5, `from ${factor}`);
    }
  });

  it('leaves an embedding of zeros as it is', () => {
    const [network] = coveringNetworks({ vocabulary: 60, embedding: 12, hidden: 20 });
    const fresh = initialParameters(network, new Float64Array(60), random);
    const silent = { ...fresh, embedding: new Float32Array(60 * 12) };
    assert.deepEqual(balanced(network, silent), silent);
  });
});
