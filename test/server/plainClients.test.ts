// A client that knows LSP and nothing of Elman's own: how it may greet the server, and what it is told.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from './support/client';
import { copyOf, taughtPackages } from './support/fixtures';
import { serverBundle } from './support/serverBundle';

describe('a client that only knows LSP', () => {
  /** A server, the methods of notifications that only Elman's own clients know, and the messages that it has shown. */
  async function start(initialize: object, bundledModel?: string) {
    const { bundled } = await taughtPackages();
    const child = spawn(process.execPath, [await serverBundle(), '--stdio', '--model', bundledModel ?? bundled], { stdio: 'pipe' });
    const client = Client.of(child);
    const unknown: string[] = [];
    const shown: string[] = [];
    client.connection.onUnhandledNotification(({ method }) => unknown.push(method));
    client.connection.onNotification('window/showMessage', ({ message }: { message: string }) => void shown.push(message));
    const answer = await client.request<{ capabilities: object }>('initialize', initialize);
    await client.notify('initialized', {});
    return { client, unknown, shown, answer };
  }

  it('gets no notification of Elman\'s own, and answers all the same', async () => {
    const { client, unknown } = await start({ processId: null, rootUri: null, capabilities: {} });
    client.open('untitled:a', 'plaintext', 'the quick brown ');
    await untilAnswered(client, 'untitled:a', 16);
    assert.deepEqual([unknown, client.statuses, client.notices], [[], [], []]);
    await client.stop();
  });

  it('is told by window/showMessage that the model cannot be loaded', async () => {
    const { bundled } = await taughtPackages();
    const broken = copyOf(bundled);
    rmSync(join(broken, 'model.onnx'));
    const { client, shown } = await start({ processId: null, rootUri: null, capabilities: {} }, broken);
    while (shown.length === 0) await client.request('elman/ping');
    assert.match(shown.join('\n'), /^.*model\.onnx.*$/);
    await client.stop();
  });

  for (const initialize of [null, {}, { capabilities: null, workspaceFolders: null, rootUri: null, rootPath: null, initializationOptions: null }, { capabilities: { textDocument: null }, workspaceFolders: [null, 5, { uri: 7 }], rootUri: 5, trace: 4, processId: 'x', initializationOptions: [] }]) {
    it(`may initialize with ${JSON.stringify(initialize)}`, async () => {
      const { client, answer } = await start(initialize as object);
      assert.ok('inlineCompletionProvider' in answer.capabilities);
      client.open('untitled:a', 'plaintext', 'the quick brown ');
      await untilAnswered(client, 'untitled:a', 16);
      assert.equal(await client.stop(), 0);
    });
  }

  it('is not answered where a language is switched off, though it asks', async () => {
    const initializationOptions = { settings: { eagerness: 'always', languages: { '*': true, markdown: false } } };
    const { client } = await start({ processId: null, rootUri: null, capabilities: { textDocument: { inlineCompletion: { dynamicRegistration: true } } }, initializationOptions });
    client.open('file:///a.txt', 'plaintext', 'the quick brown ');
    client.open('file:///b.md', 'markdown', 'the quick brown ');
    await untilAnswered(client, 'file:///a.txt', 16);
    for (const triggerKind of [1, 2]) assert.deepEqual(await client.complete('file:///b.md', 0, 16, { triggerKind }), []);
    await client.stop();
  });

  it('is told to initialize first, and that a server that was shut down does nothing more', async () => {
    const { bundled } = await taughtPackages();
    const client = Client.of(spawn(process.execPath, [await serverBundle(), '--stdio', '--model', bundled], { stdio: 'pipe' }));
    client.open('untitled:early', 'plaintext', 'x');
    await assert.rejects(client.complete('untitled:early', 0, 1), { code: -32002, message: /waits for initialize/ });
    await client.request('initialize', { capabilities: {} });
    await client.request('shutdown');
    await assert.rejects(client.complete('untitled:early', 0, 1), /was shut down/);
    const exit = once(client.process, 'exit');
    await client.notify('exit', undefined);
    assert.deepEqual(await exit, [0, null]);
  });

  /** Asks until the model is there. */
  async function untilAnswered(client: Client, uri: string, character: number): Promise<void> {
    while ((await client.complete(uri, 0, character)).length === 0);
  }
});
