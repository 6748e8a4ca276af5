// A command line without a process: what a command writes is kept, what it reads is given.
import { runCommandLine } from '../../src/cli/commandLine';

export interface CommandOutcome {
  readonly exitCode: number;
  readonly output: string;
  readonly notes: string;
}

export interface CommandSurroundings {
  readonly input?: string | Uint8Array;
  /** Called with what Ctrl+C would do, as soon as a command listens for it. */
  readonly onListening?: (interrupt: () => void) => void;
}

/** Runs `elman ARGS` in this process. */
export async function elman(args: readonly string[], { input = '', onListening }: CommandSurroundings = {}): Promise<CommandOutcome> {
  let output = '';
  let notes = '';
  const exitCode = await runCommandLine(args, {
    write: (text) => void (output += text),
    note: (sentence) => void (notes += `${sentence}\n`),
    input: async function* () {
      yield Buffer.from(input);
    },
    onInterrupt: (stop) => {
      onListening?.(stop);
      return () => undefined;
    },
  });
  return { exitCode, output, notes };
}
