import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { withoutPrivileges } from '../../../support/privileges';
import { walkWorkspace, type WalkOptions } from '../../../../training/corpus/walk';

const LIMITS = { excluded: [], maximumFileBytes: 100_000, maximumBytes: 10_000_000 };

describe('walking a workspace', () => {
  let root: string;
  beforeEach(() => (root = realpathSync(mkdtempSync(join(tmpdir(), 'elman-walk-')))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function write(files: Record<string, string | Buffer>): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
  }
  const walk = (options: Partial<WalkOptions> = {}) => walkWorkspace({ folders: [root], ...LIMITS, ...options });
  const found = (options: Partial<WalkOptions> = {}) => walk(options).files.map(({ relative }) => relative);

  it('finds files in a fixed order, with their sizes', () => {
    write({ 'b.ts': 'let b;', 'a/z.md': '가', 'a/B.txt': 'x', 'a.ts': 'let a;' });
    assert.deepEqual(walk().files.map(({ relative, bytes }) => [relative, bytes]), [['a/B.txt', 1], ['a/z.md', 3], ['a.ts', 6], ['b.ts', 6]]);
    assert.equal(walk().files[0].path, join(root, 'a', 'B.txt'));
  });

  it('honours nested .gitignore files, the deeper one deciding', () => {
    write({
      '.gitignore': '*.log.txt\n/build\ncache/\n!keep.log.txt\ndocs/*\n!docs/open.md\n',
      'a.log.txt': 'x', 'keep.log.txt': 'x', 'build/out.ts': 'x', 'src/build/in.ts': 'x', 'src/cache/c.ts': 'x', 'docs/hidden.md': 'x', 'docs/open.md': 'x',
      'src/.gitignore': '!a.log.txt\nlocal.ts\n', 'src/a.log.txt': 'x', 'src/local.ts': 'x', 'src/deep/local.ts': 'x', 'src/deep/.gitignore': '!local.ts', 'other/local.ts': 'x',
    });
    assert.deepEqual(found().filter((path) => !path.endsWith('.gitignore')), ['docs/open.md', 'keep.log.txt', 'other/local.ts', 'src/a.log.txt', 'src/build/in.ts', 'src/deep/local.ts']);
  });

  it('does not look into an ignored folder for exceptions', () => {
    write({ '.gitignore': 'out/', 'out/.gitignore': '!*', 'out/a.ts': 'x', 'b.ts': 'x' });
    assert.deepEqual(found(), ['.gitignore', 'b.ts']);
  });

  it('honours the rules of the repository above the workspace folder', () => {
    write({ '.git/HEAD': 'ref: x', '.git/info/exclude': 'mine.ts\n', '.gitignore': 'app/generated/\n*.tmp.ts\n', 'app/generated/a.ts': 'x', 'app/b.tmp.ts': 'x', 'app/mine.ts': 'x', 'app/c.ts': 'x' });
    assert.deepEqual(found({ folders: [join(root, 'app')] }), ['c.ts']);
    assert.deepEqual(found({ folders: [join(root, 'app', 'generated')] }), []);
  });

  it('reads nothing of a folder whose rules cannot be read, and counts it', () => {
    write({ 'a.ts': 'x', 'large/.gitignore': `secret.ts\n${'# a comment\n'.repeat(100_000)}`, 'large/secret.ts': 'x', 'large/deep/b.ts': 'x', 'locked/.gitignore': 'secret.ts', 'locked/secret.ts': 'x', 'locked/c.ts': 'x' });
    chmodSync(root, 0o755);
    chmodSync(join(root, 'locked', '.gitignore'), 0);
    const { files, unreadable } = withoutPrivileges(() => walk());
    assert.deepEqual([files.map(({ relative }) => relative), unreadable], [['a.ts'], 2]);
    const inside = walk({ folders: [join(root, 'large')] });
    assert.deepEqual([inside.files, inside.unreadable], [[], 1]);
  });

  it('reads a working tree beside its repository, whose .git is a file', () => {
    write({ '.git': 'gitdir: /somewhere/else', '.gitignore': 'out/', 'out/a.ts': 'x', 'b.ts': 'x' });
    assert.deepEqual([found(), walk().unreadable], [['.gitignore', 'b.ts'], 0]);
  });

  it('honours .ignore', () => {
    write({ '.ignore': 'notes/', 'notes/a.md': 'x', 'b.md': 'x' });
    assert.deepEqual(found(), ['.ignore', 'b.md']);
  });

  it('honours the globs of the editor, relative to each folder', () => {
    write({ 'a.ts': 'x', 'sub/a.ts': 'x', 'sub/out/b.ts': 'x', 'out/b.ts': 'x', '.hidden/c.ts': 'x', 'x.spec.ts': 'x', 'deep/er/x.spec.js': 'x', '!odd.ts': 'x' });
    assert.deepEqual(found({ excluded: ['**/out', '**/.hidden/', '**/*.spec.{ts,js}'] }), ['!odd.ts', 'a.ts', 'sub/a.ts']);
    assert.deepEqual(found({ excluded: ['a.ts', 'out', '[', '!odd.ts'] }).filter((path) => /a\.ts|out|odd/.test(path)), ['sub/a.ts', 'sub/out/b.ts']);
    assert.deepEqual(found({ folders: [join(root, 'sub'), join(root, 'deep')], excluded: ['out/**', 'er/*.js'] }), ['a.ts']);
  });

  it('leaves out what is private, built or no text', () => {
    write({
      '.env': 'KEY=1', 'conf/.env.local': 'KEY=1', 'server.pem': 'x', '.npmrc': 'x', 'credentials.json': '{}', '.ssh/config': 'Host x', 'terraform.tfstate': '{}',
      'package-lock.json': '{}', 'yarn.lock': 'x', 'a.min.js': 'x', 'a.js.map': '{}', 'node_modules/a/index.js': 'x', '.git/config': 'x',
      'data.bin': Buffer.from([0, 1, 2, 3]), 'latin1.txt': Buffer.from([0x63, 0xe9]), 'empty.ts': '', 'made.ts': '// @generated\nlet a;', 'packed.js': 'f(1);'.repeat(500), 'large.ts': 'let a = 1;\n'.repeat(10_000),
      'wide.txt': Buffer.from('\uFEFFutf-16', 'utf16le'), 'good.ts': 'let good;',
    });
    assert.deepEqual({ ...walk(), foundBytes: 0 }, { files: walk().files, unreadable: 0, isCut: false, foundBytes: 0 });
    assert.deepEqual(found(), ['good.ts', 'wide.txt']);
  });

  it('follows no links, so that loops and the world outside stay out', () => {
    const outside = mkdtempSync(join(tmpdir(), 'elman-outside-'));
    try {
      writeFileSync(join(outside, 'theirs.ts'), 'x');
      write({ 'src/a.ts': 'x' });
      symlinkSync(root, join(root, 'src', 'loop'));
      symlinkSync(join(root, 'src'), join(root, 'again'));
      symlinkSync(outside, join(root, 'outside'));
      symlinkSync(join(outside, 'theirs.ts'), join(root, 'theirs.ts'));
      symlinkSync(join(root, 'nowhere'), join(root, 'dangling'));
      assert.deepEqual(found(), ['src/a.ts']);
      assert.equal(walk().unreadable, 0);
      assert.deepEqual(found({ folders: [join(root, 'again')] }), ['a.ts']);
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  it('reads a folder once that lies in another one', () => {
    write({ 'a.ts': 'x', 'sub/b.ts': 'x' });
    assert.deepEqual(found({ folders: [root, join(root, 'sub'), root] }), ['a.ts', 'sub/b.ts']);
  });

  it('ends before the files together are too large', () => {
    write({ '1.ts': 'x'.repeat(60), '2.ts': 'x'.repeat(60), '3.ts': 'x'.repeat(60) });
    const { files, isCut, foundBytes } = walk({ maximumBytes: 100 });
    assert.deepEqual([files.length, isCut, foundBytes], [1, true, 180]);
  });

  it('takes of too many files some from everywhere, in their order and the same ones every time', () => {
    const all = Array.from({ length: 100 }, (_, i) => `${String.fromCharCode(97 + Math.floor(i / 10))}/${i}.ts`);
    write(Object.fromEntries(all.map((path) => [path, 'let x;\n'.repeat(10)])));
    const some = found({ maximumBytes: 70 * 40 });
    assert.equal(some.length, 40);
    assert.ok(new Set(some.map((path) => path[0])).size > 7, some.join());
    assert.deepEqual(some, all.filter((path) => some.includes(path)));
    assert.deepEqual(found({ maximumBytes: 70 * 40 }), some);
    assert.ok(!walk({ maximumBytes: 70 * 100 }).isCut);
  });

  it('goes on past what is no text where the files are too large and the text is not', () => {
    write({ 'a.bin': Buffer.alloc(90), 'b.bin': Buffer.alloc(90), 'c.ts': 'let c;\n', 'd.ts': 'let d;\n' });
    const { files, isCut } = walk({ maximumBytes: 100 });
    assert.deepEqual([files.map(({ relative }) => relative), isCut], [['c.ts', 'd.ts'], false]);
  });

  it('counts what it may not read, and goes on', () => {
    write({ 'closed/a.ts': 'x', 'locked.ts': 'x', 'open.ts': 'x' });
    chmodSync(root, 0o755);
    chmodSync(join(root, 'closed'), 0);
    chmodSync(join(root, 'locked.ts'), 0);
    const { files, unreadable } = withoutPrivileges(() => walk({ folders: [join(root, 'missing'), root] }));
    chmodSync(join(root, 'closed'), 0o755);
    assert.deepEqual(files.map(({ relative }) => relative), ['open.ts']);
    assert.equal(unreadable, 3);
  });
});
