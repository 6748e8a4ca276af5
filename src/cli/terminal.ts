// What a command knows of the process that it runs in, so that tests can be one.

export interface Terminal {
  /** Results, to standard output, as they stand. */
  write(text: string): void;
  /** A line for the person who waits, to standard error. */
  note(sentence: string): void;
  /** All of standard input. */
  readInput(): Promise<Uint8Array>;
  /** Calls `stop` at the first Ctrl+C. @returns takes that back. */
  onInterrupt(stop: () => void): () => void;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  // Whoever read the output may leave before its end (`| head`): that is no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  return {
    write: (text) => void process.stdout.write(text),
    note: (sentence) => void process.stderr.write(`${sentence}\n`),
    readInput: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    },
    onInterrupt: (stop) => {
      // The second Ctrl+C ends the process at once, as Node does by itself without a listener.
      process.once('SIGINT', stop);
      return () => void process.off('SIGINT', stop);
    },
  };
}
