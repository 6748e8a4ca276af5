// "Train on Workspace" without the editor: real files, a real network, a real package at the end.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildBundles } from '../../../scripts/build';
import { fingerprint, readManifest } from '../../../src/model/manifest';
import { readMemory } from '../../../src/model/memoryFile';
import { openModelPackage } from '../../../src/model/package';
import { hashOfPath, readTrainedFiles } from '../../../src/model/trainedFiles';
import type { ReportData } from '../../../src/report/reportData';
import { reportOfHtml } from '../../../src/report/reportHtml';
import { UserError } from '../../../src/model/userError';
import { IndexedSource } from '../../../src/prediction/memory/followers';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { readCheckpoint } from '../../../training/checkpoint/checkpointFile';
import type { TrainerOrder, TrainerReport, Verdict } from '../../../training/messages';
import { setAside } from '../../../training/texts';
import { trainOnWorkspace } from '../../../training/trainOnWorkspace';
import { findWorkspaceFiles, planOf } from '../../../training/workspaceCorpus';
import { timesKnown } from '../../support/remembered';
import { inTemporaryFolder, writeTinyPackage } from '../../support/tinyPackage';

const OLD_WORDS = ['the', 'hello', 'consolation', 'of', 'Zorvethian', 'stone', 'tells', 'another', '한글'];
/** More time than any of these runs takes: their number of steps then follows from their text, not from the machine's speed. */
const LONG_SECONDS = 3600;
const NEW_WORDS = ['QUARTZ', 'JUMBLE', 'VEX', '한한', 'WXYZ', '12', 'KLMN'];

/** Files of sentences from a few words, so that there is something to learn. */
function writeWorkspace(folder: string, files: number, words = OLD_WORDS): void {
  const random = seededRandom(4);
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < files; i++) {
    const lines = Array.from({ length: 20 }, () => Array.from({ length: 8 }, () => words[Math.floor(random() * words.length)]).join(' '));
    writeFileSync(join(folder, `notes-${i}.md`), `${lines.join('\n')}\n`);
  }
}

function orderIn(folder: string, rehearsal: string): TrainerOrder {
  const bundled = writeTinyPackage(join(folder, 'bundled'));
  const texts = { en: [rehearsal] };
  writeFileSync(join(bundled, 'rehearsal.json'), JSON.stringify({ train: texts, heldOut: texts }));
  return { kind: 'train', folders: [join(folder, 'workspace')], excluded: [], from: bundled, bundled, candidate: join(folder, 'candidate'), seconds: LONG_SECONDS, seed: 1 };
}

type Progress = Extract<TrainerReport, { kind: 'progress' }>;

/** @returns the verdict, and what was said on the way. */
async function train(order: TrainerOrder): Promise<[Verdict, Progress[]]> {
  const news: Progress[] = [];
  const verdict = await trainOnWorkspace(order, (report) => report.kind === 'progress' && news.push(report));
  return [verdict, news];
}

/** Gives an order to a trainer of its own, and kills it as soon as a checkpoint is there. */
async function killAtCheckpoint(order: TrainerOrder & { readonly checkpoint: string }): Promise<void> {
  const child = fork(join(__dirname, '..', '..', '..', 'training', 'trainer.ts'), [], { execArgv: ['--import', 'tsx'], stdio: 'ignore' });
  const exit = once(child, 'exit') as Promise<[number | null, string | null]>;
  let hasEnded = false;
  child.on('message', ({ kind }: TrainerReport) => (hasEnded ||= kind !== 'progress'));
  child.send(order);
  while (!existsSync(order.checkpoint) && !hasEnded) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(!hasEnded, 'the training was over before it could be killed');
  child.kill('SIGKILL');
  assert.deepEqual(await exit, [null, 'SIGKILL']);
}

function reportIn({ reportFile }: { readonly reportFile: string }): ReportData {
  return reportOfHtml(readFileSync(reportFile, 'utf8'))!;
}

describe('training on a workspace', function () {
  this.timeout(120_000); // two whole trainings, on a machine that may be busy

  before(() => buildBundles(['reportPage']));

  it('leaves a better package that knows its files, and says so', async () => inTemporaryFolder(async (folder) => {
    writeWorkspace(join(folder, 'workspace'), 40);
    const order = { ...orderIn(folder, 'the stone tells hello of the consolation\n'.repeat(20)), reportFile: join(folder, 'report.html'), memory: join(folder, 'memory.bin') };
    const reports: TrainerReport[] = [];
    const verdict = await trainOnWorkspace(order, (report) => reports.push(report));
    assert.ok(verdict.accepted, JSON.stringify(verdict));
    assert.ok(verdict.heldOut.after < 0.9 * verdict.heldOut.before);
    const report = reportOfHtml(readFileSync(order.reportFile, 'utf8'))!;
    assert.deepEqual([report.state, report.folders, report.languages.map(({ language }) => language)], ['done', ['workspace'], ['markdown']]);
    assert.ok(report.points.length > 50);
    assert.deepEqual([report.heldOut[0].before, report.heldOut[0].after], [verdict.heldOut.before, verdict.heldOut.after]);
    assert.deepEqual(report.rehearsal, [{ language: 'en', bytes: 820, ...verdict.rehearsal.en }]);
    const { bins, error, errorByChance } = report.reliability!;
    assert.ok(bins.reduce((sum, { suggestions }) => sum + suggestions, 0) > 100, 'some hundred places are asked');
    assert.ok(error < errorByChance + 0.1, `${error}, by chance ${errorByChance}`);
    const opened = await openModelPackage(order.candidate);
    assert.equal(opened.manifest.training.seed, 1);
    await opened.dispose();
    const { train } = setAside(findWorkspaceFiles(order).train);
    assert.deepEqual([...readTrainedFiles(order.candidate)].sort(), train.map(({ path }) => hashOfPath(path)).sort());
    const { tokenizer, manifest } = opened;
    const remembered = readMemory(order.memory, manifest.vocabularyFingerprint, tokenizer.size);
    assert.equal(remembered.tokens.filter((token) => token === tokenizer.startToken).length, train.length, 'every file that was learned from');
    assert.equal(timesKnown([new IndexedSource(remembered)], tokenizer, ' Zorvethian') > 0, true);
    const fractions = reports.flatMap((report) => (report.kind === 'progress' ? [report.fraction] : []));
    assert.deepEqual(fractions, [...fractions].sort((a, b) => a - b), 'the bar never goes back');
    assert.equal(fractions.at(-1), 1);
  }));

  it('learns a small project of some kilobytes, and judges it by what it did not learn', async () => inTemporaryFolder(async (folder) => {
    writeWorkspace(join(folder, 'workspace'), 8);
    const order = { ...orderIn(folder, 'the stone tells hello of the consolation\n'.repeat(20)), reportFile: join(folder, 'report.html') };
    const { accepted, finding, heldOut } = await trainOnWorkspace(order, () => undefined);
    assert.deepEqual([accepted, finding], [true, 'better'], JSON.stringify(heldOut));
    assert.equal(reportIn(order).finding, 'better');
  }));

  it('takes a smaller share of what was learned where all of it would forget what the bundled model knew', async () => inTemporaryFolder(async (folder) => {
    writeWorkspace(join(folder, 'workspace'), 40, OLD_WORDS);
    const first = orderIn(folder, 'x');
    assert.ok((await trainOnWorkspace(first, () => undefined)).accepted);
    writeWorkspace(join(folder, 'workspace'), 40, NEW_WORDS);
    const old = 'the stone tells hello of another stone\n'.repeat(20);
    writeFileSync(join(first.candidate, 'rehearsal.json'), JSON.stringify({ train: { en: ['hello'] }, heldOut: { en: [old] } }));
    const second = { ...first, from: first.candidate, bundled: first.candidate, candidate: join(folder, 'second') };
    const verdict = await trainOnWorkspace(second, () => undefined);
    const { before, after } = verdict.rehearsal.en;
    assert.equal(verdict.accepted, after <= 1.03 * before && verdict.heldOut.after < 0.99 * verdict.heldOut.before, JSON.stringify(verdict));
    // Who knows nothing needs eight bits for a byte.
    assert.ok(after < 0.8 * 8, `the share that is left has not forgotten all: ${before} -> ${after}`);
    assert.ok(verdict.heldOut.after < verdict.heldOut.before, 'and has learned');
  }));

  it('goes on from the live model, knows its files too, and is held against what the bundled one knew', async () => inTemporaryFolder(async (folder) => {
    writeWorkspace(join(folder, 'workspace'), 40);
    const first = orderIn(folder, 'the stone tells hello of the consolation\n'.repeat(20));
    const { rehearsal: { en: ofBundled } } = await trainOnWorkspace(first, () => undefined);
    rmSync(join(folder, 'workspace'), { recursive: true });
    writeWorkspace(join(folder, 'workspace', 'more'), 40);
    const second = { ...first, from: first.candidate, candidate: join(folder, 'second') };
    const { rehearsal: { en } } = await trainOnWorkspace(second, () => undefined);
    assert.equal(en.before, ofBundled.before);
    assert.equal(readManifest(second.candidate).training.from, fingerprint(join(first.candidate, 'model.onnx')));
    const known = readTrainedFiles(second.candidate);
    assert.ok([...readTrainedFiles(first.candidate)].every((hash) => known.has(hash)));
    assert.ok(known.size > readTrainedFiles(first.candidate).size);
  }));

  it('goes on from a trainer that was killed, and ends where one ends that nobody killed', async () => inTemporaryFolder(async (folder) => {
    writeWorkspace(join(folder, 'workspace'), 80);
    const order = { ...orderIn(folder, 'the stone tells hello of the consolation\n'.repeat(20)), checkpoint: join(folder, 'training.checkpoint'), reportFile: join(folder, 'report.html') };
    await killAtCheckpoint(order);
    assert.equal(reportIn(order).state, 'running');
    const kept = readFileSync(order.checkpoint).toString('latin1');
    // Short words stand among the bytes of weights by chance.
    const telling = [...OLD_WORDS, 'notes-', folder].map((word) => Buffer.from(word).toString('latin1')).filter((bytes) => bytes.length > 4);
    for (const bytes of telling) assert.ok(!kept.includes(bytes), `the checkpoint holds ${bytes}`);
    const { steps, plannedSteps } = readCheckpoint(order.checkpoint).state.clock;
    const [resumed, news] = await train(order);
    assert.ok(news.every(({ phase, goesOnFrom }) => goesOnFrom === (phase === 'training' ? steps : undefined)));
    assert.ok(reportIn(order).points[0].step > steps);
    assert.equal(readManifest(order.candidate).training.steps, plannedSteps);
    const whole = { ...order, candidate: join(folder, 'whole'), checkpoint: join(folder, 'other.checkpoint') };
    assert.deepEqual((await train(whole))[0], resumed);
    assert.deepEqual(readFileSync(join(order.candidate, 'model.onnx')), readFileSync(join(whole.candidate, 'model.onnx')));
  }));

  it('begins anew where the text is another one by now', async () => inTemporaryFolder(async (folder) => {
    writeWorkspace(join(folder, 'workspace'), 40);
    const order = { ...orderIn(folder, 'the stone'), checkpoint: join(folder, 'training.checkpoint') };
    await killAtCheckpoint(order);
    writeWorkspace(join(folder, 'workspace'), 40, NEW_WORDS);
    const [, news] = await train(order);
    assert.ok(news.every(({ goesOnFrom }) => goesOnFrom === undefined));
  }));

  it('ends early where its checkpoint cannot be written, and says so', async () => inTemporaryFolder(async (folder) => {
    writeWorkspace(join(folder, 'workspace'), 80);
    const order = { ...orderIn(folder, 'the stone tells hello of the consolation\n'.repeat(20)), checkpoint: join(folder, 'gone', 'training.checkpoint'), reportFile: join(folder, 'report.html') };
    const ended = await trainOnWorkspace(order, () => undefined).catch((error: UserError) => error);
    // On a slow machine no validation was made before the first checkpoint, so there are no better weights to judge.
    assert.equal(existsSync(order.candidate), !(ended instanceof UserError));
    const problem = ended instanceof UserError ? ended.sentence : ended.problem!;
    assert.match(problem.template, /^The training ended early, for the checkpoint \{0\} cannot be written/);
    assert.match(String(problem.values[1]), /^ENOENT/);
    assert.deepEqual(reportIn(order).reason, problem);
  }));

  it('leaves a page that says in which sentence it failed', async () => inTemporaryFolder(async (folder) => {
    writeWorkspace(join(folder, 'workspace'), 40);
    const order = { ...orderIn(folder, 'x'), reportFile: join(folder, 'report.html'), candidate: join(folder, 'workspace', 'notes-1.md', 'candidate') };
    await assert.rejects(trainOnWorkspace({ ...order, seconds: 0.1 }, () => undefined), UserError);
    const { state, reason } = reportIn(order);
    assert.deepEqual([state, reason?.template], ['failed', 'The model cannot be written to {0}: {1}']);
  }));

  it('says what it would read, the same in every run', async () => inTemporaryFolder((folder) => {
    writeWorkspace(join(folder, 'workspace'), 40);
    const order = orderIn(folder, 'x');
    const plan = planOf(findWorkspaceFiles(order));
    assert.equal(plan.files, 40);
    assert.ok(plan.canJudge && plan.heldOutFiles >= 4 && plan.bytes > 30_000);
    assert.equal(plan.problem, undefined);
    assert.deepEqual(planOf(findWorkspaceFiles(order)), plan);
  }));

  for (const [what, files, template] of [['an empty', 0, /no text/], ['a tiny', 1, /too little text/], ['a small', 3, /too little text/]] as const) {
    it(`says in a sentence why ${what} workspace cannot be learned`, async () => inTemporaryFolder(async (folder) => {
      writeWorkspace(join(folder, 'workspace'), files);
      const order = orderIn(folder, 'x');
      assert.match(planOf(findWorkspaceFiles(order)).problem!.template, template);
      await assert.rejects(trainOnWorkspace(order, () => undefined), UserError);
    }));
  }
});
