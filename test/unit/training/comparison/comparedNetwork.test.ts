// Networks of a comparison, by their names: trained, kept as files, measured.
import assert from 'node:assert/strict';
import { parseTokenizer } from '../../../../src/model/tokenizerFile';
import { documentTokens } from '../../../../src/prediction/documentTokens';
import { trainComparedNetwork, type NetworkTraining } from '../../../../training/comparison/comparedNetwork';
import { measureModel } from '../../../../training/comparison/measureModel';
import { comparedModels, DEFAULT_MODELS } from '../../../../training/comparison/modelNames';
import type { TrainableDescription } from '../../../../training/graph/trainable';
import { defaultRecipe } from '../../../../training/trainNetwork';
import { TINY_TOKENIZER } from '../../../support/tinyPackage';

const tokenizer = parseTokenizer(TINY_TOKENIZER, 'tokenizer.json');
const text = 'the thing\nhello const one\nthe stone tells\n'.repeat(12);
const document = documentTokens(tokenizer, text);
/** Sixteen documents fill the lanes of a validation. */
const documents = { train: [document], validation: Array.from({ length: 16 }, () => document.subarray(0, 65)) };
const heldOut = { tokenizer, texts: [{ name: 'text', text }], documents: [document] };
const recipe = { ...defaultRecipe, batch: 4, windowSteps: 12, candidates: 150, learningRate: 1e-2, threads: 1, validations: 4 };
const training: NetworkTraining = { budget: { steps: 40 }, recipe, callbacks: {} };

function networkNamed(name: string): TrainableDescription {
  const model = comparedModels.get(name);
  assert.ok(model && 'network' in model, name);
  return model.network({ vocabulary: tokenizer.size, embedding: 8, hidden: 12 });
}

describe('the models of a comparison', function () {
  this.timeout(60_000);

  it('have names that say what they are', () => {
    const layered = (name: string) => {
      const network = networkNamed(name);
      return network.cell === 'fixed-window' ? network.contextTokens : [network.cell, network.layers];
    };
    assert.deepEqual(['elman', 'elman-2-layers', 'elman-relu', 'lstm-3-layers', 'fixed-window'].map(layered), [['elman-tanh', 1], ['elman-tanh', 2], ['elman-relu', 1], ['lstm', 3], 5]);
    assert.deepEqual([2, 3, 4, 5, 6].map((order) => comparedModels.get(`kn-${order}`)), [2, 3, 4, 5, 6].map((order) => ({ order })));
    for (const name of DEFAULT_MODELS) assert.ok(comparedModels.has(name), name);
  });

  for (const name of ['fixed-window', 'elman-sigmoid-2-layers']) {
    it(`learn, and are measured from their file: ${name}`, async () => {
      const trained = await trainComparedNetwork(networkNamed(name), documents, training);
      assert.equal(trained.course.length, 5, 'the start and four more');
      assert.ok(trained.course.at(-1)!.validationNats < trained.course[0].validationNats - 0.3);
      assert.equal(trained.trainingTokens, 40 * 4 * 12);
      assert.ok(trained.bytes > trained.parameters && trained.bytes < 4 * trained.parameters, 'one byte for a weight, four for a bias and for the scale of a row');
      const figures = await measureModel(name, trained, heldOut, () => undefined);
      const nats = figures.nats / (document.length - 1);
      const best = Math.min(...trained.course.map(({ validationNats }) => validationNats));
      assert.ok(Math.abs(nats - best) < 0.2, `${nats} on the whole of a text, ${best} on its beginning`);
      assert.deepEqual([figures.name, figures.unseenContexts, figures.problem, figures.course], [name, null, null, trained.course]);
    });
  }

  it('are measured at their best where a training explodes, and it is said', async () => {
    const trained = await trainComparedNetwork(networkNamed('elman'), documents, { ...training, recipe: { ...recipe, learningRate: 1e38, validations: 40 } });
    const { nats, problem } = await measureModel('elman', trained, heldOut, () => undefined);
    assert.match(problem!, /^Training diverged at step \d+: the loss is not finite\.$/);
    assert.ok(Number.isFinite(nats));
  });

  it('are left when whoever waits throws', async () => {
    const trained = await trainComparedNetwork(networkNamed('fixed-window'), documents, training);
    await assert.rejects(measureModel('fixed-window', trained, heldOut, () => assert.fail('enough')), { message: 'enough' });
  });
});
