// Tables in other axes: the same predictions, gradients that do not depend on each other, and the way back.
import assert from 'node:assert/strict';
import { vanilla } from '../../../src/model/networkDescription';
import { seededRandom } from '../../../src/prediction/seededRandom';
import type { FixedWindow } from '../../../training/graph/fixedWindow';
import type { Parameters } from '../../../training/graph/network';
import { trainable, type TrainableDescription } from '../../../training/graph/trainable';
import { initialParameters } from '../../../training/initialise';
import { Reading, type TrainingDocuments } from '../../../training/reading';
import { gradientAxes, turned, turnedBack, turnedTables } from '../../../training/tableAxes';
import { defaultRecipe, trainNetwork, type Recipe } from '../../../training/trainNetwork';
import { TrainingStep } from '../../../training/trainingStep';
import { Validation } from '../../../training/validation';
import { coveringNetworks, nameOf } from '../../support/coveringNetworks';

const V = 60;
const E = 12;
const sizes = { vocabulary: V, embedding: E, hidden: 20 };
const recipe: Recipe = { ...defaultRecipe, batch: 4, windowSteps: 8, candidates: 40, learningRate: 3e-3, threads: 1, validations: 2, axesWindows: 6 };
const random = seededRandom(5);
const document = (length: number) => Uint16Array.from({ length }, (_, i) => (i === 0 ? 0 : 1 + Math.floor(random() ** 2 * 59)));
const documents: TrainingDocuments = { train: Array.from({ length: 6 }, () => document(200)), validation: [document(600)] };
const never = () => false;
const asTheyAre = Float32Array.from({ length: E * E }, (_, i) => Number(i % (E + 1) === 0));

function start(network: TrainableDescription): Parameters {
  return network.cell === 'fixed-window' ? fixedWindowStart() : initialParameters(network, Float64Array.from({ length: V }, () => random() * 50), random);
}

const fixedWindow: FixedWindow = { ...sizes, cell: 'fixed-window', contextTokens: 3 };

function fixedWindowStart(): Parameters {
  return Object.fromEntries(Object.entries(trainable(fixedWindow).shapes).map(([name, [rows, columns]]) => [name, Float32Array.from({ length: rows * columns }, () => random() - 0.5)]));
}

function readingOf(network: TrainableDescription): Reading {
  return new Reading(trainable(network), documents, recipe);
}

async function nats(network: TrainableDescription, parameters: Parameters): Promise<number> {
  const validation = await Validation.create(network, documents.validation, 1);
  const mean = await validation.meanNats(parameters);
  await validation.dispose();
  return mean;
}

function largestDifference(a: Parameters, b: Parameters): number {
  return Math.max(...Object.entries(a).map(([name, values]) => values.reduce((most, value, i) => Math.max(most, Math.abs(value - b[name][i])), 0)));
}

describe('the axes of the tables', () => {
  for (const network of [...coveringNetworks(sizes), fixedWindow]) {
    const name = network.cell === 'fixed-window' ? 'fixed window' : nameOf(network);

    it(`change nothing of what a network says, and are left again (${name})`, async () => {
      const parameters = start(network);
      const axes = await gradientAxes(network, parameters, readingOf(network), recipe, never);
      assert.deepEqual(Object.keys(axes), turnedTables(trainable(network), recipe));
      const other = await turned(network, parameters, axes, 1);
      for (const table of Object.keys(axes)) assert.ok(largestDifference({ table: parameters[table] }, { table: other[table] }) > 1e-3, `${table} was not turned`);
      const [after, before] = [await nats(network, other), await nats(network, parameters)];
      assert.ok(Math.abs(after - before) < 1e-5, `${before} nats, then ${after}`);
      const largest = Math.max(...Object.values(parameters).map((values) => Math.max(...values.map(Math.abs))));
      assert.ok(largestDifference(parameters, await turnedBack(network, other, axes, 1)) < 1e-5 * largest);
    });
  }

  it('are those along which the gradients of the rows do not depend on each other', async () => {
    const network = { ...vanilla(sizes), tied: false };
    const parameters = start(network);
    const axes = await gradientAxes(network, parameters, readingOf(network), recipe, never);
    const [before, after] = [await momentOf(network, parameters), await momentOf(network, await turned(network, parameters, axes, 1))];
    for (const side of ['input', 'output'] as const) {
      const [given, found] = [dependence(before[side]), dependence(after[side])];
      assert.ok(found < 1e-3 && found < given / 50, `${side}: ${given} -> ${found}`);
    }
  });

  it('stay as they are where a table is so wide that finding others would take long', async () => {
    const wide = vanilla({ ...sizes, embedding: 516 });
    const parameters = start(wide);
    assert.deepEqual(await gradientAxes(wide, parameters, readingOf(wide), recipe, never), {});
    assert.equal(await turned(wide, parameters, {}, 1), parameters);
  });

  it('leave the reading where it stood', async () => {
    const network = vanilla(sizes);
    const reading = readingOf(network);
    const before = reading.state();
    await gradientAxes(network, start(network), reading, recipe, never);
    assert.deepEqual(reading.state(), before);
  });

  it('give way to cancelling, and stay as they are then', async () => {
    let asked = 0;
    const network = vanilla(sizes);
    const axes = await gradientAxes(network, start(network), readingOf(network), { ...recipe, axesWindows: 1000 }, () => ++asked === 3);
    assert.equal(asked, 3);
    assert.deepEqual(axes, { embedding: asTheyAre });
  });

  it('stay as they are where the weights predict nothing', async () => {
    const network = vanilla(sizes);
    const parameters = start(network);
    parameters.recurrentWeights.fill(NaN);
    assert.deepEqual(await gradientAxes(network, parameters, readingOf(network), recipe, never), { embedding: asTheyAre });
  });

  it('are not those of what a training returns', async () => {
    const network = { ...vanilla(sizes), tied: false };
    const parameters = start(network);
    const { parameters: untrained } = await trainNetwork(network, parameters, documents, { steps: 0 }, recipe);
    assert.ok(largestDifference(parameters, untrained) < 1e-5);
    const { parameters: trained, bestStep } = await trainNetwork(network, parameters, documents, { steps: 6 }, { ...recipe, learningRate: 1e-4 });
    assert.ok(bestStep > 0);
    // A rate of 1e-4 moves no weight by more than some 1e-3; a rotation would move the tables by their size.
    assert.ok(largestDifference(parameters, trained) < 5e-3);
  });
});

/** Second moment of the directions of the rows' gradients over the windows that axes are found with. */
async function momentOf(network: TrainableDescription, parameters: Parameters): Promise<Record<'input' | 'output', Float64Array>> {
  const reading = readingOf(network);
  const step = await TrainingStep.create(parameters, reading.sampler, { network, window: { batch: recipe.batch, steps: recipe.windowSteps }, threads: 1 });
  const moments = { input: new Float64Array(E * E), output: new Float64Array(E * E) };
  for (let w = 0; w < recipe.axesWindows; w++) {
    const gradients = await step.rowGradients(reading.nextWindow());
    for (const side of ['input', 'output'] as const) addDirections(moments[side], gradients[side]);
  }
  await step.dispose();
  return moments;
}

function addDirections(moment: Float64Array, gradient: Float32Array): void {
  for (let start = 0; start < gradient.length; start += E) {
    const row = gradient.subarray(start, start + E);
    const square = row.reduce((sum, value) => sum + value * value, 0);
    if (square === 0) continue;
    for (let i = 0; i < E * E; i++) moment[i] += (row[Math.floor(i / E)] * row[i % E]) / square;
  }
}

/** What stands beside the diagonal, as a share of what stands on it. */
function dependence(moment: Float64Array): number {
  const on = moment.filter((_, i) => i % (E + 1) === 0);
  const beside = moment.filter((_, i) => i % (E + 1) !== 0);
  return Math.hypot(...beside) / Math.hypot(...on);
}
