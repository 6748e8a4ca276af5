// `elman train` where something goes wrong, or where somebody wants no more of it: a sentence, and nothing lost.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildBundles } from '../../../scripts/build';
import { readManifest } from '../../../src/model/manifest';
import { writeModelPackage } from '../../../src/model/package';
import type { ReportData } from '../../../src/report/reportData';
import { reportOfHtml } from '../../../src/report/reportHtml';
import { setAside } from '../../../training/texts';
import { readPaths } from '../../../training/corpus/readPaths';
import { splitHeldOut } from '../../../training/corpus/split';
import { exportModel } from '../../../training/graph/exportedModel';
import type { Parameters } from '../../../training/graph/network';
import { initialParameters } from '../../../training/initialise';
import { checkpointOf, pageOf, trainFromPaths, type TrainOptions } from '../../../training/trainFromPaths';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { elman } from '../../support/terminalStub';
import { inTemporaryFolder, tinyContents, TINY_NETWORK } from '../../support/tinyPackage';

const SENTENCE = 'the quick brown fox jumps over the lazy dog\n';
/** The six validations of a run come after every tenth step. */
const SMALL = { steps: 60, hidden: 16, embedding: 8, vocabulary: 300 };
/** The first checkpoint of a run is written after a second. */
const FIRST_CHECKPOINT_MS = 1_000;

function writeTexts(folder: string): string {
  const texts = join(folder, 'texts');
  mkdirSync(texts);
  for (let i = 0; i < 40; i++) writeFileSync(join(texts, `${i}.txt`), `file ${i}\n${SENTENCE.repeat(20 + i)}`);
  return texts;
}

/** Does something at a step, and makes this step last until a checkpoint is due. */
function atStep(wanted: number, work: () => void): NonNullable<TrainOptions['onProgress']> {
  return ({ step }) => {
    if (step !== wanted) return;
    work();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FIRST_CHECKPOINT_MS + 100);
  };
}

function reportIn(page: string): ReportData {
  return reportOfHtml(readFileSync(page, 'utf8'))!;
}

/** A package to go on from, of weights that a test has spoiled. */
function writeSpoiled(folder: string, spoil: (parameters: Parameters) => void, cell = TINY_NETWORK.cell): string {
  const network = { ...TINY_NETWORK, cell };
  const parameters = initialParameters(network, new Float32Array(network.vocabulary).fill(1), seededRandom(1));
  spoil(parameters);
  writeModelPackage(folder, { ...tinyContents({ network }), modelBytes: exportModel(network, parameters, 'float32') });
  return folder;
}

describe('the endings of elman train', function () {
  this.timeout(120_000);
  before(() => buildBundles(['reportPage']));

  it('writes its best model, and says why it ended early, where the folder is gone in the middle', () => inTemporaryFolder(async (folder) => {
    const out = join(folder, 'deep', 'model');
    const failures: string[] = [];
    const onProgress = atStep(15, () => rmSync(join(folder, 'deep'), { recursive: true }));
    const { problem, steps } = await trainFromPaths({ ...SMALL, paths: [writeTexts(folder)], out, onProgress, onReportFailure: (reason) => failures.push(reason) });
    assert.match(problem!, /^The training ended early, for the checkpoint .* cannot be written: ENOENT/);
    assert.equal(steps, 16);
    assert.equal(readManifest(out).training.steps, 16);
    assert.equal(failures.length, 1, 'of the page it is said once');
    const { state, reason } = reportIn(join(out, 'report.html'));
    assert.deepEqual([state, reason?.template], ['done', 'The training ended early, for the checkpoint {0} cannot be written: {1}']);
    assert.deepEqual(readdirSync(join(folder, 'deep')), ['model']);
  }));

  it('writes its best model on a disk that has no room for a checkpoint, and says so where there is none for the model or the text', function () {
    return inTemporaryFolder(async (folder) => {
      const disk = join(folder, 'disk');
      mkdirSync(disk);
      const paths = [writeTexts(folder)];
      // The tokens have some 30 kB, the page 75, the checkpoint 220, the model twice 45.
      const endings = { '256k': undefined, '64k': /^The model cannot be written to .*: ENOSPC/, '8k': /^The tokens of the text cannot be kept in .*: ENOSPC/ };
      for (const [size, message] of Object.entries(endings)) {
        if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk]).status !== 0) return this.skip();
        try {
          const out = join(disk, 'model');
          const training = trainFromPaths({ ...SMALL, hidden: 96, paths, out, onProgress: atStep(15, () => undefined) });
          if (message) await assert.rejects(training, { name: 'UserError', message });
          else assert.match((await training).problem!, /cannot be written: ENOSPC/);
          assert.deepEqual(readdirSync(disk), message ? [] : ['model']);
          if (existsSync(join(out, 'report.html'))) assert.equal(reportIn(join(out, 'report.html')).state, 'done');
        } finally {
          spawnSync('umount', [disk]);
        }
      }
    });
  });

  it('says in a sentence that the weights it was to go on from are no numbers', () => inTemporaryFolder(async (folder) => {
    const from = writeSpoiled(join(folder, 'from'), ({ recurrentWeights }) => recurrentWeights.fill(NaN));
    const { exitCode, notes } = await elman(['train', '--out', join(folder, 'next'), '--from', from, '--steps', '5', writeTexts(folder)]);
    assert.equal(exitCode, 1);
    assert.match(notes, /^\S+model\.onnx cannot be run: .*\n$/);
    assert.deepEqual(readdirSync(folder), ['from', 'texts']);
  }));

  it('says in a sentence that it diverged, and leaves nothing', () => inTemporaryFolder(async (folder) => {
    const texts = writeTexts(folder);
    // What is watched has a few tokens; along the others the state of rectifiers grows beyond all numbers.
    for (const { path } of setAside(splitHeldOut(readPaths([texts])).train).watched) writeFileSync(path, 'the fox\n');
    const from = writeSpoiled(join(folder, 'from'), ({ recurrentWeights }) => recurrentWeights.forEach((weight, i) => (recurrentWeights[i] = 10 * Math.abs(weight))), 'elman-relu');
    const { exitCode, notes } = await elman(['train', '--out', join(folder, 'next'), '--from', from, '--steps', '50', texts]);
    assert.equal(exitCode, 1);
    assert.match(notes, /^Training diverged at step \d+: the loss is not finite\.\n$/);
    assert.deepEqual(readdirSync(folder), ['from', 'texts']);
  }));

  it('goes on after it was cancelled, also where it lies among what it reads', () => inTemporaryFolder(async (folder) => {
    const texts = writeTexts(folder);
    const options = { ...SMALL, paths: [texts], out: join(texts, 'model') };
    let isCancelled = false;
    const onProgress = atStep(15, () => undefined);
    const cancelled = trainFromPaths({ ...options, onProgress: (progress) => {
      onProgress(progress);
      isCancelled ||= progress.step === 16;
    }, isCancelled: () => isCancelled });
    await assert.rejects(cancelled, { name: 'UserError', message: `Training was cancelled. With --resume it goes on from ${checkpointOf(options.out)}.` });
    assert.equal(reportIn(pageOf(options.out)).state, 'cancelled');
    await assert.rejects(trainFromPaths({ ...options, steps: 61, resume: true }), /number of steps/);
    assert.equal((await trainFromPaths({ ...options, resume: true })).steps, 60);
    assert.equal(reportIn(join(options.out, 'report.html')).points[0].step, 17);
    assert.deepEqual(readdirSync(texts).filter((name) => !name.endsWith('.txt')), ['model']);
  }));

  it('keeps what it has learned where the model cannot be written, and says so on its page', () => inTemporaryFolder(async (folder) => {
    const options = { ...SMALL, paths: [writeTexts(folder)], out: join(folder, 'model') };
    const occupy = () => {
      mkdirSync(options.out);
      writeFileSync(join(options.out, 'thesis.txt'), 'mine');
    };
    await assert.rejects(trainFromPaths({ ...options, onProgress: atStep(59, occupy) }), { name: 'UserError', message: /holds thesis\.txt/ });
    const { state, reason } = reportIn(pageOf(options.out));
    assert.deepEqual([state, reason?.values[1]], ['failed', 'thesis.txt']);
    assert.deepEqual(readdirSync(options.out), ['thesis.txt']);
    rmSync(options.out, { recursive: true });
    let steps = 0;
    await trainFromPaths({ ...options, resume: true, onProgress: () => steps++ });
    assert.equal(steps, 0, 'all of them were made before');
    assert.deepEqual(readdirSync(folder), ['model', 'texts']);
  }));

  it('refuses to go on with another time', () => inTemporaryFolder(async (folder) => {
    const { steps: _, ...timed } = { ...SMALL, paths: [writeTexts(folder)], out: join(folder, 'model'), minutes: 1 };
    let isCancelled = false;
    await assert.rejects(trainFromPaths({ ...timed, onProgress: () => (isCancelled ||= existsSync(checkpointOf(timed.out))), isCancelled: () => isCancelled }), /--resume/);
    await assert.rejects(trainFromPaths({ ...timed, minutes: 2, resume: true }), { name: 'UserError', message: /of another run: it was given another time\.$/ });
    assert.ok(existsSync(checkpointOf(timed.out)));
  }));
});
