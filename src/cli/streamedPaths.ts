// Paths that can be read only once: pipes such as `<(command)`, devices, and standard input as `-`. Commands read their
// files several times, so the bytes are copied to a temporary folder, which is removed when the command ends.
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync, type Stats } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { noText } from '../../training/corpus/readPaths';
import { notText, readTextParts } from '../../training/corpus/readText';
import { UserError } from '../model/userError';
import type { Terminal } from './terminal';

/** `whole`: one file for a pipe. `parts`: a folder of files, for commands that hold some of the files out. */
export type CopyLayout = 'whole' | 'parts';

const STANDARD_INPUT = /^(?:-|\/dev\/stdin|\/dev\/fd\/0|\/proc\/self\/fd\/0)$/;
/** Enough that a tenth of them can be held out. */
const PARTS = 20;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Calls `use` with paths that can be read as often as needed.
 * @throws UserError if a pipe holds no Unicode text or cannot be copied.
 */
export async function withStreams<Result>(paths: readonly string[], layout: CopyLayout, terminal: Terminal, use: (paths: readonly string[]) => Promise<Result>): Promise<Result> {
  if (!paths.some(isStream)) return use(paths);
  const folder = mkdtempSync(join(tmpdir(), 'elman-input-'));
  const keep = removeOnSignal(folder);
  try {
    const copies = [];
    for (const [i, path] of paths.entries()) copies.push(isStream(path) ? await copyOf(path, join(folder, String(i)), layout, terminal) : path);
    const found = copies.filter((copy) => copy !== undefined);
    if (found.length === 0) throw noText(paths);
    return await use(found);
  } finally {
    keep();
    rmSync(folder, { recursive: true, force: true });
  }
}

function isStream(path: string): boolean {
  if (STANDARD_INPUT.test(path)) return true;
  const found: Stats | undefined = statSync(path, { throwIfNoEntry: false });
  if (!found && /^\/(?:dev|proc\/self)\/fd\/\d+$/.test(path)) throw new UserError('The input {0} does not reach this program: pipe the text in, and give - as its path.', path);
  return found !== undefined && (found.isFIFO() || found.isCharacterDevice());
}

/** @returns path of the copy; undefined if there is nothing in it. */
async function copyOf(path: string, folder: string, layout: CopyLayout, terminal: Terminal): Promise<string | undefined> {
  const name = STANDARD_INPUT.test(path) ? 'standard input' : basename(path);
  const whole = join(folder, name);
  mkdirSync(folder);
  try {
    await pipeline(STANDARD_INPUT.test(path) ? Readable.from(terminal.input()) : createReadStream(path), refusingBinary(path), createWriteStream(whole));
  } catch (error) {
    throw error instanceof UserError ? error : new UserError('The input {0} cannot be read: {1}.', name, (error as Error).message);
  }
  const characters = checkedLength(whole, name);
  if (characters === 0) return undefined;
  return layout === 'whole' ? whole : writeParts(whole, characters, join(folder, 'parts', name));
}

/** Hands bytes on, unless they begin as binary files do: a device may never come to an end. */
function refusingBinary(path: string) {
  return async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let isFirst = true;
    for await (const chunk of chunks) {
      const isUtf16 = (chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff);
      if (isFirst && !isUtf16 && chunk.includes(0)) throw notText(path);
      isFirst = false;
      yield chunk;
    }
  };
}

/** Characters of a text file. @throws UserError if it is not Unicode text. */
function checkedLength(file: string, name: string): number {
  try {
    let length = 0;
    for (const part of readTextParts(file)) length += part.length;
    return length;
  } catch {
    throw notText(name);
  }
}

/** Cuts a text between its lines into files of about one size. @returns their folder. */
function writeParts(file: string, characters: number, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const size = Math.ceil(characters / PARTS);
  let part = '';
  let count = 0;
  const write = (): void => {
    if (part !== '') writeFileSync(join(folder, `part-${String(++count).padStart(2, '0')}.txt`), part);
    part = '';
  };
  for (const text of readTextParts(file)) {
    for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
      part += line;
      if (part.length >= size) write();
    }
  }
  write();
  return folder;
}

/** Removes the folder when a signal ends this process, unless the command listens for that signal. @returns ends the watch. */
function removeOnSignal(folder: string): () => void {
  const listeners = SIGNALS.map((signal) => {
    const listener = (): void => {
      if (process.listenerCount(signal) > 1) return;
      rmSync(folder, { recursive: true, force: true });
      process.off(signal, listener);
      process.kill(process.pid, signal);
    };
    process.on(signal, listener);
    return () => void process.off(signal, listener);
  });
  return () => listeners.forEach((end) => end());
}
