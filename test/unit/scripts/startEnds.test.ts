// `npm start` and what it starts, as a real tree of processes: npm, the shell, this project's scripts, and an editor with
// a child of its own. No signal leaves one of them behind.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const project = path.join(__dirname, '..', '..', '..');
/** An editor with a helper process; both ignore what they may. */
const EDITOR = `#!/bin/sh
sleep 100000 &
echo "$$ $!" > "$EDITOR_FILE.new" && mv "$EDITOR_FILE.new" "$EDITOR_FILE"
wait
`;

describe('npm start', function () {
  this.timeout(180_000);
  let folder: string;

  before(function () {
    if (process.platform !== 'linux') this.skip();
    folder = mkdtempSync(path.join(tmpdir(), 'elman-start-'));
    mkdirSync(path.join(folder, 'editor', 'bin'), { recursive: true });
    program(path.join(folder, 'editor', 'bin', 'code'), '#!/bin/sh\necho 1.100.0\n');
    program(path.join(folder, 'editor', 'code'), EDITOR);
  });
  after(() => folder && rmSync(folder, { recursive: true, force: true }));

  const NPM = ['npm', 'start', '--'];
  const SCRIPT = [process.execPath, path.join('scripts', 'run.mjs'), path.join('scripts', 'start.ts')];
  const cases: { name: string; command: string[]; signal: NodeJS.Signals; isGroup?: boolean }[] = [
    { name: 'npm gets SIGTERM', command: NPM, signal: 'SIGTERM' },
    { name: 'npm gets SIGHUP', command: NPM, signal: 'SIGHUP' },
    { name: 'npm is killed', command: NPM, signal: 'SIGKILL' },
    { name: 'a terminal sends SIGINT to all of them', command: NPM, signal: 'SIGINT', isGroup: true },
    { name: 'the script gets SIGINT', command: SCRIPT, signal: 'SIGINT' },
  ];
  for (const { name, command, signal, isGroup } of cases) {
    it(`ends the editor and its helpers when ${name}`, async () => {
      const file = path.join(folder, name);
      const [program_, ...rest] = command;
      const environment = { ...process.env, EDITOR_FILE: file, DISPLAY: ':9999', PATH: `${path.join(folder, 'editor', 'bin')}${path.delimiter}${process.env['PATH']}` };
      const started = spawn(program_!, [...rest, '--folder', folder], { cwd: project, env: environment, stdio: 'ignore', detached: true });
      let tree: number[] = [];
      try {
        while (!existsSync(file)) {
          assert.equal(started.exitCode, null, 'it ended by itself');
          await sleep(50);
        }
        tree = [...descendantsOf(started.pid!), ...readFileSync(file, 'utf8').trim().split(' ').map(Number)];
        assert.ok(tree.length >= 3, `${tree.length} processes`);
        process.kill(isGroup ? -started.pid! : started.pid!, signal);
        while (tree.some(isRunning)) await sleep(50);
      } finally {
        for (const id of tree.filter(isRunning)) process.kill(id, 'SIGKILL');
      }
    });
  }

  function program(file: string, text: string): void {
    writeFileSync(file, text);
    chmodSync(file, 0o755);
  }
});

function descendantsOf(id: number): number[] {
  const { stdout } = spawnSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = stdout.trim().split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] => pairs.filter(([, ppid]) => ppid === parent).flatMap(([pid]) => [pid!, ...below(pid!)]);
  return below(id);
}

/** False for a process that is gone, or that only waits for its parent to notice its end. */
function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${id}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
