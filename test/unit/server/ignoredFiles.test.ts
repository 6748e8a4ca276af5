import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { IgnoredFiles, isInside } from '../../../src/server/ignoredFiles';

describe('ignored files', () => {
  let root: string;
  let clockMs = 0;
  let ignored: IgnoredFiles;

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'elman-ignored-')));
    clockMs = 0;
    ignored = new IgnoredFiles(() => clockMs);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const write = (path: string, text: string, modifiedSeconds = 1000) => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    utimesSync(file, modifiedSeconds, modifiedSeconds);
  };
  const check = (path: string, expected: boolean) => assert.equal(ignored.isIgnored(join(root, path), [root]), expected, path);

  it('follows the rules of the workspace folder', () => {
    write('.gitignore', 'dist/\n*.log\n!kept.log\n/top.txt\n');
    check('dist/a/b.ts', true);
    check('src/a.log', true);
    check('src/kept.log', false);
    check('top.txt', true);
    check('src/top.txt', false);
    check('src/a.ts', false);
  });

  it('lets the deeper file decide, but nothing in an ignored folder', () => {
    write('.gitignore', '*.gen.ts\nout/\n');
    write('src/.gitignore', '!good.gen.ts\nlocal.ts\n');
    write('out/.gitignore', '!saved.ts\n');
    check('a.gen.ts', true);
    check('src/a.gen.ts', true);
    check('src/good.gen.ts', false);
    check('src/deep/local.ts', true);
    check('local.ts', false);
    check('out/saved.ts', true);
  });

  it('reads rules again when they change, without looking at every key', () => {
    write('.gitignore', 'a.txt\n');
    check('a.txt', true);
    write('.gitignore', 'b.txt\n', 2000);
    check('a.txt', true);
    clockMs += 3000;
    check('a.txt', false);
    rmSync(join(root, '.gitignore'));
    clockMs += 3000;
    check('b.txt', false);
  });

  it('ignores everything where the rules are too large to be read', () => {
    write('.gitignore', `${'#'.repeat(1_000_001)}\nother.txt\n`);
    check('diary.txt', true);
    mkdirSync(join(root, 'odd', '.gitignore'), { recursive: true });
    rmSync(join(root, '.gitignore'));
    clockMs += 3000;
    check('odd/diary.txt', false);
  });

  it('goes up to the root of the repository above the workspace folder', () => {
    mkdirSync(join(root, '.git'));
    write('.gitignore', 'secret.txt\n');
    const folder = join(root, 'packages', 'one');
    assert.equal(ignored.isIgnored(join(folder, 'secret.txt'), [folder]), true);
    assert.equal(ignored.isIgnored(join(folder, 'open.txt'), [folder]), false);
  });

  it('knows what lies in a folder', () => {
    assert.equal(isInside(join(root, 'a'), root), true);
    assert.equal(isInside(join(root, '..a'), root), true);
    assert.equal(isInside(root, root), false);
    assert.equal(isInside(join(root, '..', 'other'), root), false);
  });
});
