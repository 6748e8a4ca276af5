// `npm run -s elman -- ...`: the command line. Installs and builds what is missing or old first, saying so on standard error
// only, then runs `dist/cli.js`; the exit code is its own.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { installPackages, projectRoot } from './installed.mjs';

installPackages();
if (isOld()) build();
const child = spawn(process.execPath, [path.join(projectRoot, 'dist', 'cli.js'), ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? process.cwd(), // paths mean what they mean where the person stands
  stdio: descriptorsOf(process.argv),
});
process.on('SIGINT', () => undefined); // Ctrl+C reaches the child by itself
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code) => process.exit(code ?? 1));

/** The standard streams, and the pipes that a shell made for arguments such as `<(command)`. */
function descriptorsOf(commandLine) {
  const named = commandLine.flatMap((argument) => /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(argument)?.slice(1).map(Number) ?? []);
  const open = new Set([0, 1, 2, ...named.filter((descriptor) => existsSync(`/dev/fd/${descriptor}`))]);
  return Array.from({ length: Math.max(...open) + 1 }, (_, descriptor) => (open.has(descriptor) ? descriptor : 'ignore'));
}

/** True if a source file is younger than the last complete build. */
function isOld() {
  const built = timeOf(path.join('dist', '.built'));
  const sources = ['src', 'training', 'scripts/build.ts', 'package-lock.json'];
  return built === 0 || sources.some((source) => newest(source) > built);
}

function newest(relative) {
  const absolute = path.join(projectRoot, relative);
  if (!statSync(absolute).isDirectory()) return timeOf(relative);
  const inside = readdirSync(absolute, { recursive: true }).map((name) => timeOf(path.join(relative, name)));
  return Math.max(timeOf(relative), ...inside);
}

function timeOf(relative) {
  return statSync(path.join(projectRoot, relative), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function build() {
  console.error('Building Elman.');
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', path.join(projectRoot, 'scripts', 'build.ts')], {
    cwd: projectRoot,
    stdio: ['ignore', 2, 2],
  });
  if (status === 0) return;
  console.error('Elman could not be built.');
  process.exit(1);
}
