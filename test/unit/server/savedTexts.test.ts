import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MOST_SAVED_TEXTS, MOST_SAVED_TOKENS, readSavedTexts, type SavedText } from '../../../src/model/savedTextsFile';
import { ModelStore } from '../../../src/server/modelStore';
import { SavedTexts } from '../../../src/server/savedTexts';

const STAMP = { bytes: 1, modifiedMs: 1, changedMs: 1, hash: 'f' };
const textOf = (path: string, tokens: Uint16Array): SavedText => ({ path, language: 'plaintext', stamp: STAMP, tokens });
const VOCABULARY = { fingerprint: 'a'.repeat(64), size: 50 };

describe('saved texts', () => {
  let root: string;
  let store: ModelStore;
  let errors: string[];
  let saved: SavedTexts;
  const begun: SavedTexts[] = [];

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'elman-saved-'));
    store = new ModelStore(join(root, 'storage'));
    errors = [];
    saved = begin();
  });
  afterEach(() => {
    for (const texts of begun.splice(0)) texts.forget();
    rmSync(root, { recursive: true, force: true });
  });

  /** What another window or the next session has. */
  function begin(vocabulary = VOCABULARY): SavedTexts {
    const texts = new SavedTexts(store, vocabulary, (error) => errors.push((error as Error).message));
    begun.push(texts);
    return texts;
  }
  const onDisk = () => readSavedTexts(store.savedTextsFile, VOCABULARY.fingerprint, VOCABULARY.size);
  const text = (...tokens: number[]) => Uint16Array.of(0, ...tokens);
  const put = (path: string, tokens: Uint16Array, to = saved) => to.put(textOf(path, tokens));
  /** Paths and tokens. */
  const held = (texts: ReadonlyMap<string, SavedText>) => Array.from(texts, ([path, { tokens }]) => [path, tokens]);

  it('are the same in the next session, the newest last', () => {
    for (const [hash, token] of [['a', 1], ['b', 2], ['c', 3], ['a', 4]] as const) put(hash, text(token));
    saved.drop(['b']);
    const expected = [['c', text(3)], ['a', text(4)]];
    assert.deepEqual(held(saved.texts), expected);
    saved.flush();
    assert.deepEqual(held(begin().texts), expected);
    assert.deepEqual(readdirSync(store.storage), ['saved.bin']);
  });

  it('are not written where nothing has changed', () => {
    saved.flush();
    saved.drop(['never seen']);
    saved.flush();
    assert.equal(existsSync(store.storage), false);
    put('a', text(1));
    saved.flush();
    rmSync(store.savedTextsFile);
    saved.flush();
    assert.deepEqual(readdirSync(store.storage), []);
  });

  it('have bounded room: what was saved longest ago goes first', () => {
    const quarter = MOST_SAVED_TOKENS / 4;
    for (const hash of ['a', 'b', 'c', 'd']) put(hash, new Uint16Array(quarter));
    assert.equal(saved.texts.size, 4);
    put('a', new Uint16Array(quarter));
    put('e', text(1));
    assert.deepEqual([...saved.texts.keys()], ['c', 'd', 'a', 'e']);
    put('all', new Uint16Array(MOST_SAVED_TOKENS));
    assert.deepEqual([...saved.texts.keys()], ['all']);
    saved.flush();
    assert.deepEqual([...onDisk().keys()], ['all']);
  });

  it('are no more than so many, however short', () => {
    for (let i = 0; i < MOST_SAVED_TEXTS + 10; i++) put(String(i), text());
    saved.flush();
    assert.equal(onDisk().size, MOST_SAVED_TEXTS);
    assert.deepEqual([9, 10].map((i) => onDisk().has(String(i))), [false, true]);
    assert.ok(statSync(store.savedTextsFile).size < 200_000);
    assert.deepEqual(errors, []);
  });

  it('stay known where the disk does not take them, which is told, and are written later', () => {
    writeFileSync(store.storage, 'a file where a folder should be');
    put('a', text(1));
    saved.flush();
    assert.equal(errors.length, 1);
    saved.flush();
    assert.equal(errors.length, 1, 'not again and again');
    assert.deepEqual(held(saved.texts), [['a', text(1)]]);
    rmSync(store.storage);
    put('b', text(2));
    saved.flush();
    assert.deepEqual([...onDisk().keys()], ['a', 'b']);
    assert.equal(errors.length, 1);
  });

  it('leave the older file where the new one cannot take its place', () => {
    put('a', text(1));
    saved.flush();
    mkdirSync(join(`${store.savedTextsFile}.new`, 'taken'), { recursive: true });
    put('b', text(2));
    saved.flush();
    assert.equal(errors.length, 1);
    assert.deepEqual([...onDisk().keys()], ['a']);
    assert.equal(saved.texts.size, 2);
  });

  it('begin anew where the file is damaged or of another vocabulary, which is told', () => {
    store.makeStorage();
    writeFileSync(store.savedTextsFile, 'damaged');
    saved = begin();
    put('a', text(1));
    saved.flush();
    assert.deepEqual([...onDisk().keys()], ['a']);
    assert.equal(begin({ ...VOCABULARY, fingerprint: 'b'.repeat(64) }).texts.size, 0);
    assert.match(errors.join(), /is damaged.*another vocabulary/);
    assert.equal(errors.length, 2);
  });

  it('stay known where another program damages the file meanwhile, and are written again', () => {
    put('a', text(1));
    saved.flush();
    writeFileSync(store.savedTextsFile, 'damaged');
    put('b', text(2));
    saved.flush();
    assert.equal(errors.length, 1);
    assert.deepEqual([...onDisk().keys()], ['a', 'b']);
  });

  it('are forgotten at once; what is saved later is written alone', () => {
    put('a', text(1));
    saved.flush();
    put('b', text(2));
    saved.forget();
    assert.equal(saved.texts.size, 0);
    saved.flush();
    assert.deepEqual([...onDisk().keys()], ['a'], 'nothing is written of what was forgotten');
    put('c', text(3));
    saved.flush();
    assert.deepEqual([...onDisk().keys()], ['c']);
  });

  describe('of two windows on one storage', () => {
    let other: SavedTexts;
    beforeEach(() => (other = begin()));

    it('come together', () => {
      put('theirs', text(1), other);
      other.flush();
      put('mine', text(2));
      saved.flush();
      assert.deepEqual(held(onDisk()), [['theirs', text(1)], ['mine', text(2)]]);
      assert.deepEqual(saved.texts, onDisk());
      put('theirs', text(3), other);
      other.flush();
      assert.deepEqual(held(other.texts), [['mine', text(2)], ['theirs', text(3)]]);
      saved.drop(['theirs']);
      saved.flush();
      assert.deepEqual([...onDisk().keys()], ['mine']);
      assert.deepEqual(errors, []);
    });

    it('are not brought back by one after the other has deleted them', () => {
      put('a', text(1));
      saved.flush();
      store.deleteEverything();
      put('b', text(2));
      saved.flush();
      assert.deepEqual([...onDisk().keys()], ['b']);
      assert.deepEqual([...saved.texts.keys()], ['b']);
    });
  });
});
