// How the server reaches its editor: IPC from VS Code, standard input and output from the others. One stray line on
// standard output ends a stdio connection, so there nobody but the protocol may write to it. The server lives as long as
// its channel: a client in a container names a process that cannot be seen from here.
import { Writable } from 'node:stream';
import {
  ProposedFeatures, createConnection, IPCMessageReader, IPCMessageWriter, StreamMessageReader, StreamMessageWriter,
  type Connection, type MessageReader, type MessageWriter,
} from 'vscode-languageserver/node';
import { CheckedReader } from './incoming/checkedReader';

interface Channel {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
  /** Calls `listener` once when the client can send no more. */
  readonly onEnd: (listener: () => void) => void;
  /** Whether the server ends when a process of this id is gone. */
  readonly watchesClient: (processId: number) => boolean;
}

/**
 * Connects with the client that started this process.
 * @param commandLine arguments after the program: `--node-ipc`, or standard input and output.
 * @param onEnd called once when the client is gone.
 */
export function connect(commandLine: readonly string[], onEnd: () => void): Connection {
  const { reader, writer, ...channel } = commandLine.includes('--node-ipc') ? ipcChannel() : streamChannel();
  channel.onEnd(onEnd);
  return createConnection(ProposedFeatures.all, new CheckedReader(reader, writer, channel.watchesClient), writer);
}

function ipcChannel(): Channel {
  return {
    reader: new IPCMessageReader(process),
    writer: new IPCMessageWriter(process),
    onEnd: (listener) => process.once('disconnect', listener),
    watchesClient: isRunning,
  };
}

/** The end of standard input is enough to notice that the client is gone; its process id may belong to another machine. */
function streamChannel(): Channel {
  return {
    reader: new StreamMessageReader(process.stdin),
    writer: new StreamMessageWriter(claimStandardOutput()),
    onEnd: (listener) => {
      let hasEnded = false;
      const end = (): void => {
        if (!hasEnded) listener();
        hasEnded = true;
      };
      for (const event of ['end', 'close', 'error']) process.stdin.once(event, end);
    },
    watchesClient: () => false,
  };
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
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
