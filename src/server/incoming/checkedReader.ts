// The reader between the transport and the LSP library. It hands on messages that the library and the handlers can rely
// on; the others are answered with an error, or dropped with a line in the client's log. It also keeps the order that the
// protocol asks for: `initialize` first and once, nothing but `exit` after `shutdown`.
import { ErrorCodes, MessageType, type DataCallback, type Disposable, type Message, type MessageReader, type MessageWriter } from 'vscode-languageserver/node';
import { isRecord, MalformedMessage, type Fields } from './fields';
import { checkedParameters } from './parameters';

type Phase = 'new' | 'running' | 'shut down';

/** LSP: a request before `initialize`. */
const SERVER_NOT_INITIALIZED = -32002;
/** Letters of a method's name in a line of the log. */
const LONGEST_NAME = 80;

export class CheckedReader implements MessageReader {
  readonly onError: MessageReader['onError'];
  readonly onClose: MessageReader['onClose'];
  readonly onPartialMessage: MessageReader['onPartialMessage'];
  private phase: Phase = 'new';

  /** @param watchesClient whether the LSP library may end the server when the client's process is gone. */
  constructor(
    private readonly reader: MessageReader,
    private readonly writer: MessageWriter,
    private readonly watchesClient: (processId: number) => boolean,
  ) {
    this.onError = reader.onError;
    this.onClose = reader.onClose;
    this.onPartialMessage = reader.onPartialMessage;
  }

  listen(callback: DataCallback): Disposable {
    this.reader.onError((error) => this.log(`A message cannot be read: ${error.message}`));
    return this.reader.listen((message) => this.receive(message, callback));
  }

  dispose(): void {
    this.reader.dispose();
  }

  private receive(message: unknown, handOn: DataCallback): void {
    if (!isRecord(message)) return this.log('Ignored a message that is not a JSON object.');
    const { method, id } = message;
    if (typeof method !== 'string') return this.receiveResponse(message, handOn);
    if (id === undefined) return this.receiveNotification(method, message, handOn);
    if (typeof id !== 'string' && typeof id !== 'number') return this.log(`Ignored the request ${named(method)}: its id is not a string or a number.`);
    this.receiveRequest(method, { ...message, id }, handOn);
  }

  private receiveRequest(method: string, message: Fields & { id: string | number }, handOn: DataCallback): void {
    const refusal = this.refusal(method);
    if (refusal) return this.answerError(message.id, refusal);
    try {
      const params = checkedParameters(method, message.params);
      if (method === 'initialize') this.phase = 'running';
      if (method === 'shutdown') this.phase = 'shut down';
      handOn(asMessage({ ...message, params: method === 'initialize' ? this.withoutHiddenProcess(params) : params }));
    } catch (error) {
      if (!(error instanceof MalformedMessage)) throw error;
      this.answerError(message.id, { code: ErrorCodes.InvalidParams, message: error.message });
    }
  }

  private receiveNotification(method: string, message: Fields, handOn: DataCallback): void {
    // The protocol has everything but `exit` dropped before `initialize`.
    if (this.phase !== 'running' && method !== 'exit') return;
    try {
      handOn(asMessage({ ...message, params: checkedParameters(method, message.params) }));
    } catch (error) {
      if (!(error instanceof MalformedMessage)) throw error;
      this.log(`Ignored ${named(method)}: ${error.message}`);
    }
  }

  private receiveResponse(message: Fields, handOn: DataCallback): void {
    const { id, result, error } = message;
    if (typeof id !== 'string' && typeof id !== 'number') return this.log('Ignored a message without a method.');
    // Some clients leave out a result that is null.
    handOn(asMessage(isRecord(error) ? message : { ...message, error: undefined, result: result ?? null }));
  }

  private refusal(method: string): { code: number; message: string } | undefined {
    if (this.phase === 'shut down') return { code: ErrorCodes.InvalidRequest, message: 'The server was shut down.' };
    const isFirst = method === 'initialize';
    if (this.phase === 'new' && !isFirst) return { code: SERVER_NOT_INITIALIZED, message: 'The server waits for initialize.' };
    return this.phase === 'running' && isFirst ? { code: ErrorCodes.InvalidRequest, message: 'The server was initialized already.' } : undefined;
  }

  /** Leaves out a process that the library must not watch: it would end the server when it does not see the process. */
  private withoutHiddenProcess(params: Fields): Fields {
    const { processId } = params;
    return typeof processId === 'number' && !this.watchesClient(processId) ? { ...params, processId: null } : params;
  }

  private answerError(id: string | number, error: { code: number; message: string }): void {
    this.send({ id, error });
  }

  private log(message: string): void {
    this.send({ method: 'window/logMessage', params: { type: MessageType.Warning, message } });
  }

  private send(message: Fields): void {
    // A client that is gone ends the server by itself.
    void this.writer.write(asMessage({ ...message, jsonrpc: '2.0' })).catch(() => undefined);
  }
}

function named(method: string): string {
  return method.slice(0, LONGEST_NAME);
}

function asMessage(fields: Fields): Message {
  return fields as unknown as Message;
}
