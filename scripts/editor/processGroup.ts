// A child process with all that it starts: they end together. The child must have been started detached, so that it leads
// a process group of its own; Windows has none, and there the child alone is ended.
import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const stopLimitMs = 5_000;

/**
 * Sees to it that they do not outlive this process, however that ends.
 * @returns a function that ends them now.
 */
export function endWithThisProcess(child: ChildProcess): () => Promise<void> {
  const endAbruptly = (): void => void signalGroup(child, 'SIGKILL');
  process.once('exit', endAbruptly);
  return async () => {
    await endGroup(child);
    process.off('exit', endAbruptly);
  };
}

/** Asks them to end, and ends those that do not. */
async function endGroup(child: ChildProcess): Promise<void> {
  signalGroup(child, 'SIGTERM');
  for (const start = Date.now(); Date.now() - start < stopLimitMs; await sleep(50)) if (!signalGroup(child, 0)) return;
  signalGroup(child, 'SIGKILL');
}

/** False if nobody of the group is left. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.platform === 'win32' ? child.kill(signal) : process.kill(-child.pid!, signal);
  } catch {
    return false;
  }
}
