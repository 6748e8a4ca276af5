// Which sockets a process and its children open, by `strace`.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { installDebianPackages } from '../../scripts/editor/debianPackages';

/** @throws Error with a sentence where strace is missing and cannot be installed, or may not trace. */
export function prepareTracing(): void {
  if (spawnSync('strace', ['--version']).status !== 0) installDebianPackages(['strace']);
  const { status, stderr, error } = spawnSync('strace', ['--follow-forks', '--trace=network', '--output=/dev/null', 'true'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`strace is needed here and does not work: ${error?.message ?? stderr.trim()}`);
}

/** Program and arguments that run another command and write its network calls to a file. */
export function tracedCommand(logFile: string, command: readonly string[]): [string, string[]] {
  return ['strace', ['--follow-forks', '--trace=network', '--signal=none', `--output=${logFile}`, ...command]];
}

/**
 * Calls that make or use a socket of another family than the machine's own: `AF_UNIX` carries the messages between the
 * processes of Elman, and cannot leave the machine.
 */
export function foreignSockets(logFile: string): string[] {
  return readFileSync(logFile, 'utf8').split('\n').filter((line) => /\bsocket(?:pair)?\((?!AF_UNIX\b)|\b(?:connect|bind|sendto|sendmsg)\([^)]*AF_(?!UNIX\b)\w+/.test(line));
}
