// How long a server lives: as long as its client can send messages, whatever process the client names.
import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Client } from './support/client';
import { folderWith, newFolder, taughtPackages } from './support/fixtures';
import { serverBundle } from './support/serverBundle';

/** Makes every timer of a server that repeats fire at once, so that no test has to wait for it. */
const QUICK_INTERVALS = 'const slow = setInterval; globalThis.setInterval = (call, _ms, ...rest) => slow(call, 1, ...rest);';

describe('a server on standard streams', () => {
  let quick: string;
  before(() => (quick = join(folderWith({ 'quick.cjs': QUICK_INTERVALS }), 'quick.cjs')));

  async function start(...commandLine: string[]): Promise<ChildProcess> {
    const { bundled } = await taughtPackages();
    return spawn(process.execPath, ['--require', quick, await serverBundle(), '--stdio', '--model', bundled, ...commandLine], { stdio: 'pipe' });
  }

  /** Id of a process that has ended. */
  const endedProcess = () => spawnSync(process.execPath, ['--version']).pid;

  async function servesOn(client: Client): Promise<void> {
    client.open('untitled:a', 'plaintext', 'the quick brown ');
    while ((await client.complete('untitled:a', 0, 16)).length === 0);
    // Every answer takes longer than a timer that repeats.
    for (let i = 0; i < 100; i++) assert.equal(await client.request('elman/ping'), null);
    assert.equal(await client.stop(), 0);
  }

  it('serves a client whose process it cannot see', async () => {
    const client = Client.of(await start());
    await client.request('initialize', { processId: endedProcess(), rootUri: null, capabilities: {} });
    await client.notify('initialized', {});
    await servesOn(client);
  });

  it('serves a client whose process ends while its streams stay open', async () => {
    const launcher = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
    const client = Client.of(await start());
    await client.request('initialize', { processId: launcher.pid, rootUri: null, capabilities: {} });
    await client.notify('initialized', {});
    const exit = once(launcher, 'exit');
    launcher.stdin.end();
    await exit;
    await servesOn(client);
  });

  for (const form of [(id: number) => [`--clientProcessId=${id}`], (id: number) => ['--clientProcessId', String(id)]]) {
    it(`serves a client that names its process on the command line as ${form(1).join(' ')}`, async () => {
      const client = Client.of(await start(...form(endedProcess())));
      await client.request('initialize', { processId: null, rootUri: null, capabilities: {} });
      await client.notify('initialized', {});
      await servesOn(client);
    });
  }

  it('ends when its standard input does: with 1 without a shutdown, with 0 after one', async () => {
    for (const isShutDown of [false, true]) {
      const child = await start();
      const exit = once(child, 'exit');
      const client = Client.of(child);
      await client.request('initialize', { processId: null, rootUri: null, capabilities: {} });
      if (isShutDown) await client.request('shutdown');
      child.stdin!.end();
      assert.deepEqual(await exit, [isShutDown ? 0 : 1, null]);
    }
  });
});

describe('a server over IPC', () => {
  it('ends when the process that started it is killed', async () => {
    const parent = join(newFolder(), 'parent.cjs');
    writeFileSync(parent, `
      const child = require('node:child_process').fork(process.argv[2], ['--node-ipc'], { stdio: 'ignore' });
      child.on('message', () => console.log(child.pid));
      child.send({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { processId: process.pid, rootUri: null, capabilities: {} } });`);
    const process_ = spawn(process.execPath, [parent, await serverBundle()], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface(process_.stdout), 'line')) as [string];
    assert.ok(isRunning(Number(line)));
    process_.kill('SIGKILL');
    while (isRunning(Number(line))) await nextTurn();
  });
});

/** False for a process that is gone, or that only waits for its parent to notice its end. */
function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return !existsSync(`/proc/${id}/stat`) || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${id}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
