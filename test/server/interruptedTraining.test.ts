// The trainer that ships, killed in the middle of its work: the server says so, and its next training goes on from there.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../src/prediction/seededRandom';
import { reportOfHtml } from '../../src/report/reportHtml';
import type { TrainingOutcome, TrainingProgress } from '../../src/server/protocol';
import { Client } from './support/client';
import { copyOf, folderWith, newFolder, taughtPackages } from './support/fixtures';
import { serverBundle } from './support/serverBundle';

const WORDS = ['the', 'quick', 'network', 'reads', 'one', 'lazy', 'token', 'after', 'another', 'question'];

/** Enough text for some thousand steps, which take longer than it takes to the first checkpoint. */
function manyFiles(): Record<string, string> {
  const random = seededRandom(5);
  const line = () => Array.from({ length: 8 }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ');
  return Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`notes-${n}.md`, `${Array.from({ length: 20 }, line).join('\n')}\n`]));
}

/** Processes that a process has started. */
function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  return stdout.split('\n').map((row) => row.trim().split(/\s+/).map(Number)).flatMap(([child, parent]) => (parent === pid ? [child] : []));
}

describe('a training whose process is killed', function () {
  this.timeout(180_000); // one training and a part of another, on a machine that may be busy

  it('is said to go on, and goes on', async function () {
    if (process.platform === 'win32') return this.skip();
    const { bundled } = await taughtPackages();
    const model = copyOf(bundled);
    writeFileSync(join(model, 'rehearsal.json'), JSON.stringify({ train: { en: ['the lazy dog'] }, heldOut: { en: ['the quick brown fox jumps'] } }));
    const storage = newFolder();
    const checkpoint = join(storage, 'training.checkpoint');
    const report = () => reportOfHtml(readFileSync(join(storage, 'report.html'), 'utf8'))!;
    const client = await Client.start({ server: await serverBundle('real'), bundledModel: model, storage, folders: [folderWith(manyFiles())] });
    const progress: TrainingProgress[] = [];
    client.connection.onNotification('elman/trainingProgress', (news: TrainingProgress) => void progress.push(news));
    await client.ready();
    const train = () => client.request<TrainingOutcome>('elman/train', { excluded: [], seconds: 100 });

    const killed = train();
    while (!existsSync(checkpoint)) await new Promise((resolve) => setTimeout(resolve, 20));
    const [trainer] = childrenOf(client.process.pid!);
    process.kill(trainer, 'SIGKILL');
    const outcome = await killed;
    assert.deepEqual([outcome.outcome, outcome.isResumable, outcome.sentence.values[0]], ['failed', true, 'SIGKILL']);
    assert.deepEqual([report().state, report().reason], ['interrupted', outcome.sentence]);
    assert.ok(progress.every(({ goesOnFrom }) => goesOnFrom === undefined));

    progress.length = 0;
    const { outcome: end } = await train();
    assert.notEqual(end, 'failed');
    const [{ goesOnFrom }] = progress.filter(({ phase }) => phase === 'training');
    assert.ok(goesOnFrom! > 0);
    assert.equal(report().state, 'done');
    assert.ok(report().points[0].step > goesOnFrom!, 'the steps before are not made again');
    assert.deepEqual(readdirSync(storage).filter((name) => name.includes('checkpoint') || name === 'candidates'), []);
    assert.equal(await client.stop(), 0);
    assert.deepEqual(client.errors, []);
  });
});
