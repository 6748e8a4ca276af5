// A workspace, a storage and a client for tests of what is remembered: a strange word is saved in one file and asked for in another.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readLearnedMemory } from '../../../src/model/memoryFile';
import { readSavedTextsContent } from '../../../src/model/savedTextsFile';
import { Client, type ClientOptions } from './client';
import type { ClientDocument } from './clientDocument';
import { folderWith, newFolder, taughtPackages } from './fixtures';

/** Words that no network of the tests would say. */
export const WORD = 'zorblattquux';
export const OTHER = 'vlimberjat';
/** Text that holds a word several times. */
export const textWith = (word: string): string => `we ${word} every morning\n`.repeat(20);

export class StrangeWord {
  client!: Client;
  bundled!: string;
  storage!: string;
  folder!: string;
  private untitled = 0;

  /** Makes a new place before every test of the suite around, and ends its server after it. */
  static forEachTest(): StrangeWord {
    const place = new StrangeWord();
    before(async () => ({ bundled: place.bundled } = await taughtPackages()));
    beforeEach(() => {
      place.storage = join(newFolder(), 'storage');
      place.folder = folderWith({ '.git/HEAD': 'ref: refs/heads/main\n' });
    });
    afterEach(async () => {
      assert.equal(await place.client.stop(), 0);
      assert.deepEqual(place.client.errors, []);
    });
    return place;
  }

  async start(options: ClientOptions = {}): Promise<void> {
    this.client = await Client.start({ bundledModel: this.bundled, storage: this.storage, folders: [this.folder], ...options });
    await this.client.ready();
  }

  async restart(): Promise<void> {
    await this.client.stop();
    await this.start();
  }

  /** @returns the path of the file. */
  write(name: string, text: string, root = this.folder): string {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  /** Opens a file that is there. */
  open(name: string, text = textWith(WORD), languageId = 'plaintext'): ClientDocument {
    return this.client.open(`file://${this.write(name, text)}`, languageId, text);
  }

  saveAndClose(name: string, text = textWith(WORD), languageId = 'plaintext'): void {
    const document = this.open(name, text, languageId);
    document.save();
    document.close();
  }

  /** Whether a word is suggested whole in another document, once its beginning is typed. */
  async suggests(word = WORD): Promise<boolean> {
    const document = this.client.open(`untitled:Untitled-${++this.untitled}`, 'plaintext', `we ${word.slice(0, 4)}`);
    const known = await this.completes(document, word);
    document.close();
    return known;
  }

  async completes(document: ClientDocument, word = WORD, triggerKind = 1): Promise<boolean> {
    const items = await document.complete({ triggerKind });
    return items.some(({ insertText }) => new RegExp(`^${word}\\b`).test(String(insertText)));
  }

  /** Names of the files of which something lies on disk. */
  onDisk(): string[] {
    const [saved, learned] = ['saved.bin', 'memory.bin'].map((name) => join(this.storage, name));
    const paths = [...(existsSync(saved) ? readSavedTextsContent(saved).texts.keys() : []), ...(existsSync(learned) ? readLearnedMemory(learned)!.files.map(({ path }) => path) : [])];
    return paths.map((path) => path.slice(this.folder.length + 1)).sort();
  }

  /** Open and saved it is not known elsewhere, it is silent inside if `isSilent`, and nothing of it lies on disk. */
  async staysUnknown(name: string, { text = textWith(WORD), languageId = 'plaintext', isSilent = true } = {}): Promise<void> {
    const document = this.open(name, text, languageId);
    assert.equal(await this.suggests(), false, `${name}, open`);
    if (isSilent) {
      document.replaceAll(`${text}we ${WORD.slice(0, 4)}`);
      assert.deepEqual(await document.complete(), [], `${name}, inside`);
      document.replaceAll(text);
    }
    document.save();
    assert.equal(await this.suggests(), false, `${name}, saved`);
    document.close();
    assert.equal(await this.suggests(), false, `${name}, closed`);
    await this.client.stop();
    assert.deepEqual(this.onDisk(), [], name);
    await this.start();
    assert.equal(await this.suggests(), false, `${name}, after a restart`);
  }
}
