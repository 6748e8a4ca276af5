import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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

  it('leaves nothing after deleting everything', () => {
    store.makeLive(pointerTo(store.adopt(writeCandidate('one'))));
    writeCandidate('two');
    writeFileSync(join(storage, 'live.json.new'), 'half');
    for (const file of [store.reportFile, store.checkpointFile]) for (const path of [file, `${file}.new`]) writeFileSync(path, 'left');
    assert.ok(store.hasCheckpoint());
    store.deleteEverything();
    assert.deepEqual(readdirSync(storage), []);
  });
});
