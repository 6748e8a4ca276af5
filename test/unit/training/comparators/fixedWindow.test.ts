// The fixed-window network, trained by the engine that trains the recurrent ones and run from its file.
import assert from 'node:assert/strict';
import type { Precision } from '../../../../src/model/precision';
import { seededRandom } from '../../../../src/prediction/seededRandom';
import { fixedWindowPredictor } from '../../../../training/comparators/fixedWindowPredictor';
import { historyModel } from '../../../../training/comparators/historyModel';
import { exportFixedWindow } from '../../../../training/graph/exportedFixedWindow';
import type { FixedWindow } from '../../../../training/graph/fixedWindow';
import type { Parameters } from '../../../../training/graph/network';
import { initialParameters } from '../../../../training/initialise';
import { countTargets } from '../../../../training/minibatches';
import { defaultRecipe, trainNetwork, type TrainedNetwork } from '../../../../training/trainNetwork';
import { Validation } from '../../../../training/validation';

const network: FixedWindow = { cell: 'fixed-window', vocabulary: 12, embedding: 8, hidden: 24, contextTokens: 3 };
const recipe = { ...defaultRecipe, batch: 8, windowSteps: 16, candidates: 11, learningRate: 1e-2, threads: 1, validations: 4, axesWindows: 0 };

/** Each token is one further than the one `distance` tokens back, or at the beginning of a document any; in a random quarter anything. */
function documentsOf(distance: number, noise = 0): Uint16Array[] {
  const random = seededRandom(4);
  const any = () => 1 + Math.floor(11 * random());
  return Array.from({ length: 16 }, () => {
    const document = new Uint16Array(65);
    for (let i = 1; i < document.length; i++) document[i] = i <= distance || random() < noise ? any() : 1 + (document[i - distance] % 11);
    return document;
  });
}

function train(documents: readonly Uint16Array[], steps: number): Promise<TrainedNetwork> {
  const start = initialParameters(network, countTargets(documents, network.vocabulary), seededRandom(3));
  return trainNetwork(network, start, { train: documents, validation: documents }, { steps }, recipe);
}

/** Total nats of a document by the file, read in runs of `steps` tokens beside another one. */
async function exportedNats(parameters: Parameters, document: Uint16Array, { precision, steps }: { precision: Precision; steps: number }): Promise<number> {
  const predictor = await fixedWindowPredictor(network, exportFixedWindow(network, parameters, precision), 1);
  const model = historyModel(predictor);
  const V = network.vocabulary;
  let state: Float32Array = new Float32Array(2 * network.contextTokens);
  let nats = 0;
  for (let from = 0; from < document.length - 1; from += steps) {
    const run = document.subarray(from, Math.min(from + steps, document.length - 1));
    const output = await model.run([...run].flatMap((token) => [token, 5]), 2, state);
    state = output.state;
    run.forEach((_, t) => (nats -= output.logProbabilities[2 * t * V + document[from + t + 1]]));
  }
  await predictor.dispose();
  return nats;
}

describe('the fixed-window network', function () {
  this.timeout(60_000);

  it('learns what its window shows, and nothing that lies before it', async () => {
    const chance = Math.log(11);
    const inside = await train(documentsOf(3), 300);
    assert.ok(inside.validationNats < 0.1 * chance, `${inside.validationNats}`);
    const outside = await train(documentsOf(4, 0.25), 300);
    assert.ok(outside.validationNats > 0.8 * chance, `${outside.validationNats}`);
  });

  it('gives the nats of the training graph from its file, however the text is cut into runs', async () => {
    const documents = documentsOf(2, 0.25);
    const { parameters, validationNats } = await train(documents, 60);
    const validation = await Validation.create(network, documents, 1);
    assert.equal(await validation.meanNats(parameters), validationNats);
    await validation.dispose();
    for (const steps of [64, 7, 1]) {
      let nats = 0;
      for (const document of documents) nats += await exportedNats(parameters, document, { precision: 'float32', steps });
      assert.ok(Math.abs(nats / (16 * 64) / validationNats - 1) < 1e-4, `${steps}: ${nats / (16 * 64)}, not ${validationNats}`);
    }
  });

  it('has a smaller file in half precision and in 8 bits, which cost next to nothing', async () => {
    const [document] = documentsOf(2);
    const { parameters } = await train([document], 40);
    const [whole, half, small] = (['float32', 'float16', 'int8'] as const).map((precision) => exportFixedWindow(network, parameters, precision).length);
    assert.ok(half < 0.75 * whole && small < half, `${small} and ${half} of ${whole}`);
    const exact = await exportedNats(parameters, document, { precision: 'float32', steps: 64 });
    for (const precision of ['float16', 'int8'] as const) {
      const rounded = await exportedNats(parameters, document, { precision, steps: 64 });
      assert.ok(rounded !== exact && Math.abs(rounded / exact - 1) < 5e-3, `${precision}: ${exact} ${rounded}`);
    }
  });
});
