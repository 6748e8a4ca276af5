// Signals that ask a program to end. Without a listener they end it at once, and its editor, in a process group of its own,
// would run on.
import { once } from 'node:events';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let isWaiting = false;

/** From now on a signal ends this process as `process.exit` does, so that what it started ends too. */
export function endOnSignals(): void {
  for (const signal of SIGNALS) process.on(signal, () => !isWaiting && process.exit(1));
}

/** Resolves with the exit code 0 at the next signal; later ones do not interrupt the ending. */
export async function askedToEnd(): Promise<number> {
  isWaiting = true;
  await Promise.race(SIGNALS.map((signal) => once(process, signal)));
  return 0;
}
