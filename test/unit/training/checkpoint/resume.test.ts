// A run that is stopped, kept in a file and gone on with gives the weights of one that was never stopped, bit for bit.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { vanilla, type NetworkDescription } from '../../../../src/model/networkDescription';
import { seededRandom } from '../../../../src/prediction/seededRandom';
import { readCheckpoint } from '../../../../training/checkpoint/checkpointFile';
import { keepCheckpoints } from '../../../../training/checkpoint/checkpointKeeper';
import { fingerprintOf, type RunDescription } from '../../../../training/checkpoint/runDescription';
import { initialParameters } from '../../../../training/initialise';
import type { TrainingDocuments } from '../../../../training/reading';
import { defaultRecipe, trainNetwork, type Recipe, type TrainedNetwork } from '../../../../training/trainNetwork';
import { inTemporaryFolder } from '../../../support/tinyPackage';

const V = 260;
const STEPS = 36;
const sizes = { vocabulary: V, embedding: 6, hidden: 10 };
const recipe: Recipe = { ...defaultRecipe, batch: 4, windowSteps: 8, candidates: 120, learningRate: 1e-2, threads: 1, validations: 3, axesWindows: 0 };
const random = seededRandom(9);
const some = (count: number) => Array.from({ length: count }, () => Uint16Array.from({ length: 30 + Math.floor(40 * random()) }, (_, i) => (i === 0 ? 0 : 1 + Math.floor(259 * random() ** 3))));
// 36 steps read 1152 tokens: each pass over these is one fourth of that, so queues are shuffled anew on the way.
const documents: TrainingDocuments = { train: some(5), validation: some(2), rehearsal: some(2) };

const networks: Readonly<Record<string, NetworkDescription>> = {
  'Elman, tied': vanilla(sizes),
  'Elman of two layers, untied': { ...vanilla(sizes), layers: 2, tied: false },
  'LSTM, tied': { ...vanilla(sizes), cell: 'lstm' },
  'LSTM, untied, learned state': { ...vanilla(sizes), cell: 'lstm', tied: false, initialState: 'learned' },
};

/** Trains and stops after some steps with everything kept; then goes on from the file. */
async function inTwoParts(network: NetworkDescription, read: TrainingDocuments, stopAt: number, by = recipe): Promise<TrainedNetwork> {
  return inTemporaryFolder(async (folder) => {
    const path = join(folder, 'checkpoint');
    const run: RunDescription = { network, recipe: by, tokenizerJson: '{}', text: fingerprintOf(read) };
    let steps = 0;
    await trainNetwork(network, start(network), read, { steps: STEPS }, by, { onState: keepCheckpoints(path, run, { everyMs: 0 }), onProgress: () => steps++, isCancelled: () => steps >= stopAt });
    const { state } = readCheckpoint(path);
    assert.equal(state.clock.steps, stopAt);
    return trainNetwork(network, start(network), read, { steps: STEPS }, by, {}, state);
  });
}

function start(network: NetworkDescription) {
  return initialParameters(network, new Float64Array(V).fill(1), seededRandom(3));
}

function figures({ seconds: _, ...rest }: TrainedNetwork): object {
  return rest;
}

describe('a run that goes on', function () {
  this.timeout(60_000);

  for (const [name, network] of Object.entries(networks)) {
    it(`gives the weights of one that never stopped: ${name}`, async () => {
      const whole = await trainNetwork(network, start(network), documents, { steps: STEPS }, recipe);
      // Before, at and after validations, and at the end.
      for (const stopAt of [1, 7, 12, 13, 35]) assert.deepEqual(figures(await inTwoParts(network, documents, stopAt)), figures(whole), `stopped at ${stopAt}`);
    });
  }

  it('does so with dropout', async () => {
    const network = networks['Elman, tied'];
    const dropping = { ...recipe, dropout: 0.3 };
    const whole = await trainNetwork(network, start(network), documents, { steps: STEPS }, dropping);
    assert.deepEqual(figures(await inTwoParts(network, documents, 13, dropping)), figures(whole));
    assert.notDeepEqual(whole.parameters, (await trainNetwork(network, start(network), documents, { steps: STEPS }, recipe)).parameters);
  });

  for (const name of ['Elman, tied', 'Elman of two layers, untied']) {
    it(`does so with tables in axes of their own: ${name}`, async () => {
      const network = networks[name];
      const turning = { ...recipe, axesWindows: 4 };
      const whole = await trainNetwork(network, start(network), documents, { steps: STEPS }, turning);
      for (const stopAt of [1, 13]) assert.deepEqual(figures(await inTwoParts(network, documents, stopAt, turning)), figures(whole), `stopped at ${stopAt}`);
      assert.notDeepEqual(whole.parameters, (await trainNetwork(network, start(network), documents, { steps: STEPS }, recipe)).parameters);
    });
  }

  it('does so without rehearsal too', async () => {
    const { rehearsal: _, ...alone } = documents;
    const network = vanilla(sizes);
    const whole = await trainNetwork(network, start(network), alone, { steps: STEPS }, recipe);
    assert.deepEqual(figures(await inTwoParts(network, alone, 17)), figures(whole));
  });

  it('makes the validation that was due when it was stopped', async () => {
    const network = vanilla(sizes);
    const whole = await trainNetwork(network, start(network), documents, { steps: STEPS }, recipe);
    await inTemporaryFolder(async (folder) => {
      const path = join(folder, 'checkpoint');
      const keep = keepCheckpoints(path, { network, recipe, tokenizerJson: '{}', text: fingerprintOf(documents) }, { everyMs: 0 });
      // Ends between the step and its validation, as a killed process does.
      const stopped = trainNetwork(network, start(network), documents, { steps: STEPS }, recipe, { onState: (take, isLongAhead) => {
        keep(take, isLongAhead);
        if (take().clock.steps === 12) throw new Error('killed');
        return undefined;
      } });
      await assert.rejects(stopped, /killed/);
      const { state } = readCheckpoint(path);
      assert.deepEqual([state.clock.steps, state.clock.validations], [12, 0]);
      assert.deepEqual(figures(await trainNetwork(network, start(network), documents, { steps: STEPS }, recipe, {}, state)), figures(whole));
    });
  });
});
