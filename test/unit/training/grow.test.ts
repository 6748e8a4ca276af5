// A larger network says what the smaller one said, and can learn with its new weights.
import assert from 'node:assert/strict';
import { vanilla } from '../../../src/model/networkDescription';
import { seededRandom } from '../../../src/prediction/seededRandom';
import type { Parameters } from '../../../training/graph/network';
import { growHidden, untie } from '../../../training/grow';
import { copyParameters } from '../../../training/bestWeights';
import { initialParameters } from '../../../training/initialise';
import { defaultRecipe, trainNetwork } from '../../../training/trainNetwork';
import { Validation } from '../../../training/validation';

const network = vanilla({ vocabulary: 60, embedding: 12, hidden: 20 });
const random = seededRandom(3);
const parameters = initialParameters(network, Float64Array.from({ length: 60 }, () => random() * 50), random);
parameters.embedding.forEach((value, i) => (parameters.embedding[i] = value * 10)); // far from uniform
const document = Uint16Array.from({ length: 3000 }, (_, i) => (i === 0 ? 0 : 1 + Math.floor(random() ** 2 * 59)));

async function nats(of: ReturnType<typeof growHidden>): Promise<number> {
  const validation = await Validation.create(of.network, Array.from({ length: 16 }, () => document), 1);
  const mean = await validation.meanNats(of.parameters);
  await validation.dispose();
  return mean;
}

const recipe = { ...defaultRecipe, batch: 4, windowSteps: 8, candidates: 60, threads: 1, validations: 1 };

describe('growing the hidden layer', () => {
  for (const start of [{ network, parameters }, untie(network, parameters)]) {
    it(`changes nothing of what the network says, ${start.network.tied ? 'tied' : 'untied'}`, async () => {
      const grown = growHidden(start.network, start.parameters, 33, seededRandom(4));
      assert.deepEqual(grown.network, { ...start.network, hidden: 33 });
      assert.equal(grown.parameters.recurrentWeights.length, 33 * 33);
      assert.ok(Math.abs((await nats(grown)) - (await nats({ network, parameters }))) < 1e-6);
    });
  }

  it('gives units that learn', async () => {
    const grown = growHidden(network, copyParameters(parameters), 33, seededRandom(4));
    const wayOutOfNewUnits = ({ projection }: Parameters) => projection.subarray(20 * 12);
    assert.ok(wayOutOfNewUnits(grown.parameters).every((weight) => weight === 0));
    const trained = await trainNetwork(grown.network, grown.parameters, { train: [document], validation: [document] }, { steps: 3 }, recipe);
    assert.ok(wayOutOfNewUnits(trained.parameters).every((weight) => weight !== 0));
  });

  it('cannot shrink it', () => {
    assert.throws(() => growHidden(network, parameters, 19, seededRandom(4)), RangeError);
    assert.throws(() => growHidden({ ...network, cell: 'gru' }, parameters, 33, seededRandom(4)), RangeError);
  });
});

describe('a table of its own for the output layer', () => {
  it('begins as a copy, and parts from the embedding as it learns', async () => {
    const untied = untie(network, copyParameters(parameters));
    assert.equal(untied.network.tied, false);
    assert.deepEqual(untied.parameters.outputEmbedding, untied.parameters.embedding);
    assert.ok(Math.abs((await nats(untied)) - (await nats({ network, parameters }))) < 1e-6);
    const trained = await trainNetwork(untied.network, untied.parameters, { train: [document], validation: [document] }, { steps: 3 }, recipe);
    assert.notDeepEqual(trained.parameters.outputEmbedding, trained.parameters.embedding);
  });

  it('is left alone where there is one', () => {
    const untied = untie(network, parameters);
    assert.deepEqual(untie(untied.network, untied.parameters), untied);
  });
});
