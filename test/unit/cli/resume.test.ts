// `elman train` killed in the middle, as a process, and gone on with: the package is that of a run nobody killed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifest } from '../../../src/model/manifest';
import { checkpointOf, trainFromPaths } from '../../../training/trainFromPaths';
import { inTemporaryFolder } from '../../support/tinyPackage';
import { elman } from '../../support/terminalStub';

const CLI = join(__dirname, '..', '..', '..', 'src', 'cli.ts');
const SMALL = ['--hidden', '16', '--embedding', '8', '--vocabulary', '300', '--json'];
/** Many times as long as it takes to the first checkpoint. */
const STEPS = '2000';

function writeTexts(folder: string): string {
  mkdirSync(join(folder, 'texts'));
  for (let i = 0; i < 40; i++) writeFileSync(join(folder, 'texts', `${i}.txt`), `file ${i}\n${'the quick brown fox jumps over the lazy dog\n'.repeat(20 + i)}`);
  return join(folder, 'texts');
}

/** Starts the command line as a process, and kills it as soon as a checkpoint is there. */
async function killAtCheckpoint(out: string, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', CLI, ...args], { stdio: 'ignore' });
  const exit = once(child, 'exit') as Promise<[number | null, string | null]>;
  let hasEnded = false;
  void exit.then(() => (hasEnded = true));
  while (!existsSync(checkpointOf(out)) && !hasEnded) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGKILL');
  assert.deepEqual(await exit, [null, 'SIGKILL']);
}

describe('elman train --resume', function () {
  this.timeout(180_000); // three trainings, on a machine that may be busy

  it('goes on from a killed process to the same weights', () => inTemporaryFolder(async (folder) => {
    const texts = writeTexts(folder);
    const out = join(folder, 'killed');
    const steps = ['--steps', STEPS];
    await killAtCheckpoint(out, ['train', '--out', out, ...steps, ...SMALL, texts]);
    assert.ok(!existsSync(out), 'nothing was published');
    const other = await elman(['train', '--out', out, '--steps', '7', '--resume', ...SMALL, texts]);
    assert.deepEqual([other.exitCode, other.notes], [1, `The checkpoint ${checkpointOf(out)} is of another run: its number of steps is ${STEPS}, not 7.\n`]);
    const resumed = await elman(['train', '--out', out, ...steps, '--resume', ...SMALL, texts]);
    assert.equal(resumed.exitCode, 0, resumed.notes);
    assert.deepEqual(readdirSync(folder).sort(), ['killed', 'texts'], 'the checkpoint is gone');
    const whole = join(folder, 'whole');
    assert.equal((await elman(['train', '--out', whole, ...steps, ...SMALL, texts])).exitCode, 0);
    assert.equal(readManifest(out).training.steps, Number(STEPS));
    assert.deepEqual(readFileSync(join(out, 'model.onnx')), readFileSync(join(whole, 'model.onnx')));
  }));

  it('gives way to cancelling while the new model is measured', () => inTemporaryFolder(async (folder) => {
    const out = join(folder, 'model');
    const isMeasuring = () => readdirSync(folder).some((name) => name.includes('.measured-'));
    const training = trainFromPaths({ paths: [writeTexts(folder)], out, steps: 3, hidden: 16, embedding: 8, vocabulary: 300, isCancelled: isMeasuring, nowMs: () => 0 });
    await assert.rejects(training, { name: 'UserError', message: 'Training was cancelled; nothing was written.' });
    assert.deepEqual(readdirSync(folder), ['texts']);
  }));

  it('wants a checkpoint', () => inTemporaryFolder(async (folder) => {
    const out = join(folder, 'model');
    const { exitCode, notes } = await elman(['train', '--out', out, '--steps', '2', '--resume', ...SMALL, writeTexts(folder)]);
    assert.deepEqual([exitCode, notes], [1, `There is no checkpoint ${checkpointOf(out)} to go on from.\n`]);
  }));
});
