// Processes of one editor, told by their command line and by the profile folder in their environment, and what they use (Linux).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Editor } from '../test/support/editor';

/** Processes whose costs are measured. */
export type EditorProcess = 'host' | 'server' | 'trainer';

const marks: Readonly<Record<EditorProcess, string>> = {
  host: '--type=extensionHost',
  server: path.join('dist', 'server.js'),
  trainer: path.join('dist', 'trainer.js'),
};

/** Process number, or undefined while there is no such process. */
export function processOf(editor: Editor, wanted: EditorProcess): number | undefined {
  const profile = path.dirname(editor.server.userData);
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const found = pids.find((pid) => textOf(`/proc/${pid}/cmdline`).includes(marks[wanted]) && textOf(`/proc/${pid}/environ`).includes(profile));
  return found === undefined ? undefined : Number(found);
}

/** Resident memory of a process, now and at its highest, in MB; undefined if the process has ended. */
export function memoryOf(pid: number): { readonly nowMb: number; readonly peakMb: number } | undefined {
  const status = textOf(`/proc/${pid}/status`);
  const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
  return status === '' ? undefined : { nowMb: field('VmRSS'), peakMb: field('VmHWM') };
}

/** Empty where the file is gone or must not be read: processes come and go, and some belong to others. */
function textOf(file: string): string {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\0', ' ') : '';
  } catch {
    return '';
  }
}
