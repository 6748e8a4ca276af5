import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTemporaryFolder, writeTinyPackage } from '../../support/tinyPackage';
import { elman, type CommandOutcome } from '../../support/terminalStub';

const FIGURES = [
  'characters', 'keystrokes', 'keystrokeSavings', 'keystrokeSavingsTimed', 'shown', 'accepted', 'acceptanceRate', 'completedShare', 'top1', 'top3', 'mrr10',
  'p50Ms', 'p95Ms', 'cpuSecondsPer1000Keystrokes',
];
const MEASURED = ['keystrokeSavingsTimed', 'p50Ms', 'p95Ms', 'cpuSecondsPer1000Keystrokes'];

type Result = { all: Record<string, number>; languages: Record<string, Record<string, number>> };

/** Runs `elman replay` with a tiny model beside some files. */
async function replay(args: (at: { model: string; folder: string }) => string[]): Promise<CommandOutcome> {
  return inTemporaryFolder((folder) => {
    mkdirSync(join(folder, 'texts'));
    writeFileSync(join(folder, 'texts', 'one.md'), 'hello the const\r\nhello the 한국\r\n');
    writeFileSync(join(folder, 'texts', 'two.ts'), 'const hello = the("a");\nconst the = hello(hello);\n');
    writeFileSync(join(folder, 'empty.txt'), '');
    writeFileSync(join(folder, 'blank.txt'), ' \n\n');
    writeFileSync(join(folder, 'binary.bin'), Uint8Array.of(0, 1, 2, 255));
    return elman(['replay', ...args({ model: writeTinyPackage(join(folder, 'model')), folder })]);
  });
}

const resultOf = ({ exitCode, output, notes }: CommandOutcome): Result => {
  assert.equal(exitCode, 0, notes);
  return JSON.parse(output) as Result;
};
/** Those that do not depend on the time that answers take. */
const untimed = (figures: Record<string, number>) => Object.fromEntries(Object.entries(figures).filter(([name]) => !MEASURED.includes(name)));

function saysWhy({ exitCode, output, notes }: CommandOutcome, sentence: RegExp): void {
  assert.deepEqual({ exitCode, output }, { exitCode: 1, output: '' });
  assert.match(notes, sentence);
  assert.equal(notes.trim().split('\n').length, 1);
}

describe('elman replay', () => {
  it('prints one JSON object with the figures of all texts and of each language', async () => {
    const result = resultOf(await replay(({ model, folder }) => ['--model', model, '--json', '--full', join(folder, 'texts')]));
    assert.deepEqual(Object.keys(result), ['all', 'languages']);
    assert.deepEqual(Object.keys(result.languages), ['markdown', 'typescript']);
    for (const figures of [result.all, ...Object.values(result.languages)]) {
      assert.deepEqual(Object.keys(figures), FIGURES);
      for (const name of FIGURES) assert.ok(Number.isFinite(figures[name]) && (figures[name] >= 0 || name.startsWith('keystrokeSavings')), name);
    }
    // 한국 takes six keys for two characters; two brackets and a quote are closed by the editor.
    const { markdown, typescript } = result.languages;
    assert.deepEqual([markdown.characters, markdown.keystrokes], [29, 33]);
    assert.deepEqual([typescript.characters, typescript.keystrokes], [50, 47]);
    assert.deepEqual([result.all.characters, result.all.keystrokes], [79, 80]);
  });

  it('prints a table for a person', async () => {
    const { exitCode, output } = await replay(({ model, folder }) => ['--model', model, join(folder, 'texts')]);
    assert.equal(exitCode, 0);
    assert.match(output, /^ +all +markdown +typescript\n/);
    assert.match(output, /^keystroke savings +-?\d+\.\d %/m);
  });

  it('repeats what a seed gave, but for the times', async () => {
    const args = (seed: string) => ({ model, folder }: { model: string; folder: string }) => ['--model', model, '--json', '--seed', seed, join(folder, 'texts')];
    const [first, again] = [resultOf(await replay(args('3'))), resultOf(await replay(args('3')))];
    assert.deepEqual(untimed(again.all), untimed(first.all));
  });

  it('replays beside an open list', async () => {
    const result = resultOf(await replay(({ model, folder }) => ['--model', model, '--json', '--widget', join(folder, 'texts', 'two.ts')]));
    assert.equal(result.all.keystrokes, 46, 'the sample ends with the last line that has words');
  });

  it('says what it cannot do', async () => {
    saysWhy(await replay(({ folder }) => ['--model', join(folder, 'nowhere'), join(folder, 'texts')]), /nowhere.manifest\.json does not exist\.$/m);
    saysWhy(await replay(({ folder }) => ['--model', join(folder, 'texts'), join(folder, 'texts')]), /manifest\.json does not exist\.$/m);
    saysWhy(await replay(({ model, folder }) => ['--model', model, join(folder, 'missing.txt')]), /missing\.txt/);
    saysWhy(await replay(({ model, folder }) => ['--model', model, join(folder, 'empty.txt')]), /no word to measure/);
    saysWhy(await replay(({ model, folder }) => ['--model', model, '--full', join(folder, 'blank.txt')]), /no word to measure/);
    saysWhy(await replay(({ model, folder }) => ['--model', model, join(folder, 'binary.bin')]), /binary\.bin/);
  });

  it('learns a folder first, as the editor does', async () => inTemporaryFolder(async (folder) => {
    const lines = (from: number) => Array.from({ length: 30 }, (_, i) => `the stone tells hello of ${'abcdefgh'[(from + i) % 8]} const`).join('\n');
    for (const [name, files] of [['workspace', 40], ['texts', 2]] as const) {
      mkdirSync(join(folder, name));
      for (let i = 0; i < files; i++) writeFileSync(join(folder, name, `${i}.md`), `${name} ${i}\n${lines(i)}\n`);
    }
    const model = writeTinyPackage(join(folder, 'model'));
    const texts = { en: [lines(0)] };
    writeFileSync(join(model, 'rehearsal.json'), JSON.stringify({ train: texts, heldOut: texts }));
    const args = ['replay', '--model', model, '--json', join(folder, 'texts')];
    const { all: before } = resultOf(await elman(args));
    const adapted = await elman([...args, '--adapt', join(folder, 'workspace')]);
    const { all: after } = resultOf(adapted);
    assert.match(adapted.notes, /^Held-out files of .*workspace: \d\.\d{3} bits per byte before, \d\.\d{3} after; the new model is in use\.$/m);
    assert.equal(after.keystrokes, before.keystrokes);
    assert.ok(after.keystrokeSavings > before.keystrokeSavings, `${before.keystrokeSavings} before, ${after.keystrokeSavings} after`);
    assert.ok(after.top1 > before.top1, `${before.top1} before, ${after.top1} after`);
  })).timeout(120_000); // a whole training, on a machine that may be busy

  it('learns nothing of what it types, and needs something to learn', async () => {
    await inTemporaryFolder(async (temporary) => {
      const { TMPDIR } = process.env;
      process.env.TMPDIR = temporary;
      try {
        saysWhy(await replay(({ model, folder }) => ['--model', model, '--adapt', folder, join(folder, 'texts', 'one.md')]), /one\.md would be learned: what is replayed must not lie in /);
        saysWhy(await replay(({ model, folder }) => ['--model', model, '--adapt', join(folder, 'model'), join(folder, 'texts')]), /too little text|no text|could not be judged/);
        saysWhy(await replay(({ model, folder }) => ['--model', model, '--adapt', join(folder, 'nowhere'), join(folder, 'texts')]), /nowhere|no text|could be read/);
      } finally {
        if (TMPDIR === undefined) delete process.env.TMPDIR;
        else process.env.TMPDIR = TMPDIR;
      }
      assert.deepEqual(readdirSync(temporary), [], 'nothing is left behind');
    });
  });
});
