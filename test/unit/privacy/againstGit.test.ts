// Holds the rule against git itself: random rules of all kinds, random paths, one call of `git check-ignore` a round.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { seededRandom, type SeededRandom } from '../../../src/prediction/seededRandom';
import { ReadingRule } from '../../../src/privacy/readingRule';

const ROUNDS = 60;
const PATHS = 150;
const PARTS = ['a', 'b', 'core', 'Core', 'build', 'src', 'x.d', 'né', 'a b', 'B', 'lib[1]', '[ab]', 'q!', '#n', 'c\\d'];
const NAMES = ['notes.txt', 'Notes.TXT', 'a.log', 'b.LOG', 'core', 'build', '.hidden', 'née.md', 'x y.md', 'a', 'foo.tmp.md', '!odd.md', '#odd.md', 'end ', 'a[1].md', 'back\\slash.md', 'zeta9.md'];
const GLOBS = [
  'core', 'core/', '/core', 'build/', '*.log', '*.LOG', 'a/b', '/a/*', '**/b', '**/b/', 'a/**', 'a/**/b', 'src/**/notes.txt', '*', '/*', '!*.md', '!notes.txt', '!core/', '!/a/', '!b', '?', '??', 'n?', 'n??', 'né', 'née.*',
  '[ab]', '[!a]*', '[^b]*', '[a-c]*', '[[:upper:]]*', '[[:alpha:]][[:digit:]]', '[]-]x', '[a', '[[:odd:]]', '\\!odd.md', '\\#odd.md', '#odd.md', 'end\\ ', 'end ', 'a b', 'lib[[]1]', 'lib\\[1\\]', 'x.d/**', 'a***', 'a/**b', 'src/a**/b',
  '/**/core', '**', '**/', 'a/', 'A', 'NOTES.txt', '!Core', 'foo.*.md', '*.tmp.*', '/', '//', '!', 'a//b', './a', '../a', 'a/./b', 'back\\\\slash.md', 'c\\\\d/', '*o*e*', 'src/*/a', 'b/*.md', '!b/a.log', '[B-b]', '[Z-a]ore', '*.[mM][dD]', '\\core', '\\Core', 'co**re', 'zeta[0-9].md', '[\\a]', '[a-\\c]*',
];

function pick<T>(random: SeededRandom, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)];
}

function randomRules(random: SeededRandom, most: number): string {
  const lines = Array.from({ length: 1 + Math.floor(random() * most) }, () => pick(random, GLOBS) + (random() < 0.1 ? '  ' : ''));
  return (random() < 0.1 ? '\uFEFF' : '') + lines.join(random() < 0.2 ? '\r\n' : '\n') + (random() < 0.5 ? '\n' : '');
}

function randomPath(random: SeededRandom): string {
  return [...Array.from({ length: Math.floor(random() * 4) }, () => pick(random, PARTS)), pick(random, NAMES)].join('/');
}

describe('the rule of what may be read, held against git', () => {
  let root: string;
  before(function () {
    if (process.platform === 'win32' || spawnSync('git', ['--version']).status !== 0) this.skip();
  });
  beforeEach(() => (root = realpathSync(mkdtempSync(join(tmpdir(), 'elman-git-')))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };

  it(`says of ${ROUNDS * PATHS} random paths what git says`, function () {
    this.timeout(120_000);
    const random = seededRandom(20261201);
    let ignored = 0;
    const environment = { PATH: process.env['PATH'], HOME: join(root, 'home'), XDG_CONFIG_HOME: join(root, 'xdg'), GIT_CONFIG_NOSYSTEM: '1' };
    mkdirSync(join(root, 'made'));
    execFileSync('git', ['init', '-q', 'made'], { cwd: root, env: environment });
    for (let round = 0; round < ROUNDS; round++) {
      for (const old of ['w', 'home', 'xdg']) rmSync(join(root, old), { recursive: true, force: true });
      cpSync(join(root, 'made'), join(root, 'w'), { recursive: true });
      appendFileSync(join(root, 'w', '.git', 'config'), `[core]\n\tignoreCase = ${random() < 0.4 ? 'yes' : 'false'}\n`);
      if (random() < 0.8) write('w/.gitignore', randomRules(random, 6));
      if (random() < 0.5) write('w/.git/info/exclude', randomRules(random, 3));
      const isNamed = random() < 0.5;
      write('home/.gitconfig', isNamed ? '[core]\n\texcludesFile = "~/my rules" ; mine\n' : '[user]\n\tname = a\n');
      write(isNamed ? 'home/my rules' : 'xdg/git/ignore', randomRules(random, 2));
      const folders = new Set<string>();
      for (let i = 0; i < 3; i++) {
        const folder = dirname(randomPath(random));
        if (folder === '.') continue;
        folder.split('/').forEach((_, depth, parts) => folders.add(parts.slice(0, depth + 1).join('/')));
        write(`w/${folder}/.gitignore`, randomRules(random, 3));
      }
      const paths = Array.from({ length: PATHS }, () => randomPath(random)).filter((path) => !folders.has(path));
      const answer = spawnSync('git', ['check-ignore', '--no-index', '-z', '--stdin'], { cwd: join(root, 'w'), env: environment, input: paths.join('\0') });
      assert.ok(answer.status === 0 || answer.status === 1, String(answer.stderr));
      const said = new Set(answer.stdout.toString().split('\0').filter(Boolean));
      const workspace = { folders: [join(root, 'w')], excluded: [] };
      const rule = new ReadingRule(() => workspace, undefined, environment);
      const differing = paths.filter((path) => (rule.refusalOf(join(root, 'w', path)) === 'ignored') !== said.has(path));
      assert.deepEqual(differing.map((path) => [path, said.has(path) ? 'git ignores it' : 'git keeps it']), [], `round ${round}`);
      ignored += said.size;
    }
    assert.ok(ignored > ROUNDS * PATHS * 0.1 && ignored < ROUNDS * PATHS * 0.9, `${ignored} paths are ignored`);
  });
});
