// What a command knows of the process that it runs in, so that tests can be one.
import { fstatSync } from 'node:fs';
import { UserError } from '../model/userError';

export interface Terminal {
  /** Results, to standard output, as they stand. */
  write(text: string): void;
  /** A line for the person who waits, to standard error. */
  note(sentence: string): void;
  /** Bytes of standard input. A person who types them is told how to end. */
  input(): AsyncIterable<Uint8Array>;
  /** Calls `stop` at the first Ctrl+C. @returns takes that back. */
  onInterrupt(stop: () => void): () => void;
}

const END_OF_INPUT = process.platform === 'win32' ? 'Ctrl+Z and Enter on a new line' : 'Ctrl+D on a new line';

/** All of standard input. @throws UserError if it cannot be read, such as a folder. */
export async function readInput(terminal: Terminal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of terminal.input()) chunks.push(chunk);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError('Standard input cannot be read: {0}.', (error as Error).message);
  }
  return Buffer.concat(chunks);
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  // Whoever read the output may leave before its end (`| head`): that is no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  // Notes may be lost; the result is on standard output.
  process.stderr.on('error', () => undefined);
  return {
    write: (text) => void process.stdout.write(text),
    note: (sentence) => void process.stderr.write(`${sentence}\n`),
    input: () => {
      // Node reads a folder as an empty text.
      if (fstatSync(0).isDirectory()) throw new UserError('Standard input is a folder, not text.');
      if (process.stdin.isTTY) process.stderr.write(`Type the text; ${END_OF_INPUT} ends it.\n`);
      return process.stdin;
    },
    onInterrupt: (stop) => {
      // The second Ctrl+C ends the process at once, as Node does by itself without a listener.
      process.once('SIGINT', stop);
      return () => void process.off('SIGINT', stop);
    },
  };
}
