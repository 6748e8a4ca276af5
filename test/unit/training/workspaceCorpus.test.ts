// Which texts of a workspace a training reads, and what is said when there is too much or too little of them.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WalkedFile } from '../../../training/corpus/walk';
import { hashOfPath } from '../../../src/model/trainedFiles';
import { parseTokenizer } from '../../../src/model/tokenizerFile';
import { TokenStore } from '../../../training/tokenStore';
import { encodeWorkspace, findWorkspaceFiles, planOf, readFiles, unseen } from '../../../training/workspaceCorpus';
import { inTemporaryFolder, TINY_TOKENIZER } from '../../support/tinyPackage';

const find = (folder: string) => findWorkspaceFiles({ folders: [folder], excluded: [] });

function encode(folder: string, train: readonly WalkedFile[], most = Infinity): { tokens: number; learned: string[] } {
  const store = TokenStore.create(folder);
  try {
    const { learned } = encodeWorkspace(store, parseTokenizer(TINY_TOKENIZER, 'tokenizer.json'), { train }, most);
    return { tokens: store.targets, learned: learned.map(({ name }) => name) };
  } finally {
    store.close();
  }
}

function writeNotes(folder: string, count: number, text: string): void {
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < count; i++) writeFileSync(join(folder, `note-${i}.md`), text);
}

describe('the texts of a workspace', () => {
  it('are planned as far as one training reads, and the plan says if that is not all', () => inTemporaryFolder((folder) => {
    writeNotes(folder, 17, 'many words stand in this note\n'.repeat(33_000));
    const plan = planOf(find(folder));
    assert.deepEqual([plan.files, plan.foundBytes], [16, 17 * 990_000]);
    rmSync(join(folder, 'note-3.md'));
    assert.deepEqual([planOf(find(folder)).files, planOf(find(folder)).foundBytes], [16, undefined]);
  })).timeout(60_000);

  it('are read with their secrets masked', () => inTemporaryFolder((folder) => {
    writeNotes(folder, 30, `${'words of a note\n'.repeat(50)}password = "hunter2"\n`);
    const texts = readFiles(find(folder).train);
    assert.ok(texts.length > 15 && texts.every(({ text }) => text.endsWith('password = "<secret>"\n')));
  }));

  it('are too little, in the same sentence, when their files vanish between the question and the training', () => inTemporaryFolder((folder) => {
    writeNotes(join(folder, 'notes'), 60, 'words of a note\n'.repeat(100));
    const { train, problem } = find(join(folder, 'notes'));
    assert.equal(problem, undefined);
    for (const { path } of train.slice(1)) rmSync(path);
    assert.throws(() => encode(folder, train), { name: 'UserError', message: 'Files of this workspace went away while Elman read them: only 1600 bytes were left to learn from. Train again.' });
    rmSync(join(folder, 'notes'), { recursive: true });
    assert.throws(() => encode(folder, train), { name: 'UserError', message: /only 0 bytes were left/ });
  }));

  it('are learned from as far as the time reaches, a part that is drawn by lot', () => inTemporaryFolder((folder) => {
    writeNotes(join(folder, 'notes'), 60, 'words of a note\n'.repeat(100));
    const { train } = find(join(folder, 'notes'));
    const all = encode(folder, train);
    const some = encode(folder, train, all.tokens / 4);
    assert.ok(some.tokens >= all.tokens / 4 && some.tokens < all.tokens / 3);
    assert.notDeepEqual(some.learned, all.learned.slice(0, some.learned.length));
    assert.deepEqual(encode(folder, train, all.tokens / 4), some);
  }));

  it('are enough in a small project, and what is missing of too small a one is said in bytes', () => inTemporaryFolder((folder) => {
    writeNotes(folder, 29, 'words of a small note\n'.repeat(28)); // 616 bytes each
    const plan = planOf(find(folder));
    assert.deepEqual([plan.problem, plan.canJudge], [undefined, true]);
    assert.ok(plan.heldOutBytes >= 2000 && plan.bytes - plan.heldOutBytes > plan.heldOutBytes, JSON.stringify(plan));
    for (let i = 5; i < 29; i++) rmSync(join(folder, `note-${i}.md`));
    assert.match(planOf(find(folder)).problem!.template, /^There is too little text in this workspace to train on/);
    assert.deepEqual(planOf(find(folder)).problem!.values, [3080, 2920]);
    writeFileSync(join(folder, 'more.md'), 'x '.repeat(1460));
    assert.equal(planOf(find(folder)).problem, undefined, 'with the bytes that were asked for');
  }));

  it('need a second file to check by, and the sentence says how large', () => inTemporaryFolder((folder) => {
    writeFileSync(join(folder, 'book.md'), 'words of a long book\n'.repeat(2000));
    const { problem } = planOf(find(folder));
    assert.match(problem!.template, /^Almost all text of this workspace is in one file/);
    assert.deepEqual(problem!.values, [2000]);
    writeFileSync(join(folder, 'other.md'), 'words of it\n'.repeat(167));
    assert.equal(planOf(find(folder)).problem, undefined);
  }));

  it('are not judged by what an earlier training has learned, as long as the rest is enough', () => {
    const heldOut = ['a', 'b', 'c'].map((name) => ({ path: `/w/${name}`, relative: name, bytes: 1200 })) as WalkedFile[];
    const known = new Set([hashOfPath('/w/b')]);
    assert.deepEqual(unseen(heldOut, known).map(({ relative }) => relative), ['a', 'c']);
    assert.equal(unseen(heldOut.slice(0, 2), known).length, 2);
  });

  it('cannot be read from a folder that is gone, and a sentence says so', () => inTemporaryFolder((folder) => {
    const lost = join(folder, 'lost');
    symlinkSync(join(folder, 'nowhere'), lost);
    assert.deepEqual(find(lost).problem, { template: 'Nothing in this workspace could be read: {0} files or folders refused it.', values: [1] });
    assert.deepEqual(find(join(folder, 'never')).problem?.values, [1]);
  }));
});
