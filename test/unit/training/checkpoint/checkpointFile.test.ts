// Checkpoints that are damaged, foreign, or cannot be written.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { vanilla } from '../../../../src/model/networkDescription';
import { seededRandom } from '../../../../src/prediction/seededRandom';
import { CHECKPOINT_VERSION, readCheckpoint, removeCheckpoint, writeCheckpoint, type Checkpoint } from '../../../../training/checkpoint/checkpointFile';
import { keepCheckpoints } from '../../../../training/checkpoint/checkpointKeeper';
import { checkSameRun, fingerprintOf, type RunDescription } from '../../../../training/checkpoint/runDescription';
import { initialParameters } from '../../../../training/initialise';
import { defaultRecipe, trainNetwork } from '../../../../training/trainNetwork';
import { inTemporaryFolder } from '../../../support/tinyPackage';

const network = vanilla({ vocabulary: 260, embedding: 6, hidden: 10 });
const recipe = { ...defaultRecipe, batch: 2, windowSteps: 4, candidates: 100, threads: 1, validations: 1 };
const documents = { train: [Uint16Array.from({ length: 50 }, (_, i) => i), Uint16Array.from({ length: 20 }, (_, i) => 2 * i)], validation: [Uint16Array.of(0, 1, 2, 3)] };
const run: RunDescription = { network, recipe, tokenizerJson: '{"한": 1}', text: fingerprintOf(documents) };
const start = initialParameters(network, new Float64Array(260).fill(1), seededRandom(1));

/** A checkpoint after three steps, as a run writes it. */
async function writeReal(path: string): Promise<Checkpoint> {
  await trainNetwork(network, start, documents, { steps: 3 }, recipe, { onState: keepCheckpoints(path, run, { everyMs: 0 }) });
  return readCheckpoint(path);
}

function refuses(path: string, bytes: Uint8Array, message: RegExp): void {
  writeFileSync(path, bytes);
  assert.throws(() => readCheckpoint(path), { name: 'UserError', message });
}

describe('a checkpoint on disk', () => {
  it('gives back what was written', () => inTemporaryFolder(async (folder) => {
    const path = join(folder, 'checkpoint');
    const read = await writeReal(path);
    assert.deepEqual(read.run, run);
    writeCheckpoint(join(folder, 'again'), read);
    assert.deepEqual(readCheckpoint(join(folder, 'again')), read);
    removeCheckpoint(path);
    assert.throws(() => readCheckpoint(path), { name: 'UserError', message: `There is no checkpoint ${path} to go on from.` });
  }));

  it('is refused where it is damaged, in a sentence that says how', () => inTemporaryFolder(async (folder) => {
    const path = join(folder, 'checkpoint');
    await writeReal(path);
    const whole = readFileSync(path);
    const changed = (offset: number, value: number) => Object.assign(Buffer.from(whole), { [offset]: value });
    for (const bytes of [0, 20, 48, 200, whole.length - 1]) refuses(path, whole.subarray(0, bytes), /truncated/);
    refuses(path, Buffer.concat([whole, Buffer.alloc(4)]), /is oversized: \d+ bytes instead of \d+\.$/);
    refuses(path, changed(0, 0), /is no checkpoint\.$/);
    refuses(path, changed(8, CHECKPOINT_VERSION + 1), /has format version 5; this version of Elman reads 4\.$/);
    refuses(path, changed(15, 0xff), /is too large/);
    refuses(path, changed(48, 0), /is no JSON file/);
    refuses(path, changed(whole.length - 1, 1 + whole[whole.length - 1]), /its SHA-256/);
    const header = whole.toString('latin1').replace('"embedding":6', '"embedding":9');
    refuses(path, Buffer.from(header, 'latin1'), /is truncated/);
    mkdirSync(join(folder, 'directory'));
    assert.throws(() => readCheckpoint(join(folder, 'directory')), { name: 'UserError', message: /cannot be read/ });
  }));

  it('is refused where it is of another run, in a sentence that says which', () => {
    const other = (changes: Partial<RunDescription>, message: RegExp) => assert.throws(() => checkSameRun('file', run, { ...run, ...changes }), { name: 'UserError', message });
    checkSameRun('file', run, { ...run });
    other({ network: { ...network, hidden: 11 } }, /its hidden is 10, not 11\.$/);
    other({ recipe: { ...recipe, seed: 2 } }, /its seed is 1, not 2\.$/);
    other({ recipe: { ...recipe, threads: 2 } }, /its threads is 1, not 2\.$/);
    other({ tokenizerJson: '{}' }, /another tokenizer\.$/);
    other({ from: 'a'.repeat(64) }, /other weights\.$/);
    other({ text: fingerprintOf({ ...documents, validation: [Uint16Array.of(0, 1, 2, 4)] }) }, /other text\.$/);
  });

  it('that points beyond its documents is refused before anything is read', () => inTemporaryFolder(async (folder) => {
    const { state } = await writeReal(join(folder, 'checkpoint'));
    const [queue] = state.queues;
    const wrong = [{ queues: [] }, { queues: [{ ...queue, order: Uint32Array.of(0, 0) }] }, { queues: [{ ...queue, next: 3 }] }, { streams: [] }, { streams: state.streams.map((stream) => ({ ...stream, document: 2 })) }, { streams: state.streams.map((stream) => ({ ...stream, position: 50 })) }];
    for (const changes of wrong) await assert.rejects(trainNetwork(network, start, documents, { steps: 9 }, recipe, {}, { ...state, ...changes }), { name: 'UserError', message: /not in the text\.$/ });
  }));

  it('that the disk has no room for ends the training with its best weights; the older one stays', function () {
    return inTemporaryFolder(async (folder) => {
      const disk = join(folder, 'disk');
      mkdirSync(disk);
      // A real full disk, where this user may mount one; room for one checkpoint and not for two.
      const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
      if (status !== 0) return this.skip();
      try {
        const path = join(disk, 'checkpoint');
        const keep = keepCheckpoints(path, run, { everyMs: 0 });
        const trained = await trainNetwork(network, start, documents, { steps: 9 }, recipe, { onState: keep });
        assert.equal(trained.steps, 2);
        assert.equal(trained.problem?.template, 'The training ended early, for the checkpoint {0} cannot be written: {1}');
        assert.match(String(trained.problem.values[1]), /^ENOSPC/);
        assert.equal(readCheckpoint(path).state.clock.steps, 1);
        assert.ok(!existsSync(`${path}.new`));
      } finally {
        spawnSync('umount', [disk]);
      }
    });
  });

  it('that cannot be written because its folder is gone ends the training too', () => inTemporaryFolder(async (folder) => {
    const keep = keepCheckpoints(join(folder, 'gone', 'checkpoint'), run, { everyMs: 0 });
    const trained = await trainNetwork(network, start, documents, { steps: 9 }, recipe, { onState: keep });
    assert.deepEqual([trained.steps, trained.cancelled], [1, false]);
    assert.match(String(trained.problem!.values[1]), /^ENOENT/);
  }));
});
