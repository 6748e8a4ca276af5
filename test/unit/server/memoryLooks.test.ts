// When the memory looks at the files that it remembers, and what that costs.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
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
const model = { opened: { tokenizer, manifest: { vocabularyFingerprint: 'a'.repeat(64) } } } as unknown as LiveModel;
const WORD = 'zorbulate';

describe('a look at the files that are remembered', () => {
  let root: string;
  let folder: string;
  let state: EditorState;
  let rule: ReadingRule;
  let memory: WorkspaceMemory;
  let forgotten: number;
  let clockMs: number;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'elman-look-'));
    folder = join(root, 'project');
    state = { settings: defaultSettings, trusted: true, paused: false, focus: null, tellsFocus: false, folders: [folder], excluded: [] };
    [forgotten, clockMs] = [0, 0];
    rule = new ReadingRule(() => state, () => clockMs);
    memory = new WorkspaceMemory(new ModelStore(join(root, 'storage')), state, new Silence(state, rule), { failed: (error) => assert.fail(String(error)), forgotten: () => forgotten++ });
    memory.load(model);
  });
  afterEach(() => {
    memory.forget();
    rmSync(root, { recursive: true, force: true });
  });

  const document = (name: string, text = WORD) => new ElmanDocument(pathToFileURL(join(folder, name)).href, 'plaintext', 1, text);
  function save(name: string, text = WORD): void {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
    memory.remember(document(name, text));
  }
  const knows = () => timesKnown(memory.sources([]), tokenizer, WORD);

  it('tells when something was forgotten, for it may be in what was suggested last', () => {
    save('a.txt');
    const before = forgotten;
    memory.changed();
    assert.deepEqual([knows(), forgotten - before], [1, 0]);
    rmSync(join(folder, 'a.txt'));
    memory.filesChanged([join(folder, 'other.txt')]);
    assert.equal(knows(), 1, 'nobody knows of it yet');
    memory.filesChanged([join(folder, 'a.txt')]);
    assert.deepEqual([knows(), forgotten - before], [0, 1]);
    save('sub/b.txt');
    rmSync(join(folder, 'sub'), { recursive: true });
    memory.filesChanged([join(folder, 'sub')]);
    assert.equal(knows(), 0, 'a folder with all in it');
  });

  it('costs no file operation a key, and few every two seconds', () => {
    for (let i = 0; i < 1000; i++) save(`${i % 20}/${i}.txt`, `${WORD} ${i}`);
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
});
