// The loop on a text that can be learned by heart.
import assert from 'node:assert/strict';
import { vanilla } from '../../../src/model/networkDescription';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { copyParameters } from '../../../training/bestWeights';
import { initialParameters } from '../../../training/initialise';
import { countTargets } from '../../../training/minibatches';
import { defaultRecipe, learningRateAt, trainNetwork, type LoopProgress, type Recipe } from '../../../training/trainNetwork';
import type { TrainingDocuments } from '../../../training/reading';

const network = vanilla({ vocabulary: 40, embedding: 16, hidden: 24 });
const recipe: Recipe = { ...defaultRecipe, batch: 4, windowSteps: 8, candidates: 40, learningRate: 1e-2, threads: 1, validations: 4, axesWindows: 0 };

/** Every token is followed by the one seven further on: entropy zero. */
const pattern = Uint16Array.from({ length: 400 }, (_, i) => (i === 0 ? 0 : 1 + ((i * 7) % 39)));
const documents: TrainingDocuments = { train: [pattern], validation: [pattern.subarray(0, 200)] };

function fresh() {
  return initialParameters(network, countTargets(documents.train, 40), seededRandom(1));
}

describe('the training loop', () => {
  it('learns what can be known, counts what it read and reports on the way', async () => {
    const seen: LoopProgress[] = [];
    const trained = await trainNetwork(network, fresh(), documents, { steps: 300 }, recipe, { onProgress: (progress) => seen.push(progress) });
    assert.ok(trained.validationNats < 0.1, `${trained.validationNats} nats per token`);
    assert.equal(trained.steps, 300);
    assert.equal(trained.tokens, 300 * 4 * 8);
    assert.equal(seen.length, 300);
    assert.equal(seen[299].fraction, 1);
    assert.ok(seen[0].validationNats! > 3);
  });

  it('repeats itself with the same seed', async () => {
    const [one, two] = [await trainNetwork(network, fresh(), documents, { steps: 20 }, recipe), await trainNetwork(network, fresh(), documents, { steps: 20 }, recipe)];
    assert.deepEqual(one.parameters, two.parameters);
    const other = await trainNetwork(network, fresh(), documents, { steps: 20 }, { ...recipe, seed: 2, candidates: 33 });
    assert.notDeepEqual(one.parameters, other.parameters);
  });

  for (const tied of [true, false]) {
    it(`moves the ${tied ? 'table' : 'tables'} faster than the other weights, where the recipe says so`, async () => {
      const wanted = { ...network, tied };
      const start = initialParameters(wanted, countTargets(documents.train, 40), seededRandom(1));
      const movedBy = async (tableRate: number) => {
        let after = start;
        await trainNetwork(wanted, start, documents, { steps: 1 }, { ...recipe, tableRate }, { onState: (take) => void (after = copyParameters(take().parameters)) });
        return (name: string) => Math.hypot(...after[name].map((weight, i) => weight - start[name][i]));
      };
      const [slow, fast] = [await movedBy(1), await movedBy(3)];
      for (const name of Object.keys(start)) {
        const isTable = name === 'embedding' || name === 'outputEmbedding';
        assert.ok(Math.abs(fast(name) / slow(name) - (isTable ? 3 : 1)) < 1e-2, `${name}: ${slow(name)} -> ${fast(name)}`);
      }
    });
  }

  it('stops when it is cancelled', async () => {
    let steps = 0;
    const trained = await trainNetwork(network, fresh(), documents, { seconds: 600 }, recipe, { onProgress: () => steps++, isCancelled: () => steps >= 5 });
    assert.equal(trained.steps, 5);
    assert.ok(trained.cancelled);
  });

  it('keeps the weights of the best validation, not of the last', async () => {
    const good = (await trainNetwork(network, fresh(), documents, { steps: 300 }, recipe)).parameters;
    const before = copyParameters(good);
    const noise: TrainingDocuments = { train: [Uint16Array.from({ length: 300 }, (_, i) => (i === 0 ? 0 : 1 + ((i * i * 5) % 39)))], validation: documents.validation };
    const trained = await trainNetwork(network, good, noise, { steps: 40 }, recipe);
    assert.deepEqual(trained.parameters, before);
  });

  it('refuses weights that predict nothing', async () => {
    const broken = fresh();
    broken.recurrentWeights.fill(NaN);
    await assert.rejects(trainNetwork(network, broken, documents, { steps: 5 }, recipe), { name: 'UserError', message: /they are damaged\.$/ });
  });

  it('ends with the best weights until then and a reason when it explodes', async () => {
    const steps = 40;
    // At this rate the weights leave the range of numbers within a few steps, whatever the gradients.
    const trained = await trainNetwork(network, fresh(), documents, { steps }, { ...recipe, learningRate: 1e38, validations: steps });
    assert.ok(trained.steps < steps);
    assert.deepEqual(trained.problem, { template: 'Training diverged at step {0}: the loss is not finite.', values: [trained.steps] });
    assert.ok(Number.isFinite(trained.validationNats));
    assert.ok(Object.values(trained.parameters).every((values) => values.every(Number.isFinite)));
  });

  it('gives way to cancelling in the middle of a validation', async () => {
    // Asked before every window; this validation has twelve of them.
    const long: TrainingDocuments = { train: [pattern], validation: Array.from({ length: 16 }, () => pattern) };
    let asked = 0;
    const trained = await trainNetwork(network, fresh(), long, { steps: 5 }, recipe, { isCancelled: () => ++asked === 3 });
    assert.deepEqual([trained.cancelled, trained.steps, trained.validationNats, asked], [true, 0, Infinity, 3]);
  });

  it('fixes the number of steps of a timed run, and then does what a run of that many steps does', async () => {
    let planned = 0;
    const once = { ...recipe, validations: 1 };
    const train = () => trainNetwork(network, fresh(), documents, { seconds: 0.5 }, once, { onPlanned: (steps) => (planned = steps) });
    let timed = await train();
    // On a machine that became half as fast meanwhile it ends before all steps are made.
    for (let again = 0; again < 4 && timed.steps < planned; again++) timed = await train();
    assert.equal(timed.steps, planned);
    const counted = await trainNetwork(network, fresh(), documents, { steps: planned }, once);
    assert.deepEqual(timed.parameters, counted.parameters);
  });

  it('warms up and then cools down', () => {
    assert.ok(learningRateAt(1, 1, 0) <= 0.1);
    assert.equal(learningRateAt(1, 100, 0.5), 0.5);
    assert.ok(learningRateAt(1, 100, 1) > 0);
  });
});
