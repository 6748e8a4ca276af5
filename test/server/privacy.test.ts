// What may not be read is never suggested elsewhere, and what may no longer be read is forgotten, on disk too. Every case goes
// through a real client: a strange word is saved in one file and asked for in another.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readLearnedMemory } from '../../src/model/memoryFile';
import { readSavedTextsContent } from '../../src/model/savedTextsFile';
import type { TrainingOutcome } from '../../src/server/protocol';
import { Client, type ClientOptions } from './support/client';
import type { ClientDocument } from './support/clientDocument';
import { folderWith, newFolder, taughtPackages } from './support/fixtures';

const WORD = 'zorblattquux';
const OTHER = 'vlimberjat';
const textWith = (word: string) => `we ${word} every morning\n`.repeat(20);

describe('what Elman may not read', () => {
  let client: Client;
  let bundled: string;
  let storage: string;
  let folder: string;
  let untitled = 0;
  before(async () => ({ bundled } = await taughtPackages()));
  beforeEach(() => {
    storage = join(newFolder(), 'storage');
    folder = folderWith({ '.git/HEAD': 'ref: refs/heads/main\n' });
  });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
    assert.deepEqual(client.errors, []);
  });

  async function start(options: ClientOptions = {}): Promise<void> {
    client = await Client.start({ bundledModel: bundled, storage, folders: [folder], ...options });
    await client.ready();
  }
  function write(name: string, text: string, root = folder): string {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }
  function open(name: string, text = textWith(WORD), languageId = 'plaintext'): ClientDocument {
    return client.open(`file://${write(name, text)}`, languageId, text);
  }
  function saveAndClose(name: string, text = textWith(WORD), languageId = 'plaintext'): void {
    const document = open(name, text, languageId);
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
  async function completes(document: ClientDocument, word = WORD, triggerKind = 1): Promise<boolean> {
    const items = await document.complete({ triggerKind });
    return items.some(({ insertText }) => new RegExp(`^${word}\\b`).test(String(insertText)));
  }
  /** Names of the files of which something lies on disk. */
  function onDisk(): string[] {
    const saved = join(storage, 'saved.bin');
    const learned = join(storage, 'memory.bin');
    const paths = [...(existsSync(saved) ? readSavedTextsContent(saved).texts.keys() : []), ...(existsSync(learned) ? readLearnedMemory(learned)!.files.map(({ path }) => path) : [])];
    return paths.map((path) => path.slice(folder.length + 1)).sort();
  }
  /** Open and saved it is not known elsewhere, it is silent inside if `isSilent`, and nothing of it lies on disk. */
  async function staysUnknown(name: string, { text = textWith(WORD), languageId = 'plaintext', isSilent = true } = {}): Promise<void> {
    const document = open(name, text, languageId);
    assert.equal(await suggests(), false, `${name}, open`);
    if (isSilent) {
      document.replaceAll(`${text}we ${WORD.slice(0, 4)}`);
      assert.deepEqual(await document.complete(), [], `${name}, inside`);
      document.replaceAll(text);
    }
    document.save();
    assert.equal(await suggests(), false, `${name}, saved`);
    document.close();
    assert.equal(await suggests(), false, `${name}, closed`);
    await client.stop();
    assert.deepEqual(onDisk(), [], name);
    await start();
    assert.equal(await suggests(), false, `${name}, after a restart`);
  }

  for (const [what, rules] of Object.entries({
    'the exclude file of the repository': { '.git/info/exclude': 'private/\n' }, '.ignore': { '.ignore': 'private/\n' }, 'a nested .gitignore': { 'private/.gitignore': '*\n' },
  })) {
    it(`is what ${what} hides`, async () => {
      for (const [name, text] of Object.entries(rules)) write(name, text);
      await start();
      await staysUnknown('private/notes.txt');
    });
  }

  it('is what the global exclude file of git hides', async () => {
    const environment = { ...process.env };
    const home = newFolder();
    write('git/ignore', 'private/\n', home);
    try {
      process.env['XDG_CONFIG_HOME'] = home;
      await start();
      await staysUnknown('private/notes.txt');
    } finally {
      process.env = environment;
    }
  });

  it('is what files.exclude and search.exclude hide, however the editor tells it, also later', async () => {
    await start({ excluded: ['private/**'] });
    const document = open('private/notes.txt');
    document.save();
    assert.equal(await suggests(), false);
    await client.notify('elman/excluded', { excluded: [] });
    document.save();
    document.close();
    assert.equal(await suggests(), true);
    for (const settings of [{ files: { exclude: { '**/private': true, '**/other': false } } }, { search: { exclude: { 'private/notes.txt': true } } }, { elman: { excluded: ['**/notes.txt'] } }]) {
      await client.notify('workspace/didChangeConfiguration', { settings: { files: { exclude: {} } } });
      saveAndClose('private/notes.txt');
      assert.equal(await suggests(), true);
      await client.notify('workspace/didChangeConfiguration', { settings });
      assert.equal(await suggests(), false, JSON.stringify(settings));
      assert.deepEqual(onDisk(), []);
    }
  });

  it('is what the rules of a linked worktree or of a repository in a subfolder hide', async () => {
    write('.git/modules/inner/HEAD', 'x');
    write('.git/modules/inner/info/exclude', 'private/\n');
    write('inner/.git', 'gitdir: ../.git/modules/inner\n');
    await start();
    await staysUnknown('inner/private/notes.txt');
    await client.stop();
    const main = folder;
    folder = newFolder();
    write('.git/worktrees/tree/HEAD', 'x', main);
    write('.git/worktrees/tree/commondir', '../..\n', main);
    write('.git/info/exclude', 'private/\n', main);
    write('.git', `gitdir: ${join(main, '.git', 'worktrees', 'tree')}\n`);
    await start();
    await staysUnknown('private/notes.txt');
  });

  it('is no file that differs from a rule in letter case only', async () => {
    write('.gitignore', 'core\n');
    write('.git/config', '[core]\n\tignorecase = false\n');
    await start();
    saveAndClose('Core/notes.txt');
    assert.equal(await suggests(), true);
    saveAndClose('core/notes.txt', textWith(OTHER));
    assert.equal(await suggests(OTHER), false);
  });

  it('is generated, minified, binary and huge text, as far as other files go', async () => {
    const texts: Record<string, string> = {
      'a.go': `// Code generated by x. DO NOT EDIT.\n${textWith(WORD)}`, 'b.js': `/* @generated */\n${textWith(WORD)}`, 'c.js': `${`we(${WORD});every(morning);`.repeat(200)}\n`, 'd.txt': `\0${textWith(WORD)}`,
      'e.txt': textWith(WORD).repeat(2200), 'package-lock.json': textWith(WORD), 'node_modules/m/index.txt': textWith(WORD), 'data.csv': textWith(WORD),
    };
    await start();
    for (const [name, text] of Object.entries(texts)) await staysUnknown(name, { text, isSilent: false });
  });

  it('is what stands under an address that an editor has not encoded', async () => {
    write('.gitignore', 'private/\n');
    await start();
    for (const name of ['C# proj/.env', 'why?/.env', '100% sure/.env', 'C# proj/id_rsa', 'C# proj/private/notes.txt', 'a%/private/b?.txt']) await staysUnknown(name);
    await client.stop();
    folder = join(folder, 'C# proj');
    await start();
    saveAndClose('notes.txt');
    assert.equal(await suggests(), true);
  });

  describe('where it is switched off', () => {
    it('is a language', async () => {
      await start({ settings: { languages: { '*': true, markdown: false } } });
      const diary = open('diary.md', textWith(WORD), 'markdown');
      assert.equal(await suggests(), false);
      diary.save();
      diary.close();
      assert.equal(await suggests(), false);
      saveAndClose('odd-name', textWith(WORD), 'markdown');
      assert.equal(await suggests(), false);
      await client.notify('elman/settings', { languages: { '*': true } });
      assert.equal(await suggests(), false);
      saveAndClose('diary.md', textWith(WORD), 'markdown');
      assert.equal(await suggests(), true);
      await client.notify('elman/settings', { languages: { '*': true, markdown: false } });
      assert.equal(await suggests(), false);
      assert.deepEqual(onDisk(), []);
    });

    it('is everything, for a while', async () => {
      await start();
      const diary = open('diary.md');
      await client.notify('elman/pause', { paused: true });
      diary.save();
      diary.close();
      const other = open('other.md', textWith(OTHER));
      await client.notify('elman/pause', { paused: false });
      assert.deepEqual([await suggests(), await suggests(OTHER)], [false, false]);
      other.close();
      const again = open('other.md', textWith(OTHER));
      assert.equal(await suggests(OTHER), true, 'opened anew');
      again.close();
      await client.notify('elman/settings', { enabled: false });
      const off = open('off.md');
      off.save();
      await client.notify('elman/settings', { enabled: true });
      assert.equal(await suggests(), false);
    });
  });

  describe('any more', () => {
    const changes: Record<string, (path: string) => void> = {
      'was deleted': (path) => rmSync(path),
      'was renamed to .env': (path) => renameSync(path, join(dirname(path), '.env')),
      'was moved': (path) => renameSync(path, `${path}.old`),
      'is listed in .gitignore': () => void write('.gitignore', 'notes.txt\n'),
      'is listed in the exclude file': () => void write('.git/info/exclude', '/sub\n'),
      'lies in a folder that was deleted': (path) => rmSync(dirname(path), { recursive: true }),
      'was cleaned by another program': (path) => writeFileSync(path, textWith(OTHER)),
      'was cleaned without a trace of the time': (path) => {
        writeFileSync(path, textWith('z'.repeat(WORD.length)));
        utimesSync(path, 1, 1);
      },
      'became binary': (path) => writeFileSync(path, '\0'),
      'became a folder': (path) => {
        rmSync(path);
        mkdirSync(path);
      },
    };
    for (const [what, change] of Object.entries(changes)) {
      it(`is a saved file that ${what}`, async () => {
        await start();
        saveAndClose('sub/notes.txt');
        assert.equal(await suggests(), true);
        change(join(folder, 'sub', 'notes.txt'));
        assert.equal(await suggests(), false);
        await client.stop();
        assert.deepEqual(onDisk(), []);
        await start();
        assert.equal(await suggests(), false);
      });

      it(`is a saved file that ${what} while no server ran`, async () => {
        await start();
        saveAndClose('sub/notes.txt');
        await client.stop();
        assert.deepEqual(onDisk(), ['sub/notes.txt']);
        change(join(folder, 'sub', 'notes.txt'));
        await start();
        assert.deepEqual(onDisk(), []);
        assert.equal(await suggests(), false);
      });
    }

    it('is a file that a program changes while keys come, once the editor tells it or two seconds are over', async () => {
      await start({ watchesFiles: true });
      assert.deepEqual(client.watched, ['**/*']);
      saveAndClose('notes.txt');
      const document = client.open('untitled:Untitled-1', 'plaintext', `we ${WORD.slice(0, 4)}`);
      assert.equal(await completes(document, WORD, 2), true);
      const path = join(folder, 'notes.txt');
      rmSync(path);
      await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: `file://${path}`, type: 3 }] });
      assert.equal(await completes(document, WORD, 2), false);
      saveAndClose('other.txt', textWith(OTHER));
      document.replaceAll(`we ${OTHER.slice(0, 4)}`);
      assert.equal(await completes(document, OTHER, 2), true);
      rmSync(join(folder, 'other.txt'));
      // Nothing is told: every key is typed along or asks the memory anew.
      for (let keys = 0; await completes(document, OTHER, 2); keys++) {
        document.replaceAll(`${'we\n'.repeat(keys)}we ${OTHER.slice(0, 4)}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      assert.deepEqual(onDisk(), []);
    });

    it('is a file that a saved .gitignore lists, with the next key', async () => {
      await start();
      saveAndClose('notes.txt');
      const document = client.open('untitled:Untitled-1', 'plaintext', `we ${WORD.slice(0, 4)}`);
      assert.equal(await completes(document, WORD, 2), true);
      const rules = open('.gitignore', 'notes.txt\n', 'ignore');
      rules.save();
      assert.equal(await completes(document, WORD, 2), false);
    });

    it('is an open file that was deleted or hidden, until it is there again', async () => {
      await start();
      const notes = open('notes.txt');
      assert.equal(await suggests(), true);
      rmSync(join(folder, 'notes.txt'));
      assert.equal(await suggests(), false);
      write('notes.txt', textWith(WORD));
      assert.equal(await suggests(), true);
      write('.gitignore', 'notes.txt\n');
      assert.equal(await suggests(), false);
      notes.close();
    });

    it('is a folder that was removed from the workspace', async () => {
      const second = newFolder();
      await start({ folders: [folder, second] });
      const path = write('notes.txt', textWith(WORD), second);
      const notes = client.open(`file://${path}`, 'plaintext', textWith(WORD));
      notes.save();
      assert.equal(await suggests(), true);
      await client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [{ uri: `file://${second}`, name: 'second' }] } });
      assert.equal(await suggests(), false, 'still open');
      notes.close();
      assert.equal(await suggests(), false);
      assert.deepEqual(onDisk(), []);
    });

    it('is what a training read of such files', async () => {
      await start();
      write('read.txt', textWith(WORD));
      const outcome = await client.request<TrainingOutcome>('elman/train', { excluded: ['accept', bundled, '', 'read.txt'], seconds: 60 });
      assert.equal(outcome.outcome, 'live');
      assert.equal(await suggests(), true);
      assert.deepEqual(onDisk(), ['read.txt']);
      utimesSync(join(folder, 'read.txt'), 1, 1);
      assert.equal(await suggests(), true, 'only touched');
      await client.stop();
      await start();
      assert.equal(await suggests(), true);
      write('.git/info/exclude', 'read.txt\n');
      assert.equal(await suggests(), false);
      assert.deepEqual(onDisk(), []);
    });

    it('is what lies aside while the bundled model is used', async () => {
      await start();
      saveAndClose('notes.txt');
      saveAndClose('kept.txt', textWith(OTHER));
      await client.stop();
      await start();
      await client.request('elman/useBundled');
      await client.stop();
      rmSync(join(folder, 'notes.txt'));
      await start();
      await client.stop();
      assert.deepEqual(readdirSync(storage), ['saved.bin.unused']);
      assert.deepEqual([...readSavedTextsContent(join(storage, 'saved.bin.unused')).texts.keys()], [join(folder, 'kept.txt')]);
    });
  });

  it('leaves nothing of a file of an older version, and begins anew', async () => {
    mkdirSync(storage);
    const { createHash } = await import('node:crypto');
    const whole = (content: Buffer) => Buffer.concat([createHash('sha256').update(content).digest(), content]);
    writeFileSync(join(storage, 'saved.bin'), whole(Buffer.from(`${JSON.stringify({ version: 1, vocabulary: 'x', texts: [] })}\n`)));
    writeFileSync(join(storage, 'memory.bin'), whole(Buffer.concat([Buffer.from('ElmanM01'), Buffer.alloc(100)])));
    await start();
    assert.deepEqual(readdirSync(storage), []);
    saveAndClose('notes.txt');
    assert.equal(await suggests(), true);
    await client.stop();
    assert.ok(readFileSync(join(storage, 'saved.bin')).includes('notes.txt'));
  });
});
