import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
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
  it('says what is wrong', () => {
    assert.throws(() => readPaths([join(folder, 'missing')]), /There is no file or folder .*missing\./);
    assert.throws(() => readPaths([join(folder, 'picture')]), /cannot be read as text/);
    assert.throws(() => readPaths([join(folder, 'sub', 'node_modules', 'none')]), /There is no file/);
    mkdirSync(join(folder, 'empty'));
    assert.throws(() => readPaths([join(folder, 'empty')]), /No text was found/);
  });
});
