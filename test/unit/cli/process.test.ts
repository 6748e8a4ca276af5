// The command line as a person starts it: a process with an exit code, and with nothing on standard output but the result.
import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import { writeTinyPackage } from '../../support/tinyPackage';
import type { CommandOutcome } from '../../support/terminalStub';

const PROGRAM = join(__dirname, '..', '..', '..', 'scripts', 'elman.mjs');

function start(...args: string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [PROGRAM, ...args], { stdio: 'pipe' });
}

async function run(args: string[], input = ''): Promise<CommandOutcome> {
  const child = start(...args);
  child.stdin.end(input);
  const [output, notes, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit') as Promise<[number]>]);
  return { exitCode, output, notes };
}

describe('elman as a process', function () {
  this.timeout(180_000); // builds what is missing or old first
  let folder: string;
  let model: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'elman-process-'));
    model = writeTinyPackage(join(folder, 'model'));
    const { exitCode, output } = await run(['--help']);
    assert.equal(exitCode, 0);
    assert.match(output, /^Usage:\n  elman train /);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('prints one JSON object and nothing else', async () => {
    const { exitCode, output, notes } = await run(['predict', '--model', model, '--json'], 'const hello = hel');
    assert.deepEqual([exitCode, notes], [0, '']);
    assert.match(output, /^\{.*\}\n$/);
    assert.ok(Array.isArray((JSON.parse(output) as { suggestions: unknown }).suggestions));
  });

  it('predicts the beginning of an empty document', async () => {
    assert.equal((await run(['predict', '--model', model, '--json'])).exitCode, 0);
  });

  it('ends with 2 on wrong usage, and with 1 where it could not be done, saying why on standard error', async () => {
    const wrong = await run(['predict', '--model']);
    assert.deepEqual([wrong.exitCode, wrong.output], [2, '']);
    assert.match(wrong.notes, /argument missing\.\nUsage: elman predict --model DIR/);
    const missing = await run(['predict', '--model', join(folder, 'nowhere')], 'x');
    assert.deepEqual([missing.exitCode, missing.output], [1, '']);
    assert.match(missing.notes, /^.*nowhere.manifest\.json does not exist\.\n$/);
  });

  it('serves an editor on its standard streams', async () => {
    const child = start('serve', '--stdio', '--model', model);
    const exit = once(child, 'exit');
    const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    connection.listen();
    const { capabilities } = await connection.sendRequest<{ capabilities: object }>('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
    assert.ok('inlineCompletionProvider' in capabilities && 'textDocumentSync' in capabilities);
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    assert.deepEqual(await exit, [0, null]);
    connection.dispose();
  });
});
