import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTemporaryFolder, writeTinyPackage } from '../../support/tinyPackage';
import { elman, type CommandOutcome, type CommandSurroundings } from '../../support/terminalStub';

/** Runs a command with a tiny model beside some files. @param after is called before those are removed. */
async function withModel(args: (at: { model: string; folder: string }) => string[], surroundings: CommandSurroundings = {}, after: () => void = () => undefined): Promise<CommandOutcome> {
  return inTemporaryFolder(async (folder) => {
    mkdirSync(join(folder, 'texts', 'deep'), { recursive: true });
    writeFileSync(join(folder, 'texts', 'one.txt'), 'hello the const\r\nhello\r\n');
    writeFileSync(join(folder, 'texts', 'deep', 'two.md'), '한국어 hello');
    writeFileSync(join(folder, 'empty.txt'), '');
    writeFileSync(join(folder, 'blank.txt'), ' \n\n');
    writeFileSync(join(folder, 'binary.bin'), Uint8Array.of(0, 1, 2, 255));
    const outcome = await elman(args({ model: writeTinyPackage(join(folder, 'model')), folder }), surroundings);
    after();
    return outcome;
  });
}

/** It could not be done: one sentence on standard error, nothing on standard output. */
function saysWhy({ exitCode, output, notes }: CommandOutcome, sentence: RegExp): void {
  assert.deepEqual({ exitCode, output }, { exitCode: 1, output: '' });
  assert.match(notes, sentence);
  assert.equal(notes.trim().split('\n').length, 1);
}

describe('elman evaluate', () => {
  const figures = ['files', 'bytes', 'characters', 'words', 'tokens', 'nats', 'bitsPerByte', 'bitsPerCharacter', 'bitsPerWord', 'perplexityPerWord', 'perplexityPerToken', 'top1Token', 'top1Word', 'top1WordAfter2', 'seconds'];

  it('prints one JSON object with all figures', async () => {
    const { exitCode, output, notes } = await withModel(({ model, folder }) => ['evaluate', '--model', model, '--json', join(folder, 'texts')]);
    assert.deepEqual({ exitCode, notes }, { exitCode: 0, notes: '' });
    const result = JSON.parse(output) as Record<string, number>;
    assert.deepEqual(Object.keys(result), figures);
    for (const name of figures) assert.ok(Number.isFinite(result[name]) && result[name] >= 0, name);
    // Line ends are read as LF.
    assert.deepEqual([result.files, result.bytes, result.characters, result.words], [2, 22 + 15, 22 + 9, 4 + 2]);
  });

  it('prints lines for a person', async () => {
    const { output } = await withModel(({ model, folder }) => ['evaluate', '--model', model, join(folder, 'texts', 'one.txt')]);
    assert.match(output, /^1 files, 22 bytes, 4 words, \d+ tokens in /);
    assert.match(output, /^perplexity per word +\d+\.\d\d$/m);
  });

  it('measures the rest where a folder cannot be read, and names that one', async function () {
    if (process.platform === 'win32') return this.skip();
    const isSuperuser = process.geteuid?.() === 0;
    try {
      const { exitCode, output, notes } = await withModel(({ model, folder }) => {
        chmodSync(folder, 0o755);
        mkdirSync(join(folder, 'texts', 'locked'), { mode: 0 });
        if (isSuperuser) process.seteuid!(65534);
        return ['evaluate', '--model', model, '--json', join(folder, 'texts')];
      }, {}, () => isSuperuser && process.seteuid!(0));
      assert.equal(exitCode, 0, notes);
      assert.equal((JSON.parse(output) as { files: number }).files, 2);
      assert.match(notes, /^The folder .*locked cannot be read and is left out: EACCES.*\n$/);
    } finally {
      if (isSuperuser) process.seteuid!(0);
    }
  });

  it('says what it cannot read', async () => {
    saysWhy(await withModel(({ folder }) => ['evaluate', '--model', join(folder, 'nowhere'), join(folder, 'texts')]), /nowhere.manifest\.json does not exist\.$/m);
    saysWhy(await withModel(({ model, folder }) => ['evaluate', '--model', model, join(folder, 'missing.txt')]), /missing\.txt/);
    saysWhy(await withModel(({ model, folder }) => ['evaluate', '--model', model, join(folder, 'empty.txt')]), /no text/);
    saysWhy(await withModel(({ model, folder }) => ['evaluate', '--model', model, '--json', join(folder, 'blank.txt')]), /^There is no word to measure/);
    saysWhy(await withModel(({ model, folder }) => ['evaluate', '--model', model, join(folder, 'binary.bin')]), /binary\.bin|no text/);
  });
});

describe('elman predict', () => {
  it('prints suggestions as JSON', async () => {
    const { exitCode, output, notes } = await withModel(({ model }) => ['predict', '--model', model, '--top', '4', '--json'], { input: 'const hello = hel' });
    assert.deepEqual({ exitCode, notes }, { exitCode: 0, notes: '' });
    const { suggestions } = JSON.parse(output) as { suggestions: { text: string; replace: number; probability: number }[] };
    assert.ok(suggestions.length <= 4);
    for (const { text, replace, probability } of suggestions) {
      assert.ok(probability > 0 && probability <= 1);
      assert.equal(text.slice(0, replace), 'const hello = hel'.slice(-replace || Infinity));
    }
  });

  it('reads any line ends and a byte-order mark', async () => {
    const predict = (input: string) => withModel(({ model }) => ['predict', '--model', model, '--json'], { input });
    assert.deepEqual(await predict('\ufeffone\r\ntwo hel'), await predict('one\ntwo hel'));
  });

  it('begins an empty document', async () => {
    const { exitCode, output, notes } = await withModel(({ model }) => ['predict', '--model', model, '--json'], { input: '' });
    assert.deepEqual({ exitCode, notes }, { exitCode: 0, notes: '' });
    for (const { replace } of (JSON.parse(output) as { suggestions: { replace: number }[] }).suggestions) assert.equal(replace, 0);
  });

  it('wants text', async () => {
    saysWhy(await withModel(({ model }) => ['predict', '--model', model], { input: Uint8Array.of(0xff, 0x61, 0xfe) }), /no Unicode text/);
  });
});

describe('elman generate', () => {
  const generate = (more: string[], surroundings: CommandSurroundings = {}) =>
    withModel(({ model }) => ['generate', '--model', model, '--prompt', 'hello ', '--words', '5', '--raw', ...more], surroundings);

  it('goes on from the prompt, the same way for the same seed', async () => {
    const first = await generate(['--seed', '3']);
    assert.equal(first.exitCode, 0);
    assert.match(first.output, /^hello [^]*\n$/);
    assert.deepEqual(await generate(['--seed', '3']), first);
    const others = await Promise.all(['4', '5', '6'].map((seed) => generate(['--seed', seed])));
    assert.ok(others.some(({ output }) => output !== first.output));
  });

  it('says why nothing readable can be written, and prints nothing then', async () => {
    const written = (prompt: string) => withModel(({ model }) => ['generate', '--model', model, '--prompt', prompt, '--words', '5']);
    saysWhy(await written('hello '), /too little text before the cursor/);
    // The tiny model's weights are random: whatever it finds probable is no sentence.
    saysWhy(await written('hello the const hello the const hello the const hello the const '), /no readable text|too little text/);
  });

  it('stops when it is interrupted', async () => {
    const { exitCode, output } = await generate(['--seed', '3'], { onListening: (interrupt) => interrupt() });
    assert.deepEqual({ exitCode, output }, { exitCode: 0, output: 'hello \n' });
  });
});
