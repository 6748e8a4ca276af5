// What a workspace's training keeps of itself, and which training may go on from it.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { vanilla } from '../../../../src/model/networkDescription';
import { seededRandom } from '../../../../src/prediction/seededRandom';
import { keepCheckpoints } from '../../../../training/checkpoint/checkpointKeeper';
import { fingerprintOf, type RunDescription } from '../../../../training/checkpoint/runDescription';
import { WorkspaceCheckpoint } from '../../../../training/checkpoint/workspaceCheckpoint';
import { initialParameters } from '../../../../training/initialise';
import { defaultRecipe, trainNetwork } from '../../../../training/trainNetwork';
import { inTemporaryFolder } from '../../../support/tinyPackage';

const network = vanilla({ vocabulary: 260, embedding: 6, hidden: 10 });
const recipe = { ...defaultRecipe, batch: 2, windowSteps: 4, candidates: 100, threads: 1, validations: 1 };
const documents = { train: [Uint16Array.from({ length: 50 }, (_, i) => i)], validation: [Uint16Array.of(0, 1, 2, 3)] };
const run: Omit<RunDescription, 'tokenizerJson'> = { network, recipe, text: fingerprintOf(documents), from: 'a'.repeat(64), seconds: 60 };

/** Leaves the checkpoint of a run that was killed after two of nine steps. */
async function interrupt(path: string): Promise<void> {
  let steps = 0;
  const onState = keepCheckpoints(path, { ...run, tokenizerJson: '' }, { everyMs: 0 });
  const start = initialParameters(network, new Float64Array(260).fill(1), seededRandom(1));
  await trainNetwork(network, start, documents, { steps: 9 }, recipe, { onState, onProgress: () => steps++, isCancelled: () => steps >= 2 });
}

describe('the checkpoint of a workspace', () => {
  it('is taken up by the same training, and dropped without a word by any other', () => inTemporaryFolder(async (folder) => {
    const path = join(folder, 'training.checkpoint');
    const others: Partial<RunDescription>[] = [
      { text: 'b'.repeat(64) }, { from: 'b'.repeat(64) }, { seconds: 61 }, { network: { ...network, hidden: 11 } }, { recipe: { ...recipe, learningRate: 1 } },
    ];
    await interrupt(path);
    const bytes = readFileSync(path);
    assert.equal(new WorkspaceCheckpoint(path, run).takeUp()?.clock.steps, 2);
    assert.ok(existsSync(path), 'taking it up leaves it there');
    for (const other of others) {
      writeFileSync(path, bytes);
      assert.equal(new WorkspaceCheckpoint(path, { ...run, ...other }).takeUp(), undefined);
      assert.deepEqual(readdirSync(folder), [], JSON.stringify(other));
    }
  }));

  it('is dropped where it is damaged, and need not be there', () => inTemporaryFolder((folder) => {
    const path = join(folder, 'training.checkpoint');
    assert.equal(new WorkspaceCheckpoint(path, run).takeUp(), undefined);
    writeFileSync(path, 'ELMANRUN, but no more of it');
    assert.equal(new WorkspaceCheckpoint(path, run).takeUp(), undefined);
    assert.deepEqual(readdirSync(folder), []);
  }));

  it('is none without a place for it', () => {
    const checkpoint = new WorkspaceCheckpoint(undefined, run);
    assert.equal(checkpoint.takeUp(), undefined);
    assert.deepEqual(checkpoint.callbacks(), {});
    checkpoint.drop();
  });
});
