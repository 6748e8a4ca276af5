import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import type { TrainingOutcome } from '../../src/server/protocol';
import { Client, type ClientOptions } from './support/client';
import type { ClientDocument } from './support/clientDocument';
import { folderWith, newFolder, taughtPackages } from './support/fixtures';

/** A word that the network of these tests would never say. */
const WORD = 'quixofunk';
const OTHER = 'vlimberjat';
/** Text that holds a word several times: how much one sight of it is trusted is not what is tested here. */
const textWith = (word: string) => `we ${word} every morning\n`.repeat(20);

describe('what the server remembers', () => {
  let client: Client;
  let bundled: string;
  let storage: string;
  let folder: string;
  let untitled = 0;
  before(async () => ({ bundled } = await taughtPackages()));
  beforeEach(() => {
    storage = join(newFolder(), 'not yet there');
    folder = folderWith({ '.gitignore': 'build/\n' });
  });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
    assert.deepEqual(client.errors, []);
  });

  async function start(options: ClientOptions = {}): Promise<void> {
    client = await Client.start({ bundledModel: bundled, storage, folders: [folder], ...options });
    await client.ready();
  }
  /** Opens a file that is there. */
  function open(name: string, text: string, root = folder): ClientDocument {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return client.open(`file://${path}`, 'plaintext', text);
  }
  function saveAndClose(name: string, text = textWith(WORD)): void {
    const document = open(name, text);
    document.save();
    document.close();
  }
  /** Whether a word is suggested whole in another document, once its beginning is typed. */
  async function suggests(word = WORD): Promise<boolean> {
    const document = client.open(`untitled:Untitled-${++untitled}`, 'plaintext', `we ${word.slice(0, 4)}`);
    const known = await completes(document, word);
    document.close();
    return known;
  }
  async function completes(document: ClientDocument, word: string): Promise<boolean> {
    // By hand, so that it is asked what is known, not what is worth showing.
    const items = await document.complete({ triggerKind: 1 });
    return items.some(({ insertText }) => new RegExp(`^${word}\\b`).test(String(insertText)));
  }

  it('is a word of a saved and closed document, also after a restart', async () => {
    await start();
    assert.equal(await suggests(), false);
    saveAndClose('a.txt');
    assert.equal(await suggests(), true);
    await client.stop();
    assert.deepEqual(readdirSync(storage), ['saved.bin']);
    await start();
    assert.equal(await suggests(), true);
    await client.stop();
    await start({ storage: newFolder() });
    assert.equal(await suggests(), false, 'it stays with its workspace');
  });

  it('shows a remembered word unasked', async () => {
    await start({ settings: { eagerness: 'always' } });
    saveAndClose('a.txt');
    const [item] = await client.open('untitled:Untitled-1', 'plaintext', `we ${WORD.slice(0, 4)}`).complete();
    assert.match(String(item.insertText), new RegExp(`^${WORD}\\b`));
  });

  it('is a word of another open document as it stands, and no more once it is closed unsaved', async () => {
    await start();
    const other = open('a.txt', textWith(WORD));
    assert.equal(await suggests(), true);
    other.replaceAll(textWith(OTHER));
    assert.deepEqual([await suggests(OTHER), await suggests()], [true, false]);
    other.close();
    assert.equal(await suggests(OTHER), false);
  });

  it('is a word of any cell of a notebook, typed in another cell', async () => {
    await start();
    const cellOf = (number: number, text: string) => client.open(`vscode-notebook-cell:${join(folder, 'notes.ipynb')}#W${number}sZmlsZQ%3D%3D`, 'python', text);
    cellOf(0, textWith(WORD));
    for (let number = 1; number < 15; number++) cellOf(number, 'we talk\n');
    const last = cellOf(15, `we ${WORD.slice(0, 4)}`);
    assert.equal(await completes(last, WORD), true);
  });

  it('is a word that was typed a moment ago in the same document', async () => {
    await start();
    const document = open('a.txt', '');
    document.type(textWith(WORD));
    document.type(`we ${WORD.slice(0, 4)}`);
    assert.equal(await completes(document, WORD), true);
  });

  it('is nothing of files that must not be read', async () => {
    await start();
    for (const name of ['.env', 'build/a.txt', '.vscode/settings.json', 'id_rsa']) {
      const document = open(name, textWith(WORD));
      assert.equal(await suggests(), false, `${name}, open`);
      document.save();
      document.close();
      assert.equal(await suggests(), false, `${name}, saved`);
    }
    const outside = open('a.txt', textWith(OTHER), newFolder());
    outside.save();
    outside.close();
    assert.equal(await suggests(OTHER), false, 'outside the workspace, closed');
    await client.stop();
    assert.equal(existsSync(storage), false);
  });

  it('is nothing of an untrusted workspace; once trusted, what was saved earlier is back', async () => {
    await start();
    saveAndClose('a.txt');
    await client.stop();
    await start({ trusted: false });
    saveAndClose('b.txt', textWith(OTHER));
    const document = open('c.txt', textWith(OTHER));
    assert.deepEqual([await suggests(), await suggests(OTHER)], [false, false]);
    document.close();
    await client.notify('elman/trust', { trusted: true });
    assert.deepEqual([await suggests(), await suggests(OTHER)], [true, false]);
  });

  it('is nothing any more once what was learned is deleted', async () => {
    await start();
    saveAndClose('a.txt');
    await client.stop();
    await start();
    saveAndClose('b.txt', textWith(OTHER));
    assert.deepEqual([await suggests(), await suggests(OTHER)], [true, true]);
    await client.request('elman/deleteLearned');
    assert.deepEqual(readdirSync(storage), []);
    assert.deepEqual([await suggests(), await suggests(OTHER)], [false, false]);
    await client.stop();
    assert.deepEqual(readdirSync(storage), [], 'nothing is written any more');
    await start();
    assert.equal(await suggests(), false);
  });

  it('lies aside once the bundled model was asked for, and goes when what was learned is deleted', async () => {
    await start();
    saveAndClose('a.txt');
    await client.stop();
    await start();
    assert.equal(await suggests(), true);
    await client.request('elman/useBundled');
    assert.equal(await suggests(), false);
    await client.stop();
    await start();
    assert.equal(await suggests(), false);
    assert.deepEqual(readdirSync(storage), ['saved.bin.unused']);
    await client.request('elman/deleteLearned');
    assert.deepEqual(readdirSync(storage), []);
  });

  describe('of a training', () => {
    beforeEach(() => writeFileSync(join(folder, 'read.txt'), textWith(WORD)));
    const train = (ending: string, token?: CancellationTokenSource) => client.request<TrainingOutcome>('elman/train', { excluded: [ending, bundled, '', 'read.txt'], seconds: 60 }, token?.token);

    it('is what it read, whether the new model is better or not, in place of what was saved before', async () => {
      for (const [ending, outcome] of [['reject', 'kept'], ['accept', 'live']]) {
        await start();
        saveAndClose('a.txt', textWith(OTHER));
        assert.deepEqual([await suggests(), await suggests(OTHER)], [false, true]);
        assert.equal((await train(ending)).outcome, outcome);
        assert.deepEqual([await suggests(), await suggests(OTHER)], [true, false], ending);
        await client.stop();
        assert.equal(existsSync(join(storage, 'saved.bin')), false);
        await start();
        assert.deepEqual([await suggests(), await suggests(OTHER)], [true, false], ending);
        await client.request('elman/deleteLearned');
        assert.deepEqual(readdirSync(storage), []);
        await client.stop();
      }
    });

    it('keeps what was saved while it ran', async () => {
      await start();
      const hasBegun = new Promise<void>((resolve) => client.connection.onNotification('elman/trainingProgress', () => resolve()));
      const running = train('accept');
      await hasBegun;
      saveAndClose('a.txt', textWith(OTHER));
      assert.equal((await running).outcome, 'live');
      assert.deepEqual([await suggests(), await suggests(OTHER)], [true, true]);
    });

    it('is nothing of one that failed or was cancelled', async () => {
      await start();
      saveAndClose('a.txt', textWith(OTHER));
      for (const ending of ['broken', 'crash']) assert.equal((await train(ending)).outcome, 'failed');
      const source = new CancellationTokenSource();
      const hanging = train('hang', source);
      const beside = join(storage, 'candidates', `server-${client.process.pid}`, '1.memory');
      while (!existsSync(beside)) await new Promise((resolve) => setTimeout(resolve, 20));
      source.cancel();
      assert.equal((await hanging).outcome, 'cancelled');
      assert.deepEqual([await suggests(), await suggests(OTHER)], [false, true]);
      assert.deepEqual(readdirSync(storage).filter((name) => /memory|candidates/.test(name)), []);
    });
  });

  it('begins anew where its files are damaged, and where the disk takes nothing, with a line in the log only', async () => {
    mkdirSync(storage);
    for (const name of ['memory.bin', 'saved.bin']) writeFileSync(join(storage, name), 'damaged');
    await start();
    assert.equal(client.errors.splice(0).filter((line) => /^Memory: .*is damaged/.test(line)).length, 2);
    saveAndClose('a.txt');
    assert.equal(await suggests(), true);
    assert.deepEqual(client.notices, []);
    await client.stop();
    await start();
    assert.equal(client.errors.splice(0).length, 1, 'what the last training read is still damaged');
    assert.equal(await suggests(), true);
    await client.stop();
    await start({ storage: join(storage, 'saved.bin', 'below a file') });
    saveAndClose('a.txt');
    assert.equal(await suggests(), true);
    assert.equal(await client.stop(), 0);
    assert.match(client.errors.splice(0).join('\n'), /^Memory: Error: (?:ENOTDIR|EEXIST)/);
  });
});
