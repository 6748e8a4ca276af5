import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelStore, type LivePointer } from '../../../src/server/modelStore';

/** Beyond what any system numbers its processes with. */
const GONE = 2 ** 30;

describe('model store', () => {
  let storage: string;
  let store: ModelStore;

  beforeEach(() => {
    storage = mkdtempSync(join(tmpdir(), 'elman-store-'));
    store = new ModelStore(storage);
  });
  afterEach(() => rmSync(storage, { recursive: true, force: true }));

  const pointerTo = (folder: string): LivePointer => ({ folder, kind: 'learned', bundledFingerprint: 'f', formatVersion: 1 });
  function writeCandidate(text: string): string {
    const candidate = store.newCandidate();
    mkdirSync(candidate);
    writeFileSync(join(candidate, 'model.onnx'), text);
    return candidate;
  }

  it('has no live model at first', () => {
    assert.equal(store.live(), undefined);
    assert.equal(store.isDamaged(), false);
  });

  it('makes an adopted candidate live only by the pointer', () => {
    const folder = store.adopt(writeCandidate('one'));
    assert.equal(store.live(), undefined);
    store.makeLive(pointerTo(folder));
    assert.deepEqual(store.live(), pointerTo(folder));
    const second = store.adopt(writeCandidate('two'));
    assert.notEqual(second, folder);
    assert.deepEqual(store.live(), pointerTo(folder));
    store.makeLive(pointerTo(second));
    store.discardAllBut(second);
    assert.deepEqual(readdirSync(join(storage, 'models')), [second]);
  });

  it('keeps the packages when the bundled model is asked for', () => {
    const folder = store.adopt(writeCandidate('one'));
    store.makeLive(pointerTo(folder));
    store.forgetLive();
    assert.equal(store.live(), undefined);
    assert.ok(existsSync(store.folderOf({ folder })));
  });

  it('takes a damaged pointer for none, and says so', () => {
    for (const damage of ['', '{', 'null', '[]', '{"folder":"../x","kind":"learned","bundledFingerprint":"","formatVersion":1}', JSON.stringify(pointerTo('7'))]) {
      writeFileSync(join(storage, 'live.json'), damage);
      assert.equal(store.live(), undefined, damage);
      assert.equal(store.isDamaged(), true, damage);
    }
  });

  it('clears what killed runs left before the next candidate', () => {
    const half = writeCandidate('half');
    const next = store.newCandidate();
    assert.equal(existsSync(half), false);
    assert.equal(existsSync(next), false);
  });

  it('leaves the candidates of another window alone while its server runs', () => {
    const candidateOf = (pid: number) => join(storage, 'candidates', `server-${pid}`);
    for (const pid of [process.ppid, GONE]) mkdirSync(join(candidateOf(pid), '1'), { recursive: true });
    store.discardCandidates();
    assert.deepEqual([existsSync(candidateOf(process.ppid)), existsSync(candidateOf(GONE))], [true, false]);
    const candidate = writeCandidate('mine');
    assert.ok(existsSync(candidateOf(process.ppid)));
    store.discardCandidates();
    assert.deepEqual([existsSync(candidateOf(process.ppid)), existsSync(candidate)], [true, false]);
  });

  it('makes a model live although a crash left a half pointer beside the old one', () => {
    writeFileSync(join(storage, 'live.json.new'), 'half');
    const folder = store.adopt(writeCandidate('one'));
    store.makeLive(pointerTo(folder));
    assert.deepEqual(store.live(), pointerTo(folder));
    assert.deepEqual(readdirSync(storage).sort(), ['candidates', 'live.json', 'models']);
  });

  it('does not mind what cannot be removed, unless all of it was to go', () => {
    const file = join(storage, 'file');
    writeFileSync(file, '');
    const below = new ModelStore(file);
    below.discardCandidates();
    below.discard('1');
    below.discardAllBut('1');
    assert.throws(() => below.deleteEverything());
  });

  it('lays what is remembered aside with the model, over what lay there', () => {
    for (const text of ['one', 'two']) {
      for (const file of [store.memoryFile, store.savedTextsFile]) writeFileSync(file, text);
      store.forgetLive();
      assert.deepEqual(readdirSync(storage).sort(), ['memory.bin.unused', 'saved.bin.unused']);
      assert.equal(readFileSync(`${store.memoryFile}.unused`, 'utf8'), text);
    }
    store.forgetLive();
    assert.equal(readdirSync(storage).length, 2);
  });

  it('remembers what a training read in place of what was saved before, and of what was laid aside', () => {
    for (const file of [store.memoryFile, store.savedTextsFile]) for (const ending of ['', '.unused']) writeFileSync(`${file}${ending}`, 'old');
    const candidate = writeCandidate('one');
    const file = store.memoryBeside(candidate);
    writeFileSync(file, 'new');
    store.adoptMemory(file);
    assert.equal(readFileSync(store.memoryFile, 'utf8'), 'new');
    assert.deepEqual(readdirSync(storage).sort(), ['candidates', 'memory.bin']);
    assert.ok(existsSync(candidate));
  });

  it('keeps all that is remembered where what a training read cannot be taken', () => {
    for (const file of [store.memoryFile, store.savedTextsFile]) writeFileSync(file, 'old');
    assert.throws(() => store.adoptMemory(store.memoryBeside(writeCandidate('one'))));
    assert.deepEqual([store.memoryFile, store.savedTextsFile].map((file) => readFileSync(file, 'utf8')), ['old', 'old']);
  });

  it('discards what an unfinished training read with its candidate', () => {
    writeFileSync(store.memoryBeside(writeCandidate('one')), 'new');
    store.discardCandidates();
    assert.deepEqual(readdirSync(storage), []);
  });

  it('makes its folder where there is none', () => {
    const nested = new ModelStore(join(storage, 'a', 'b'));
    nested.makeStorage();
    nested.makeStorage();
    assert.ok(existsSync(nested.storage));
  });

  it('leaves nothing after deleting everything', () => {
    store.makeLive(pointerTo(store.adopt(writeCandidate('one'))));
    writeCandidate('two');
    writeFileSync(join(storage, 'live.json.new'), 'half');
    for (const file of [store.reportFile, store.checkpointFile]) for (const path of [file, `${file}.new`]) writeFileSync(path, 'left');
    for (const file of [store.memoryFile, store.savedTextsFile]) for (const ending of ['', '.new', '.unused']) writeFileSync(`${file}${ending}`, 'left');
    assert.ok(store.hasCheckpoint());
    store.deleteEverything();
    assert.deepEqual(readdirSync(storage), []);
  });
});
