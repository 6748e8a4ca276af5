// How the server reaches its editor: IPC from VS Code, standard input and output from the others. One stray line on
// standard output ends a stdio connection, so there nobody but the protocol may write to it.
import { Writable } from 'node:stream';
import { ProposedFeatures, createConnection, IPCMessageReader, IPCMessageWriter, type Connection } from 'vscode-languageserver/node';

/** @param commandLine arguments after the program: `--node-ipc`, or standard input and output. */
export function connect(commandLine: readonly string[]): Connection {
  if (commandLine.includes('--node-ipc')) {
    return createConnection(ProposedFeatures.all, new IPCMessageReader(process), new IPCMessageWriter(process));
  }
  return createConnection(ProposedFeatures.all, process.stdin, claimStandardOutput());
}

/** The stream for the protocol; everything else that writes to standard output goes to standard error from now on. */
function claimStandardOutput(): Writable {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;
  const claimed = new Writable({ write: (chunk: Uint8Array, _encoding, done) => void write(chunk, done) });
  // A client that is gone ends the server by the end of its standard input; a broken pipe is no error of ours.
  process.stdout.on('error', (error) => claimed.destroy(error));
  claimed.on('error', () => undefined);
  return claimed;
}
