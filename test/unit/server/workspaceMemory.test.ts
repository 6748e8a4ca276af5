import assert from 'node:assert/strict';
import fs from 'node:fs';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeMemory } from '../../../src/model/memoryFile';
import { readStamped } from '../../../src/model/rememberedFile';
import { readSavedTexts } from '../../../src/model/savedTextsFile';
import { documentTokens } from '../../../src/prediction/documentTokens';
import { TokenIndex } from '../../../src/prediction/memory/tokenIndex';
import { pathOf } from '../../../src/server/documentPath';
import { ReadingRule } from '../../../src/privacy/readingRule';
import type { EditorState } from '../../../src/server/editorState';
import { ElmanDocument } from '../../../src/server/elmanDocument';
import type { LiveModel } from '../../../src/server/liveModels';
import { ModelStore } from '../../../src/server/modelStore';
import { defaultSettings } from '../../../src/server/settings';
import { Silence } from '../../../src/server/silence';
import { WorkspaceMemory } from '../../../src/server/workspaceMemory';
import { timesKnown } from '../../support/remembered';
import { createTinyModel } from '../../support/tinyModel';

const { tokenizer } = createTinyModel({ seed: 1 });
const FINGERPRINT = 'a'.repeat(64);
const WORD = 'zorbulate';
const SECRET = 'hG7kQ2xVb9LmT4pRz8Wn3YcD6sFjA1eU';

function modelWith(vocabularyFingerprint: string): LiveModel {
  return { opened: { tokenizer, manifest: { vocabularyFingerprint } } } as unknown as LiveModel;
}

describe('workspace memory', () => {
  let root: string;
  let folder: string;
  let store: ModelStore;
  let state: EditorState;
  let errors: unknown[];
  let forgotten = 0;
  let rule: ReadingRule;
  let clockMs = 0;
  let memory: WorkspaceMemory;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'elman-memory-'));
    folder = join(root, 'project');
    mkdirSync(folder);
    store = new ModelStore(join(root, 'storage'));
    state = { settings: defaultSettings, trusted: true, paused: false, focus: null, tellsFocus: false, folders: [folder], excluded: [] };
    memory = begin();
  });
  afterEach(() => {
    memory.forget();
    rmSync(root, { recursive: true, force: true });
  });

  /** What the next session has. */
  function begin(model = modelWith(FINGERPRINT), hasStore = true): WorkspaceMemory {
    errors = [];
    const begun = new WorkspaceMemory(hasStore ? store : undefined, state, new Silence(state, (rule = new ReadingRule(() => state, () => clockMs))), { failed: (error) => errors.push(error), forgotten: () => forgotten++ });
    begun.load(model);
    return begun;
  }
  function document(name: string, text = WORD): ElmanDocument {
    return new ElmanDocument(name.includes(':') ? name : pathToFileURL(join(folder, name)).href, 'plaintext', 1, text);
  }
  /** The editor saves: the file is there when the server hears of it. */
  function save(saved: ElmanDocument, to = memory): void {
    const path = pathOf(saved.uri);
    if (path !== undefined && !(existsSync(path) && statSync(path).isDirectory())) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, saved.text.toString());
    }
    to.remember(saved);
  }
  const knows = (word = WORD, open: ElmanDocument[] = [], of = memory) => timesKnown(of.sources(open), tokenizer, word);
  const onDisk = () => readSavedTexts(store.savedTextsFile, FINGERPRINT, tokenizer.size);

  /** What a trainer leaves beside its candidate, of a file with this text. */
  function readBy(trainer: string, name = 'read.txt'): string {
    const file = store.memoryBeside(store.newCandidate());
    const path = join(folder, name);
    writeFileSync(path, trainer);
    const tokens = documentTokens(tokenizer, trainer);
    const files = [{ path, language: 'plaintext', stamp: readStamped(path, 1e6)!.stamp, tokens: tokens.length }];
    writeMemory(file, { vocabulary: FINGERPRINT, files, index: TokenIndex.of(tokens, tokenizer.startToken) });
    return file;
  }

  it('knows what was saved, at once and in the next session', () => {
    save(document('a.txt'));
    assert.equal(knows(), 1);
    assert.equal(existsSync(store.savedTextsFile), false, 'nothing is written with every saving');
    memory.flush();
    assert.equal(knows(WORD, [], begin()), 1);
    assert.deepEqual(errors, []);
  });

  it('knows of a document what was saved last', () => {
    save(document('a.txt'));
    save(document('a.txt', 'quixotical'));
    assert.deepEqual([knows(), knows('quixotical')], [0, 1]);
    memory.flush();
    assert.deepEqual([...onDisk().keys()], [join(folder, 'a.txt')]);
  });

  it('leaves out what is open, for that counts as it stands', () => {
    const [a, b] = [document('a.txt'), document('b.txt')];
    save(a);
    save(b);
    assert.deepEqual([knows(WORD, [a, b]), knows(WORD, [a]), knows(WORD, [document('untitled:Untitled-1')]), knows()], [0, 1, 2, 2]);
  });

  it('gives the same sources while nothing has changed', () => {
    const open = document('open.txt');
    save(document('a.txt'));
    const before = memory.sources([open]);
    assert.equal(memory.sources([open])[0], before[0]);
    // Another document that was never saved changes nothing.
    assert.equal(memory.sources([open, document('other.txt')])[0], before[0]);
    save(open);
    assert.equal(memory.sources([open])[0], before[0]);
    save(document('b.txt'));
    assert.notEqual(memory.sources([open])[0], before[0]);
  });

  it('never takes in what is not the workspace\'s, or must not be read', () => {
    writeFileSync(join(folder, '.gitignore'), 'build/\n');
    for (const name of ['.env', 'id_rsa', 'secrets.json', '.vscode/settings.json', 'my.code-workspace', 'build/a.txt', '.git/COMMIT_EDITMSG', 'node_modules/a/index.js', 'package-lock.json', 'n.ipynb', 'a.log']) save(document(name));
    for (const uri of ['untitled:Untitled-1', `untitled:${join(folder, 'a.txt')}`, `vscode-notebook-cell:${join(folder, 'n.ipynb')}#W0`, `git:${join(folder, 'a.txt')}`, 'file:///', 'file:']) save(document(uri));
    for (const path of [join(root, 'a.txt'), join(root, 'project2', 'a.txt'), folder]) save(document(pathToFileURL(path).href));
    memory.flush();
    assert.equal(knows(), 0);
    assert.equal(existsSync(store.savedTextsFile), false);
  });

  it('follows no links, as a training does, but the folder itself may be one', function () {
    if (process.platform === 'win32') return this.skip();
    const outside = join(root, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'a.txt'), '');
    symlinkSync(outside, join(folder, 'linked'));
    symlinkSync(join(outside, 'a.txt'), join(folder, 'linked.txt'));
    for (const name of ['linked/a.txt', 'linked.txt']) save(document(name));
    memory.remember(document('vanished.txt'));
    assert.equal(knows(), 0);
    symlinkSync(folder, join(root, 'same'));
    state.folders = [join(root, 'same')];
    save(new ElmanDocument(pathToFileURL(join(root, 'same', 'a.txt')).href, 'plaintext', 1, WORD));
    assert.equal(knows(), 1);
  });

  it('takes in nothing without a folder, a storage or a model, or where Elman is switched off', () => {
    const withoutStore = begin(modelWith(FINGERPRINT), false);
    save(document('a.txt'), withoutStore);
    withoutStore.renew(store.memoryFile);
    withoutStore.flush();
    assert.equal(knows(WORD, [], withoutStore), 0);
    state.folders = [];
    save(document('a.txt'));
    state.folders = [folder];
    state.settings = { ...defaultSettings, enabled: false };
    save(document('a.txt'));
    state.settings = defaultSettings;
    memory.load(undefined);
    save(document('a.txt'));
    memory.flush();
    assert.equal(knows(), 0);
    assert.equal(existsSync(store.storage), false);
  });

  it('neither reads nor writes in an untrusted workspace, and reads once it is trusted', () => {
    save(document('a.txt'));
    memory.flush();
    state.trusted = false;
    memory = begin();
    save(document('b.txt'));
    memory.flush();
    assert.equal(knows(), 0);
    assert.equal(onDisk().size, 1);
    state.trusted = true;
    memory.load(modelWith(FINGERPRINT));
    assert.equal(knows(), 1);
  });

  it('forgets a text that git ignores when it is saved again', () => {
    save(document('a.txt'));
    save(document('b.txt'));
    memory.flush();
    writeFileSync(join(folder, '.gitignore'), 'a.txt\n');
    memory = begin();
    save(document('a.txt'));
    assert.equal(knows(), 1);
    memory.flush();
    assert.deepEqual([...onDisk().keys()], [join(folder, 'b.txt')]);
  });

  it('tells when something was forgotten, for it may be in what was suggested last', () => {
    save(document('a.txt'));
    const before = forgotten;
    memory.changed();
    assert.deepEqual([knows(), forgotten - before], [1, 0]);
    rmSync(join(folder, 'a.txt'));
    memory.filesChanged([join(folder, 'other.txt')]);
    assert.equal(knows(), 1, 'nobody knows of it yet');
    memory.filesChanged([join(folder, 'a.txt')]);
    assert.deepEqual([knows(), forgotten - before], [0, 1]);
    save(document('sub/b.txt'));
    rmSync(join(folder, 'sub'), { recursive: true });
    memory.filesChanged([join(folder, 'sub')]);
    assert.equal(knows(), 0, 'a folder with all in it');
  });

  it('costs no file operation a key, and few every two seconds', () => {
    for (let i = 0; i < 1000; i++) save(document(`${i % 20}/${i}.txt`, `${WORD} ${i}`));
    memory.sources([]);
    const counts = { statSync: 0, lstatSync: 0, existsSync: 0, readFileSync: 0, realpathSync: 0 };
    const originals = Object.fromEntries(Object.keys(counts).map((name) => [name, fs[name as keyof typeof counts]]));
    for (const name of Object.keys(counts) as (keyof typeof counts)[]) {
      const original = originals[name] as (...given: unknown[]) => unknown;
      Object.assign(fs, { [name]: Object.assign((...given: unknown[]) => (counts[name]++, original(...given)), original) });
    }
    const operations = () => Object.values(counts).reduce((sum, count) => sum + count, 0);
    const silence = new Silence(state, rule);
    const typed = document('0/0.txt');
    try {
      assert.equal(silence.ofDocument(typed), undefined);
      memory.sources([typed]);
      const before = operations();
      for (let key = 0; key < 500; key++) {
        silence.ofDocument(typed);
        memory.sources([typed]);
      }
      assert.equal(operations() - before, 0);
      clockMs += 2000;
      memory.sources([typed]);
      assert.ok(operations() - before > 300 && operations() - before < 1500, `${operations() - before} operations`);
    } finally {
      Object.assign(fs, originals);
    }
  });

  it('masks secrets, also one where a long text is cut', () => {
    save(document('a.txt', `token = "${SECRET}"\n${WORD}`));
    // Characters of the long one before its secret: the cut would go through it.
    const filling = 'a'.repeat(99);
    save(document('b.txt', `${`${filling}\n`.repeat(599)}${'b'.repeat(70)} key = "${SECRET}"\n`));
    assert.equal(knows(), 1);
    memory.flush();
    for (const { tokens } of onDisk().values()) {
      const text = Buffer.concat([...tokens].map((token) => tokenizer.bytesOf(token))).toString();
      assert.doesNotMatch(text, new RegExp(SECRET.slice(0, 8)));
      assert.ok(text.length <= 60_000);
    }
  });

  it('begins anew where a file on disk is damaged or of another vocabulary, and says so', () => {
    store.makeStorage();
    for (const file of [store.memoryFile, store.savedTextsFile]) writeFileSync(file, 'damaged');
    memory = begin();
    assert.equal(errors.length, 2);
    save(document('a.txt'));
    memory.flush();
    assert.equal(knows(), 1);
    assert.equal(onDisk().size, 1);
    memory = begin(modelWith('b'.repeat(64)));
    assert.equal(knows(), 0);
    assert.equal(errors.length, 2);
    save(document('c.txt'));
    memory.flush();
    assert.equal(readSavedTexts(store.savedTextsFile, 'b'.repeat(64), tokenizer.size).size, 1);
  });

  it('goes over to another model with what is on disk, and writes before what was not written', () => {
    save(document('a.txt'));
    memory.load(modelWith('b'.repeat(64)));
    assert.equal(knows(), 0);
    memory.load(modelWith(FINGERPRINT));
    assert.equal(knows(), 1);
  });

  describe('after a training', () => {
    it('knows what that read, and no more twice what was saved before', () => {
      save(document('a.txt'));
      memory.flush();
      memory.trainingBegins();
      memory.renew(readBy(`${WORD} quixotical`));
      assert.deepEqual([knows(), knows('quixotical')], [1, 1]);
      assert.equal(existsSync(store.savedTextsFile), false);
      memory = begin();
      assert.deepEqual([knows(), knows('quixotical')], [1, 1]);
      assert.deepEqual(errors, []);
    });

    it('still knows what was saved while it ran, also when its model came in between', () => {
      save(document('before.txt'));
      memory.trainingBegins();
      save(document('meanwhile.txt', 'quixotical'));
      memory.load(modelWith(FINGERPRINT));
      memory.renew(readBy('something else'));
      assert.deepEqual([knows(), knows('quixotical')], [0, 1]);
      memory.flush();
      assert.deepEqual([...onDisk().keys()], [join(folder, 'meanwhile.txt')]);
    });

    it('stays as it was where the trainer left nothing, or that cannot be taken', () => {
      save(document('a.txt'));
      memory.trainingBegins();
      memory.renew(store.memoryBeside(store.newCandidate()));
      assert.deepEqual(errors, []);
      mkdirSync(join(store.memoryFile, 'taken'), { recursive: true });
      memory.renew(readBy('something else'));
      assert.equal(errors.length, 1);
      assert.equal(knows(), 1);
      assert.equal(onDisk().size, 1);
    });

    it('keeps what it learned out of an untrusted workspace', () => {
      state.trusted = false;
      memory = begin();
      memory.renew(readBy(WORD));
      assert.equal(knows(), 0);
    });
  });

  it('forgets at once, writes nothing of it, and goes on with what is saved later', () => {
    memory.renew(readBy(WORD));
    save(document('a.txt'));
    assert.equal(knows(), 2);
    memory.forget();
    store.deleteEverything();
    memory.flush();
    assert.equal(knows(), 0);
    assert.deepEqual(readdirSync(store.storage), []);
    save(document('b.txt', 'quixotical'));
    memory.flush();
    assert.deepEqual([knows(), knows('quixotical'), onDisk().size], [0, 1, 1]);
  });
});
