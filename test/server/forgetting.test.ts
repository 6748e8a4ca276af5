// What may no longer be read is forgotten, in memory and on disk. Every case goes through a real client.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readSavedTextsContent } from '../../src/model/savedTextsFile';
import type { TrainingOutcome } from '../../src/server/protocol';
import { newFolder } from './support/fixtures';
import { OTHER, StrangeWord, textWith, WORD } from './support/strangeWord';

describe('what Elman may no longer read', () => {
  const place = StrangeWord.forEachTest();

  const changes: Record<string, (path: string) => void> = {
    'was deleted': (path) => rmSync(path),
    'was renamed to .env': (path) => renameSync(path, join(dirname(path), '.env')),
    'was moved': (path) => renameSync(path, `${path}.old`),
    'is listed in .gitignore': () => void place.write('.gitignore', 'notes.txt\n'),
    'is listed in the exclude file': () => void place.write('.git/info/exclude', '/sub\n'),
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
      await place.start();
      place.saveAndClose('sub/notes.txt');
      assert.equal(await place.suggests(), true);
      change(join(place.folder, 'sub', 'notes.txt'));
      assert.equal(await place.suggests(), false);
      await place.client.stop();
      assert.deepEqual(place.onDisk(), []);
      await place.start();
      assert.equal(await place.suggests(), false);
    });

    it(`is a saved file that ${what} while no server ran`, async () => {
      await place.start();
      place.saveAndClose('sub/notes.txt');
      await place.client.stop();
      assert.deepEqual(place.onDisk(), ['sub/notes.txt']);
      change(join(place.folder, 'sub', 'notes.txt'));
      await place.start();
      assert.deepEqual(place.onDisk(), []);
      assert.equal(await place.suggests(), false);
    });
  }

  it('is a file that a program changes while keys come, once the editor tells it or two seconds are over', async () => {
    await place.start({ watchesFiles: true });
    assert.deepEqual(place.client.watched, ['**/*']);
    place.saveAndClose('notes.txt');
    const document = place.client.open('untitled:Untitled-1', 'plaintext', `we ${WORD.slice(0, 4)}`);
    assert.equal(await place.completes(document, WORD, 2), true);
    const path = join(place.folder, 'notes.txt');
    rmSync(path);
    await place.client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: `file://${path}`, type: 3 }] });
    assert.equal(await place.completes(document, WORD, 2), false);
    place.saveAndClose('other.txt', textWith(OTHER));
    document.replaceAll(`we ${OTHER.slice(0, 4)}`);
    assert.equal(await place.completes(document, OTHER, 2), true);
    rmSync(join(place.folder, 'other.txt'));
    // Nothing is told: every key is typed along or asks the memory anew.
    for (let keys = 0; await place.completes(document, OTHER, 2); keys++) {
      document.replaceAll(`${'we\n'.repeat(keys)}we ${OTHER.slice(0, 4)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.deepEqual(place.onDisk(), []);
  });

  it('is a file that a saved .gitignore lists, with the next key', async () => {
    await place.start();
    place.saveAndClose('notes.txt');
    const document = place.client.open('untitled:Untitled-1', 'plaintext', `we ${WORD.slice(0, 4)}`);
    assert.equal(await place.completes(document, WORD, 2), true);
    const rules = place.open('.gitignore', 'notes.txt\n', 'ignore');
    rules.save();
    assert.equal(await place.completes(document, WORD, 2), false);
  });

  it('is an open file that was deleted or hidden, until it is there again', async () => {
    await place.start();
    const notes = place.open('notes.txt');
    assert.equal(await place.suggests(), true);
    rmSync(join(place.folder, 'notes.txt'));
    assert.equal(await place.suggests(), false);
    place.write('notes.txt', textWith(WORD));
    assert.equal(await place.suggests(), true);
    place.write('.gitignore', 'notes.txt\n');
    assert.equal(await place.suggests(), false);
    notes.close();
  });

  it('is a folder that was removed from the workspace', async () => {
    const second = newFolder();
    await place.start({ folders: [place.folder, second] });
    const path = place.write('notes.txt', textWith(WORD), second);
    const notes = place.client.open(`file://${path}`, 'plaintext', textWith(WORD));
    notes.save();
    assert.equal(await place.suggests(), true);
    await place.client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [{ uri: `file://${second}`, name: 'second' }] } });
    assert.equal(await place.suggests(), false, 'still open');
    notes.close();
    assert.equal(await place.suggests(), false);
    assert.deepEqual(place.onDisk(), []);
  });

  it('is what a training read of such files', async () => {
    await place.start();
    place.write('read.txt', textWith(WORD));
    const outcome = await place.client.request<TrainingOutcome>('elman/train', { excluded: ['accept', place.bundled, '', 'read.txt'], seconds: 60 });
    assert.equal(outcome.outcome, 'live');
    assert.equal(await place.suggests(), true);
    assert.deepEqual(place.onDisk(), ['read.txt']);
    utimesSync(join(place.folder, 'read.txt'), 1, 1);
    assert.equal(await place.suggests(), true, 'only touched');
    await place.client.stop();
    await place.start();
    assert.equal(await place.suggests(), true);
    place.write('.git/info/exclude', 'read.txt\n');
    assert.equal(await place.suggests(), false);
    assert.deepEqual(place.onDisk(), []);
  });

  it('is what lies aside while the bundled model is used', async () => {
    await place.start();
    place.saveAndClose('notes.txt');
    place.saveAndClose('kept.txt', textWith(OTHER));
    await place.client.stop();
    await place.start();
    await place.client.request('elman/useBundled');
    await place.client.stop();
    rmSync(join(place.folder, 'notes.txt'));
    await place.start();
    await place.client.stop();
    assert.deepEqual(readdirSync(place.storage), ['saved.bin.unused']);
    assert.deepEqual([...readSavedTextsContent(join(place.storage, 'saved.bin.unused')).texts.keys()], [join(place.folder, 'kept.txt')]);
  });
});
