import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { withoutPrivileges } from '../../../support/privileges';
import { readPaths } from '../../../../training/corpus/readPaths';

describe('paths of the command line', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'elman-paths-'));
    mkdirSync(join(folder, 'sub', 'node_modules'), { recursive: true });
    writeFileSync(join(folder, 'b.txt'), 'zwei\r\n');
    writeFileSync(join(folder, 'sub', 'a.txt'), 'éins');
    writeFileSync(join(folder, 'sub', '.env'), 'KEY=1');
    writeFileSync(join(folder, 'sub', 'node_modules', 'c.txt'), 'three');
    writeFileSync(join(folder, 'picture'), Buffer.from([1, 0, 2]));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('reads the texts of folders in a fixed order', () => {
    assert.deepEqual(readPaths([folder]).map(({ relative, bytes, text }) => [relative, bytes, text]), [['b.txt', 5, 'zwei\n'], ['sub/a.txt', 5, 'éins']]);
  });
  it('reads files that are named, each once', () => {
    assert.deepEqual(readPaths([join(folder, 'b.txt'), folder]).map(({ name }) => name), ['b.txt', 'sub/a.txt']);
  });
  it('reads a file once however its path is spelled', () => {
    symlinkSync(join(folder, 'b.txt'), join(folder, 'link.txt'));
    const here = relative(process.cwd(), folder);
    const spellings = [here, `${here}/`, folder, `./${here}/b.txt`, `${here}/sub/../b.txt`, join(folder, 'link.txt'), `${folder}//sub/a.txt`];
    assert.deepEqual(readPaths(spellings).map(({ text }) => text), ['zwei\n', 'éins']);
  });
  it('goes on past folders and files that the system does not let it read, and names them', function () {
    if (process.platform === 'win32') return this.skip();
    for (const name of ['locked', 'locked/inside', 'open']) mkdirSync(join(folder, 'sub', name));
    for (const name of ['locked/d.txt', 'open/e.txt', 'f.txt']) writeFileSync(join(folder, 'sub', name), 'text');
    for (const path of [folder, join(folder, 'sub')]) chmodSync(path, 0o755);
    for (const name of ['locked', 'f.txt']) chmodSync(join(folder, 'sub', name), 0);
    const notes: string[] = [];
    const names = withoutPrivileges(() => readPaths([folder], (sentence) => notes.push(sentence))).map(({ name }) => name);
    const refusal = () => withoutPrivileges(() => readPaths([join(folder, 'sub', 'locked')]));
    assert.throws(refusal, /The folder .*locked cannot be read: EACCES/);
    chmodSync(join(folder, 'sub', 'locked'), 0o755);
    assert.deepEqual(names, ['b.txt', 'sub/a.txt', 'sub/open/e.txt']);
    assert.deepEqual(notes.map((note) => note.replace(folder, '').replace(/: EACCES.*/, '')), ['The file /sub/f.txt cannot be read and is left out', 'The folder /sub/locked cannot be read and is left out']);
  });
  it('says what is wrong', () => {
    assert.throws(() => readPaths([join(folder, 'missing')]), /There is no file or folder .*missing\./);
    assert.throws(() => readPaths([join(folder, 'picture')]), /cannot be read as text/);
    assert.throws(() => readPaths([join(folder, 'sub', 'node_modules', 'none')]), /There is no file/);
    mkdirSync(join(folder, 'empty'));
    assert.throws(() => readPaths([join(folder, 'empty')]), /No text was found/);
  });
});
