// The packaged server and its trainer at work, with every part in use, under `strace`: no socket of a network is opened.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { hostTarget, packageFile } from '../../scripts/package';
import { Client } from '../server/support/client';
import { foreignSockets, prepareTracing, tracedCommand } from '../support/systemCalls';
import { zipEntries } from '../support/zip';

const LINES = ['The gardener waters the tomatoes in the evening.', 'A letter to the neighbours about the fence.', 'export function total(prices: number[]): number {', '  return prices.reduce((sum, price) => sum + price, 0);', '}'];

describe('the packaged programs under strace', function () {
  this.timeout(400_000); // tracing makes them several times slower
  let folder: string;

  before(function () {
    if (process.platform !== 'linux') this.skip();
    prepareTracing();
    folder = mkdtempSync(path.join(tmpdir(), 'elman-sockets-'));
  });
  after(() => folder && rmSync(folder, { recursive: true, force: true }));

  it('are seen where they do open one', () => {
    const log = path.join(folder, 'control.log');
    const [program, args] = tracedCommand(log, [process.execPath, '-e', "require('node:child_process').fork(process.argv[1])", script("require('node:net').connect(9, '127.0.0.1').on('error', () => undefined)")]);
    spawnSync(program, args);
    assert.ok(foreignSockets(log).some((line) => line.includes('AF_INET')));
  });

  it('open none: suggestions, perplexity, heat map, a continuation, a training, what is learned, and its deletion', async () => {
    const installed = unpacked();
    const workspace = path.join(folder, 'workspace');
    mkdirSync(workspace);
    for (let i = 0; i < 40; i++) writeFileSync(path.join(workspace, `${i}.md`), `${LINES.map((line) => `${line} ${i}`).join('\n')}\n`.repeat(12));
    const log = path.join(folder, 'server.log');
    const [program, args] = tracedCommand(log, [process.execPath, path.join(installed, 'dist', 'server.js'), '--stdio']);
    const client = Client.of(spawn(program, args, { stdio: 'pipe' }));
    await use(client, workspace, path.join(folder, 'storage'));
    assert.match(readFileSync(log, 'utf8'), /socketpair\(AF_UNIX/, 'the trainer was started, and seen');
    assert.deepEqual(foreignSockets(log), []);
  });

  function script(text: string): string {
    const file = path.join(folder, 'connects.cjs');
    writeFileSync(file, text);
    return file;
  }

  /** The package of this machine, unpacked. @returns its folder `extension`. */
  function unpacked(): string {
    const target = hostTarget();
    assert.ok(target);
    for (const [name, read] of zipEntries(readFileSync(packageFile(target)))) {
      const file = path.join(folder, 'package', name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, read());
    }
    return path.join(folder, 'package', 'extension');
  }
});

/** Everything that a person can ask of the server. */
async function use(client: Client, workspace: string, storage: string): Promise<void> {
  const initializationOptions = { notifications: true, storage, settings: { eagerness: 'always', trainingSeconds: 10 } };
  await client.request('initialize', { processId: process.pid, rootUri: pathToFileURL(workspace).href, capabilities: {}, initializationOptions });
  await client.notify('initialized', {});
  await client.ready();
  const uri = pathToFileURL(path.join(workspace, '1.md')).href;
  const document = client.open(uri, 'markdown', `${LINES.join('\n')}\nThe gardener waters the tom`);
  document.focus();
  assert.notEqual((await document.complete({ triggerKind: 1 })).length, 0);
  document.type('atoes');
  document.save();
  assert.ok((await client.perplexity(uri)).figures.words > 10);
  const { words } = await client.request<{ words: { line: number; start: number }[] }>('elman/surprisal', { uri, ranges: [{ first: 0, last: 5 }] });
  assert.notEqual(words.length, 0);
  assert.ok(await client.request('elman/alternatives', { uri, line: words[1].line, character: words[1].start }));
  assert.deepEqual(await client.request('elman/continue', { uri, line: 5, character: 32, seed: 1, partialResultToken: 'part' }), {});
  await client.request('elman/plan', { excluded: [] });
  const { outcome } = await client.request<{ outcome: string }>('elman/train', { excluded: [], seconds: 10 });
  assert.ok(['live', 'kept'].includes(outcome), outcome);
  await client.request('elman/useBundled');
  await client.request('elman/deleteLearned');
  assert.equal(await client.stop(), 0);
}
