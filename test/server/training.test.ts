import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { reportOfHtml } from '../../src/report/reportHtml';
import type { LearnedState, TrainingOutcome, TrainingPlan, TrainingProgress } from '../../src/server/protocol';
import { Client, type ClientOptions } from './support/client';
import { folderWith, INVENTED, newFolder, taughtPackages } from './support/fixtures';
import { SENTENCES } from './support/taughtPackage';
import type { ClientDocument } from './support/clientDocument';

/** What the trainer of these tests does stands in support/fakeTrainer.ts. */
describe('training from the server', () => {
  let client: Client;
  let bundled: string;
  let learned: string;
  let storage: string;
  let folder: string;
  const progress: TrainingProgress[] = [];
  before(async () => ({ bundled, learned } = await taughtPackages()));
  beforeEach(async () => {
    storage = newFolder();
    folder = folderWith({ 'a.txt': `we ${INVENTED.slice(0, 3)}` });
  });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
    assert.deepEqual(client.errors, []);
  });

  async function start(options: ClientOptions = {}): Promise<void> {
    client = await Client.start({ bundledModel: bundled, storage, folders: [folder], ...options });
    progress.length = 0;
    client.connection.onNotification('elman/trainingProgress', (news: TrainingProgress) => void progress.push(news));
    await client.ready();
  }
  const train = (ending: string, ...more: string[]) => client.request<TrainingOutcome>('elman/train', { excluded: [ending, ...more], seconds: 60 });
  const open = () => client.open(`file://${join(folder, 'a.txt')}`, 'plaintext', `we ${INVENTED.slice(0, 3)}`);
  const knows = async (document: ClientDocument) => (await document.complete()).some(({ insertText }) => String(insertText).startsWith(INVENTED));

  /** In which the trainer that hangs has written its process id. */
  const trainerFile = (candidate: string) => join(storage, 'candidates', `server-${client.process.pid}`, candidate, 'trainer.pid');

  const checkpoint = () => join(storage, 'training.checkpoint');
  const page = () => reportOfHtml(readFileSync(join(storage, 'report.html'), 'utf8'))!;

  /** Nothing that is live was touched by a run. */
  async function checkUnchanged(): Promise<void> {
    assert.equal(existsSync(join(storage, 'live.json')), false);
    assert.equal(existsSync(join(storage, 'candidates')), false);
    assert.deepEqual(existsSync(join(storage, 'models')) ? readdirSync(join(storage, 'models')) : [], []);
    assert.equal((await client.diagnostics()).modelFolder, bundled);
    assert.equal(await client.request('elman/ping'), null);
  }

  it('plans without touching anything', async () => {
    await start();
    const plan = await client.request<TrainingPlan>('elman/plan', { excluded: [] });
    assert.deepEqual(plan, { files: 3, bytes: 3000, heldOutFiles: 1, heldOutBytes: 1000, canJudge: true, seconds: 120 });
    await checkUnchanged();
  });

  it('keeps the time of a training within its limits, whatever the settings and the order say', async () => {
    await start({ settings: { trainingSeconds: -5 } });
    assert.equal((await client.request<TrainingPlan>('elman/plan', { excluded: [] })).seconds, 10);
    for (const [seconds, expected] of [[-5, 10], [0, 10], [1e9, 3600], [null, 120], ['abc', 120], [75, 75]]) {
      progress.length = 0;
      await client.request('elman/train', { excluded: ['reject'], seconds });
      assert.equal(progress[0].secondsLeft, expected, String(seconds));
    }
  });

  it('makes an accepted model live without a restart, and keeps it', async () => {
    await start();
    const document = open();
    document.focus();
    assert.equal(await knows(document), false);
    const outcome = await train('accept', learned, join(folder, 'a.txt'));
    assert.equal(outcome.outcome, 'live');
    assert.deepEqual([outcome.before, outcome.after], [2, 1.5]);
    assert.deepEqual(progress, [{ phase: 'training', fraction: 0.5, tokensPerSecond: 9000, validationPerplexity: 30, secondsLeft: 60 }]);
    assert.equal(await knows(document), true);
    assert.deepEqual(readdirSync(storage).sort(), ['live.json', 'models']);
    const status = await client.status(({ bundledPerplexityPerWord }) => bundledPerplexityPerWord !== undefined);
    assert.deepEqual(status.model, { kind: 'learned', name: 'Taught 2', trainedOnThisFile: true });
    assert.notEqual(status.bundledPerplexityPerWord, status.figures?.perplexityPerWord);
    await client.kill();
    await start();
    assert.equal(await knows(open()), true);
  });

  it('says what was learned and when, whether that is in use or not, until it is deleted', async () => {
    await start();
    const learnedState = () => client.request<LearnedState>('elman/learned');
    assert.deepEqual(await learnedState(), { hasData: false, hasReport: false });
    await train('accept', learned);
    const { earlier, hasData } = await learnedState();
    assert.deepEqual([hasData, earlier!.isInUse, Number.isNaN(Date.parse(earlier!.trained))], [true, true, false]);
    assert.deepEqual((await client.request<TrainingPlan>('elman/plan', { excluded: [] })).earlier, earlier);
    await client.request('elman/useBundled');
    assert.deepEqual((await learnedState()).earlier, { ...earlier, isInUse: false });
    assert.equal((await train('crash')).hasReport, true);
    assert.equal((await learnedState()).hasReport, true);
    await client.request('elman/deleteLearned');
    assert.deepEqual(await learnedState(), { hasData: false, hasReport: false });
  });

  it('shows the bundled figure only beside files that were trained on, as its own reading has it', async () => {
    await start();
    await train('accept', learned, join(folder, 'a.txt'));
    const document = open();
    document.focus();
    const { bundledPerplexityPerWord } = await client.status((seen) => seen.uri === document.uri && seen.bundledPerplexityPerWord !== undefined);
    const other = client.open('untitled:Untitled-1', 'plaintext', document.value);
    other.focus();
    const { model } = await client.status(({ uri, figures, approximate }) => uri === other.uri && figures !== undefined && !approximate);
    assert.equal(model?.trainedOnThisFile, false);
    assert.ok(client.statuses.filter(({ uri }) => uri === other.uri).every((seen) => seen.bundledPerplexityPerWord === undefined));
    await client.request('elman/useBundled');
    const { figures } = await client.perplexity(other.uri);
    assert.ok(Math.abs(figures.perplexityPerWord / bundledPerplexityPerWord! - 1) < 1e-3);
  });

  it('keeps the bundled figure, and lets it follow, while a file that was trained on is edited', async () => {
    await start();
    await train('accept', learned, join(folder, 'a.txt'));
    // Text that the bundled network knows comes first, or its figure would stand at the largest that is told.
    const text = `${SENTENCES.join('\n')}\nwe ${INVENTED.slice(0, 3)}`;
    const document = client.open(`file://${join(folder, 'a.txt')}`, 'plaintext', text);
    document.focus();
    const first = await client.status((seen) => seen.uri === document.uri && seen.bundledPerplexityPerWord !== undefined);
    const from = client.statuses.length;
    for (const key of INVENTED.slice(3)) {
      document.type(key);
      await document.complete();
    }
    await client.status((seen) => seen.uri === document.uri && seen.bundledPerplexityPerWord !== first.bundledPerplexityPerWord, from);
    assert.ok(client.statuses.slice(from).every((seen) => seen.bundledPerplexityPerWord !== undefined));
  });

  it('replaces one learned model by the next and removes the older', async () => {
    await start();
    await train('accept', learned);
    await train('accept', bundled);
    assert.equal(readdirSync(join(storage, 'models')).length, 1);
    assert.equal(await knows(open()), false);
  });

  it('keeps the live model when the new one is not better, fails, crashes or cannot be opened', async () => {
    await start();
    const expected = { reject: ['kept', /Not better/], fail: ['failed', /is empty/], crash: ['failed', /unexpectedly/], broken: ['failed', /does not exist/] } as const;
    for (const [ending, [outcome, sentence]] of Object.entries(expected)) {
      const answer = await train(ending);
      assert.equal(answer.outcome, outcome, ending);
      assert.match(answer.sentence.template, sentence, ending);
      await checkUnchanged();
    }
  });

  it('keeps what the next training can go on from where one failed or crashed, and nothing of one that ended', async () => {
    await start();
    const isInterrupted = async () => (await client.request<TrainingPlan>('elman/plan', { excluded: [] })).isInterrupted;
    for (const [ending, resumable] of [['crash', true], ['reject', undefined], ['full', true], ['accept', undefined]] as const) {
      assert.equal((await train(ending, learned)).isResumable, resumable, ending);
      assert.deepEqual([existsSync(checkpoint()), await isInterrupted()], [resumable === true, resumable], ending);
      assert.equal(existsSync(`${checkpoint()}.new`), false, ending);
    }
  });

  it('says on its page how a run ended that could not say so itself', async () => {
    await start();
    const { sentence } = await train('crash');
    assert.deepEqual([page().state, page().reason], ['interrupted', sentence]);
    const source = new CancellationTokenSource();
    const cancelled = client.request<TrainingOutcome>('elman/train', { excluded: ['hang'], seconds: 60 }, source.token);
    while (page().state !== 'running') await pause();
    source.cancel();
    await cancelled;
    assert.deepEqual([page().state, page().reason], ['cancelled', undefined]);
  });

  it('can be gone on with after the editor was closed or the server was killed', async () => {
    for (const leave of [() => client.stop(), () => client.kill()]) {
      await start();
      void client.request('elman/train', { excluded: ['hang'], seconds: 60 }).catch(() => undefined);
      while (!existsSync(trainerFile('1'))) await pause();
      await leave();
      await start();
      assert.deepEqual(readdirSync(storage).sort(), ['report.html', 'training.checkpoint']);
      assert.equal(page().state, 'interrupted');
      assert.equal((await client.request<TrainingPlan>('elman/plan', { excluded: [] })).isInterrupted, true);
      await client.stop();
    }
    await start();
    await client.request('elman/deleteLearned');
    assert.deepEqual(readdirSync(storage), []);
  });

  it('says in a sentence that there is no room for what would be learned', async () => {
    await start();
    writeFileSync(join(storage, 'candidates'), 'a file where a folder should be');
    const { outcome, sentence } = await train('accept', learned);
    assert.equal(outcome, 'failed');
    assert.match(sentence.template, /^Training failed: \{0\}\. The model in use is unchanged\.$/);
    assert.match(String(sentence.values[0]), /^(EEXIST|ENOTDIR)/);
    assert.equal((await client.diagnostics()).modelFolder, bundled);
  });

  it('is cancelled by its token, also when the trainer does not listen', async () => {
    await start();
    for (const ending of ['hang', 'deaf']) {
      const source = new CancellationTokenSource();
      const answer = client.request<TrainingOutcome>('elman/train', { excluded: [ending], seconds: 60 }, source.token);
      await client.status(({ state }) => state === 'training');
      while (progress.length === 0) await pause();
      progress.length = 0;
      source.cancel();
      // Neither trainer ends by itself: an answer shows that the server ended it.
      assert.equal((await answer).outcome, 'cancelled');
      await checkUnchanged();
      assert.deepEqual(readdirSync(storage), ['report.html'], 'there is nothing to go on from');
    }
  });

  it('goes on while the user types, and refuses a second run', async () => {
    await start();
    const source = new CancellationTokenSource();
    const first = client.request<TrainingOutcome>('elman/train', { excluded: ['hang'], seconds: 60 }, source.token);
    await client.status(({ state }) => state === 'training');
    const document = client.open('untitled:Untitled-2', 'plaintext', 'the quick ');
    assert.equal((await document.complete()).length, 1);
    const second = await train('accept', learned);
    assert.equal(second.outcome, 'failed');
    assert.match(second.sentence.template, /running already/);
    source.cancel();
    assert.equal((await first).outcome, 'cancelled');
  });

  it('ends when the bundled model is asked for, and does not undo that later', async () => {
    await start();
    await train('accept', learned);
    await client.status(({ state, model }) => state === 'ready' && model?.kind === 'learned');
    const running = client.request<TrainingOutcome>('elman/train', { excluded: ['hang'], seconds: 60 });
    await client.status(({ state }) => state === 'training', client.statuses.length);
    await client.request('elman/useBundled');
    assert.equal((await running).outcome, 'cancelled');
    assert.equal((await client.diagnostics()).modelFolder, bundled);
    assert.equal(existsSync(join(storage, 'live.json')), false);
  });

  it('ends with a server that is killed, and leaves the model in use as it was', async () => {
    await start();
    await train('accept', learned);
    const dying = client.request('elman/train', { excluded: ['hang'], seconds: 60 }).catch(() => undefined);
    while (!existsSync(trainerFile('2'))) await pause();
    const trainer = Number(readFileSync(trainerFile('2'), 'utf8'));
    await client.kill();
    await dying;
    while (isRunning(trainer)) await pause();
    await start();
    assert.equal((await client.diagnostics()).modelFolder, join(storage, 'models', '1'));
    assert.equal(await knows(open()), true);
    assert.deepEqual(readdirSync(storage).sort(), ['live.json', 'models', 'report.html', 'training.checkpoint']);
  });

  it('ends before what was learned is deleted', async () => {
    await start();
    await train('accept', learned);
    await client.status(({ state, model }) => state === 'ready' && model?.kind === 'learned');
    const running = client.request<TrainingOutcome>('elman/train', { excluded: ['hang'], seconds: 60 });
    await client.status(({ state }) => state === 'training', client.statuses.length);
    await client.request('elman/deleteLearned');
    assert.equal((await running).outcome, 'cancelled');
    assert.deepEqual(readdirSync(storage), []);
  });

  it('refuses untrusted workspaces, windows without a folder, and editors without storage', async () => {
    const cases: [ClientOptions, RegExp][] = [[{ trusted: false }, /untrusted/], [{ folders: [] }, /^Open a folder first/], [{ storage: '' }, /storage/]];
    for (const [options, expected] of cases) {
      await start(options);
      const { outcome, sentence } = await train('accept', learned);
      assert.equal(outcome, 'failed');
      assert.match(sentence.template, expected);
      assert.match((await client.request<TrainingPlan>('elman/plan', { excluded: [] })).problem!.template, expected);
      await client.stop();
    }
  });
});

const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

/** A process that has ended and that nobody has asked about yet stays in the list, as a Z on Linux. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
