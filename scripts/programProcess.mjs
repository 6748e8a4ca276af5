// A program of this project as a child process that ends with this one: signals are handed on, and the exit code is the
// program's. Plain Node without any package.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const PARENT_CHECK_MS = 500;

/**
 * Runs a program until its end, and ends this process with its exit code.
 * @param {string[]} command arguments of Node.
 * @param {import('node:child_process').SpawnOptions} options
 */
export function runProgram(command, options) {
  const child = spawn(process.execPath, command, options);
  // Ctrl+C in a terminal reaches the child by itself: handed on it would count as a second one.
  process.on('SIGINT', () => !hasTerminal() && child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event !== undefined) endWithParent(child);
  child.on('exit', (code) => process.exit(code ?? 1));
}

function hasTerminal() {
  return [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
}

/** npm and its shell hand no signal on that ends them at once: their end is seen here. */
function endWithParent(child) {
  const started = ancestors();
  const timer = setInterval(() => {
    if (ancestors() === started) return;
    clearInterval(timer);
    child.kill('SIGTERM');
  }, PARENT_CHECK_MS);
  timer.unref();
}

/** Ids of the parent and, where that is npm's shell and the system tells, of its parent. */
function ancestors() {
  const { ppid } = process;
  try {
    const [, name, rest] = /\((.*)\) \w (\d+)/s.exec(readFileSync(`/proc/${ppid}/stat`, 'utf8'));
    return /sh$/.test(name) ? `${ppid} ${rest}` : String(ppid);
  } catch {
    return String(ppid);
  }
}
