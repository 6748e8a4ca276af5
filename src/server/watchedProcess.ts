// `--clientProcessId`, which some clients append to the command line of every server.

const OPTION = '--clientProcessId';

/**
 * Removes the option from this process's command line, unless the client speaks over IPC: the LSP library would end the
 * server when it cannot see that process, as in a container. A server on standard streams ends with its standard input.
 * Call before the LSP library is loaded.
 */
export function leaveOutWatchedProcess(): void {
  if (process.argv.includes('--node-ipc')) return;
  process.argv = withoutWatchedProcess(process.argv);
}

/** Returns arguments without the option and its value, given as `--clientProcessId=N` or `--clientProcessId N`. */
export function withoutWatchedProcess(commandLine: readonly string[]): string[] {
  return commandLine.filter((argument, i) => argument !== OPTION && !argument.startsWith(`${OPTION}=`) && commandLine[i - 1] !== OPTION);
}
