// CPU time of another process.
import { readdirSync, readFileSync } from 'node:fs';

/** Time that all threads of a process ran so far, milliseconds, from /proc (Linux; nanoseconds, where its `stat` has ticks of 10 ms). */
export function cpuMs(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  return threads.reduce((sum, thread) => sum + Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]), 0) / 1e6;
}
