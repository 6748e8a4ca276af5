// "Continue Writing" as an editor asks for it: text in parts, other questions in between, and every way to end.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { CancellationTokenSource, ProgressType, type CancellationToken } from 'vscode-languageserver-protocol/node';
import type { ContinuationEnd } from '../../src/server/protocol';
import { Client } from './support/client';
import type { ClientDocument } from './support/clientDocument';
import { folderWith, newFolder, storageWith } from './support/fixtures';

/** The model that ships: a small one that knows a few lines by heart cannot write sentences. */
const MODEL = join(__dirname, '..', '..', 'models', 'base');
const LETTER = 'Thank you for your letter. We were very glad to hear that you arrived safely and that the children like their new school. ';

const PART = new ProgressType<string>();

interface Writing {
  /** Pieces so far. */
  readonly parts: string[];
  readonly end: Promise<ContinuationEnd>;
  /** Resolves with the first piece. */
  readonly begun: Promise<void>;
}

describe('continue writing', () => {
  let client: Client;
  let folder: string;
  let documents = 0;
  before(async () => {
    folder = folderWith({ '.gitignore': 'build/\n' });
    client = await Client.start({ bundledModel: MODEL, transport: 'ipc', storage: storageWith(MODEL), folders: [folder] });
    await client.ready();
  });
  afterEach(async () => {
    await client.notify('elman/pause', { paused: false });
    await client.notify('elman/settings', {});
  });
  after(async () => {
    assert.equal(await client.stop(), 0);
    assert.deepEqual(client.errors, []);
  });

  const open = (text: string) => client.open(`untitled:Untitled-${++documents}`, 'plaintext', text);

  /** Writes on at the end of a document of one line. */
  function write({ uri, value }: ClientDocument, { seed = 1, token, asker = client }: { seed?: number; token?: CancellationToken; asker?: Client } = {}): Writing {
    const partialResultToken = `writing-${++documents}`;
    const parts: string[] = [];
    const begun = new Promise<void>((resolve) => {
      asker.connection.onProgress(PART, partialResultToken, (part) => {
        parts.push(part);
        resolve();
      });
    });
    const end = asker.request<ContinuationEnd>('elman/continue', { uri, line: 0, character: value.length, seed, partialResultToken }, token);
    return { parts, end, begun };
  }

  it('goes on with whole sentences, in parts', async () => {
    await client.notify('elman/settings', { continueWords: 30, continueTemperature: 0.8 });
    const { parts, end } = write(open(LETTER));
    assert.deepEqual(await end, {});
    assert.ok(parts.length > 1, parts.join('|'));
    for (const part of parts) assert.match(part, /\S/);
    assert.match(parts.join(''), /^[^{}<>()[\]@#]+$/);
  });

  it('says when there is too little to go on from, and when the text is of a foreign kind', async () => {
    assert.match((await write(open('the')).end).problem!.template, /too little text before the cursor/);
    const { parts, end } = write(open('qzxj vkpw bqrt zzkx wvjq pxkz qqjv zxbw kjqz vvxp wqzk jjxv'));
    assert.match((await end).problem!.template, /knows too little text of this kind|no readable text/);
    assert.deepEqual(parts, []);
  });

  it('ends soon when it is cancelled', async () => {
    await client.notify('elman/settings', { continueWords: 10_000 });
    const cancellation = new CancellationTokenSource();
    const { parts, end, begun } = write(open(LETTER), { token: cancellation.token });
    await begun;
    cancellation.cancel();
    assert.deepEqual(await end, {});
    const { length } = parts;
    assert.ok(length < 5000, `${length} pieces`);
    await client.request('elman/ping');
    assert.equal(parts.length, length);
  });

  it('lets other questions through, and takes no notice of what is typed meanwhile', async () => {
    await client.notify('elman/settings', { continueWords: 10_000 });
    const document = open(LETTER);
    const { parts, end, begun } = write(document);
    await begun;
    const other = open('hello ');
    assert.ok(Array.isArray(await other.complete()));
    document.type('brown ');
    assert.ok(Array.isArray(await document.complete()));
    const { length } = parts;
    document.close();
    assert.deepEqual(await end, {});
    assert.ok(length > 0 && length < 2000, `${length} pieces`);
  });

  it('ends when the document is closed', async () => {
    await client.notify('elman/settings', { continueWords: 10_000 });
    const document = open(LETTER);
    const { end, begun, parts } = write(document);
    await begun;
    document.close();
    assert.deepEqual(await end, {});
    assert.ok(parts.length < 10_000);
  });

  it('says why it does not begin', async () => {
    const secret = client.open(`file://${join(folder, '.env')}`, 'plaintext', 'a');
    const ignored = client.open(`file://${join(folder, 'build', 'a.txt')}`, 'plaintext', 'a');
    const unknown = { uri: 'untitled:nowhere', value: '' } as ClientDocument;
    for (const [document, reason] of [[secret, /secrets/], [ignored, /git ignores/], [unknown, /files, untitled documents/]] as const) {
      const { end, parts } = write(document);
      assert.match((await end).problem!.template, reason);
      assert.deepEqual(parts, []);
    }
    await client.notify('elman/pause', { paused: true });
    assert.match((await write(open('the ')).end).problem!.template, /paused/);
    await client.notify('elman/pause', { paused: false });
    await client.notify('elman/settings', { enabled: false });
    assert.match((await write(open('the ')).end).problem!.template, /switched off/);
  });

  it('says why there is no model', async () => {
    const without = await Client.start({ bundledModel: join(newFolder(), 'nowhere') });
    const { failure } = await without.status(({ state }) => state === 'failed');
    const { end } = write(without.open('untitled:Untitled-1', 'plaintext', 'the '), { asker: without });
    assert.deepEqual((await end).problem, failure);
    assert.equal(await without.stop(), 0);
  });

  // The last one: the learned model is gone after it.
  it('ends where another model comes into use', async () => {
    assert.equal((await client.status(({ model }) => model !== undefined)).model?.kind, 'learned');
    await client.notify('elman/settings', { continueWords: 10_000 });
    const { end, begun, parts } = write(open(LETTER));
    await begun;
    await client.request('elman/useBundled');
    assert.match((await end).problem!.template, /another model/);
    assert.ok(parts.length > 0);
  });
});
