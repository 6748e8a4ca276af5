import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isInside, ReadingRule } from '../../../src/privacy/readingRule';
import { walkWorkspace } from '../../../training/corpus/walk';

describe('the rule of what may be read', () => {
  let root: string;
  let clockMs: number;
  let workspace: { folders: string[]; excluded: string[] };
  let rule: ReadingRule;

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'elman-rule-')));
    clockMs = 0;
    workspace = { folders: [join(root, 'w')], excluded: [] };
    rule = new ReadingRule(() => workspace, () => clockMs, environment());
    mkdirSync(join(root, 'w'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const environment = () => ({ HOME: join(root, 'home'), GIT_CONFIG_NOSYSTEM: '1' });
  function write(files: Record<string, string>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  }
  /** The shape of a repository that git would open. */
  const repository = (folder: string) => write({ [`${folder}/.git/HEAD`]: 'ref: refs/heads/main\n' });
  const refusal = (path: string) => rule.refusalOf(join(root, path));
  /** What of some paths may be read. */
  const readable = (...paths: string[]) => paths.filter((path) => refusal(path) === undefined);
  /** What a training finds, from the root of the test; it looks at the global rules of this process. */
  const walked = () => walkWorkspace({ ...workspace, maximumFileBytes: 1e6, maximumBytes: 1e7 }).files.map(({ path }) => path.slice(root.length + 1));

  it('follows .gitignore, the exclude file of the repository, the global one and .ignore', () => {
    repository('w');
    write({
      'w/.gitignore': '*.tmp.md\n', 'w/.git/info/exclude': 'private/\n', 'home/.config/git/ignore': 'mine.md\n', 'w/.ignore': 'notes/\n!a.tmp.md\n', 'w/sub/.ignore': 'deep.md\n',
    });
    assert.deepEqual(readable('w/a.md', 'w/a.tmp.md', 'w/private/a.md', 'w/sub/private/a.md', 'w/mine.md', 'w/sub/mine.md', 'w/notes/a.md', 'w/sub/deep.md', 'w/deep.md'), ['w/a.md', 'w/deep.md']);
  });

  it('takes the path of the global file from any configuration of git, the last one deciding', () => {
    repository('w');
    write({ 'home/one': 'one.md', 'home/two': 'two.md', 'home/three': 'three.md', 'w/four': 'four.md', 'home/.config/git/ignore': 'five.md' });
    const all = ['w/one.md', 'w/two.md', 'w/three.md', 'w/four.md', 'w/five.md'];
    const hidden = () => {
      rule.changed();
      return all.filter((path) => refusal(path) === 'ignored');
    };
    assert.deepEqual(hidden(), ['w/five.md']);
    write({ 'home/.config/git/config': '[core]\nexcludesfile=~/one\n' });
    assert.deepEqual(hidden(), ['w/one.md']);
    write({ 'home/.gitconfig': '[Core] # comment\n  ExcludesFile = "~/t\\\nwo" ; comment\n[other "core"]\nexcludesfile = ~/one\n' });
    assert.deepEqual(hidden(), ['w/two.md']);
    write({ 'home/.gitconfig': `[include]\n\tpath = more\n[includeIf "gitdir:~/elsewhere/"]\n\tpath = ${join(root, 'home', 'no')}\n`, 'home/more': '[core]\n\texcludesFile = ~/three', 'home/no': '[core]\n\texcludesFile = ~/one' });
    assert.deepEqual(hidden(), ['w/three.md']);
    write({ 'home/.gitconfig': `[includeIf "gitdir:${root}/"]\n\tpath = more\n` });
    assert.deepEqual(hidden(), ['w/three.md']);
    write({ 'w/.git/config': '[core]\n\texcludesFile = four\n' });
    assert.deepEqual(hidden(), ['w/four.md']);
    write({ 'w/.git/config': '[core]\n\texcludesFile =\n' });
    assert.deepEqual(hidden(), []);
  });

  it('looks at letter case as git does', () => {
    repository('w');
    write({ 'w/.gitignore': 'core\n*.LOG.md\n' });
    const paths = ['w/Core/notes.txt', 'w/core/notes.txt', 'w/a.log.md'];
    write({ 'w/.git/config': '[core]\n\tignorecase = false\n' });
    assert.deepEqual(readable(...paths), ['w/Core/notes.txt', 'w/a.log.md']);
    write({ 'w/.git/config': '[core]\n\tignorecase\n' });
    rule.changed();
    assert.deepEqual(readable(...paths), []);
    write({ 'w/.git/config': '' });
    rule.changed();
    const isFolding = process.platform === 'win32' || process.platform === 'darwin';
    assert.deepEqual(readable(...paths), isFolding ? [] : ['w/Core/notes.txt', 'w/a.log.md']);
  });

  it('follows the rules of a linked worktree and of a submodule, whose .git is a file', () => {
    write({
      'main/.git/HEAD': 'x', 'main/.git/info/exclude': 'private/\n', 'main/.git/worktrees/w/HEAD': 'x', 'main/.git/worktrees/w/commondir': '../..\n', 'w/.git': `gitdir: ${join(root, 'main', '.git', 'worktrees', 'w')}\n`, 'w/.gitignore': 'out/\n',
      'main/.git/modules/s/HEAD': 'x', 'main/.git/modules/s/info/exclude': 'secret.md\n', 'w/s/.git': 'gitdir: ../../main/.git/modules/s\n',
    });
    assert.deepEqual(readable('w/a.md', 'w/private/a.md', 'w/out/a.md', 'w/s/a.md', 'w/s/secret.md', 'w/s/private/a.md', 'w/s/out/a.md'), ['w/a.md', 'w/s/a.md', 'w/s/private/a.md', 'w/s/out/a.md']);
  });

  it('begins anew in a repository inside another one, unless that one ignores it', () => {
    for (const folder of ['w', 'w/inner', 'w/hidden']) repository(folder);
    write({ 'w/.gitignore': '*.gen.md\nhidden\n', 'w/.ignore': 'never.md\n', 'w/inner/.gitignore': 'own.md\n', 'w/inner/.git/info/exclude': 'private/\n' });
    assert.deepEqual(readable('w/a.gen.md', 'w/own.md', 'w/inner/own.md', 'w/inner/private/a.md', 'w/inner/a.gen.md', 'w/inner/a.md', 'w/hidden/a.md', 'w/inner/never.md'), ['w/own.md', 'w/inner/a.gen.md', 'w/inner/a.md']);
  });

  it('lets rules from above hold where .git is not a repository, and those that stand there too', () => {
    repository('w');
    write({ 'w/.gitignore': '*.gen.md\n', 'w/odd/.git/info/exclude': 'private/\n', 'w/odd/.gitignore': 'own.md\n', 'w/file/.git': 'gitdir: /nowhere\n' });
    assert.deepEqual(readable('w/odd/a.gen.md', 'w/odd/own.md', 'w/odd/private/a.md', 'w/odd/a.md', 'w/file/a.gen.md', 'w/file/a.md'), ['w/odd/a.md', 'w/file/a.md']);
  });

  it('goes up to the root of the repository that holds the workspace folder, and no further', () => {
    repository('w');
    write({ '.gitignore': '*\n', 'w/.gitignore': 'packages/one/local.md\nbuilt/\n' });
    workspace = { folders: [join(root, 'w', 'packages', 'one'), join(root, 'w', 'built')], excluded: [] };
    assert.deepEqual(readable('w/packages/one/local.md', 'w/packages/one/a.md', 'w/built/a.md'), ['w/packages/one/a.md']);
  });

  it('judges a file outside of the workspace by its own repository, and never lets it be learned', () => {
    repository('other');
    write({ 'other/.git/info/exclude': 'private/\n', 'other/private/a.md': 'x', 'other/a.md': 'x', 'loose/a.md': 'x', 'loose/.env': 'x' });
    assert.deepEqual(readable('other/private/a.md', 'other/a.md', 'loose/a.md', 'loose/.env'), ['other/a.md', 'loose/a.md']);
    assert.equal(rule.isLearnable(join(root, 'other', 'a.md')), false);
  });

  it('follows the globs of the editor, relative to each folder, but lets a commit message be written', () => {
    write({ 'w/a.md': 'x', 'w/dist/a.md': 'x', 'v/dist/a.md': 'x', 'w/.git/COMMIT_EDITMSG': 'x', 'w/.git/HEAD': 'x' });
    workspace = { folders: [join(root, 'w'), join(root, 'v')], excluded: ['dist', '**/.git', '**/*.gen.md', 'private/**'] };
    assert.deepEqual(readable('w/a.md', 'w/dist/a.md', 'v/dist/a.md', 'w/sub/dist/a.md', 'w/sub/a.gen.md', 'w/private/a.md', 'w/.git/COMMIT_EDITMSG'), ['w/a.md', 'w/sub/dist/a.md', 'w/.git/COMMIT_EDITMSG']);
    assert.equal(refusal('w/dist/a.md'), 'excluded');
    assert.equal(rule.isLearnable(join(root, 'w', '.git', 'COMMIT_EDITMSG')), false);
    workspace = { ...workspace, excluded: [] };
    assert.equal(refusal('w/dist/a.md'), undefined, 'at once, for the editor has told it');
  });

  it('follows no link to what must not be read, and learns nothing through one', function () {
    if (process.platform === 'win32') return this.skip();
    write({ 'w/.gitignore': 'private/\n', 'w/private/a.md': 'x', 'w/.env': 'x', 'w/a.md': 'x', 'out/a.md': 'x' });
    symlinkSync(join(root, 'w', '.env'), join(root, 'w', 'env.md'));
    symlinkSync(join(root, 'w', 'private'), join(root, 'w', 'open'));
    symlinkSync(join(root, 'w', 'a.md'), join(root, 'w', 'b.md'));
    symlinkSync(join(root, 'out'), join(root, 'w', 'linked'));
    assert.deepEqual(['w/env.md', 'w/open/a.md', 'w/b.md', 'w/linked/a.md'].map(refusal), ['private', 'ignored', undefined, undefined]);
    assert.deepEqual(['w/b.md', 'w/linked/a.md', 'w/a.md'].map((path) => rule.isLearnable(join(root, path))), [false, false, true]);
    symlinkSync(join(root, 'w'), join(root, 'same'));
    workspace = { ...workspace, folders: [join(root, 'same')] };
    assert.deepEqual([rule.isLearnable(join(root, 'same', 'a.md')), refusal('same/private/a.md')], [true, 'ignored']);
  });

  it('refuses everything where the rules cannot be read', function () {
    if (process.platform === 'win32') return this.skip();
    write({ 'w/large/.gitignore': `${'#'.repeat(1_000_001)}\nother.md\n`, 'w/locked/.gitignore': 'other.md', 'w/a.md': 'x' });
    mkdirSync(join(root, 'w', 'odd', '.gitignore'), { recursive: true });
    chmodSync(join(root, 'w', 'locked', '.gitignore'), 0);
    const paths = ['w/large/a.md', 'w/odd/a.md', 'w/a.md', ...(process.getuid?.() === 0 ? [] : ['w/locked/a.md'])];
    assert.deepEqual(readable(...paths), ['w/odd/a.md', 'w/a.md']);
    assert.equal(refusal('w/large/a.md'), 'unreadable');
  });

  it('sees a change of the rules within two seconds, and at once where it is told', () => {
    repository('w');
    assert.equal(refusal('w/a.md'), undefined);
    write({ 'w/.gitignore': 'a.md\n' });
    assert.equal(refusal('w/a.md'), undefined, 'no key costs file operations');
    clockMs += 2000;
    assert.equal(refusal('w/a.md'), 'ignored');
    appendFileSync(join(root, 'w', '.gitignore'), '!a.md\n');
    rule.changed();
    assert.equal(refusal('w/a.md'), undefined);
    write({ 'w/.git/info/exclude': 'b.md\n' });
    rule.changed();
    assert.equal(refusal('w/b.md'), 'ignored');
    renameSync(join(root, 'w', '.git'), join(root, 'w', 'gone'));
    clockMs += 2000;
    assert.equal(refusal('w/b.md'), undefined);
  });

  it('finds learnable what a training walks to, in the same order of folders', () => {
    for (const folder of ['w', 'w/packages/two']) repository(folder);
    write({
      'w/a.md': 'x', 'w/.gitignore': 'hidden/\n', 'w/hidden/b.md': 'x', 'w/node_modules/m/c.md': 'x', 'w/.env': 'x', 'w/yarn.lock': 'x', 'w/packages/one/d.md': 'x', 'w/packages/two/e.md': 'x', 'w/packages/two/.git/info/exclude': 'f.md', 'w/packages/two/f.md': 'x', 'w/sub/g.md': 'x', 'w/sub/h.md': 'x',
    });
    workspace = { folders: ['w', 'w/packages/one', 'w/sub', 'w/hidden', 'w/missing'].map((folder) => join(root, folder)), excluded: ['packages/one', 'sub/g.md'] };
    const all = ['w/a.md', 'w/hidden/b.md', 'w/node_modules/m/c.md', 'w/.env', 'w/yarn.lock', 'w/packages/one/d.md', 'w/packages/two/e.md', 'w/packages/two/f.md', 'w/sub/g.md', 'w/sub/h.md'];
    const found = walked().filter((path) => !path.endsWith('.gitignore'));
    assert.deepEqual(found.sort(), ['w/a.md', 'w/packages/one/d.md', 'w/packages/two/e.md', 'w/sub/h.md']);
    assert.deepEqual(all.filter((path) => rule.isLearnable(join(root, path))), found);
  });

  it('knows what lies in a folder', () => {
    assert.equal(isInside(join(root, 'a'), root), true);
    assert.equal(isInside(join(root, '..a'), root), true);
    assert.equal(isInside(root, root), false);
    assert.equal(isInside(join(root, '..', 'other'), root), false);
  });
});
