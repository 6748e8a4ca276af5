// An editor for tests: a real LSP client over stdio or IPC, with the text of its documents kept beside, so that a test
// types and asks as a person does.
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
  type CancellationToken,
  type InlineCompletionItem,
  type InlineCompletionList,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { SERVER_FLAGS } from '../../../src/client/serverFlags';
import type { Diagnostics } from '../../../src/server/diagnostics';
import type { DocumentPerplexity, DocumentStatus, InitializationOptions } from '../../../src/server/protocol';
import type { Sentence } from '../../../src/model/userError';
import { ClientDocument } from './clientDocument';
import { serverBundle } from './serverBundle';

export interface ClientOptions extends InitializationOptions {
  readonly transport?: 'stdio' | 'ipc';
  /** Path of another `server.js` than the usual one. */
  readonly server?: string;
  /** Further arguments of the server. */
  readonly commandLine?: readonly string[];
  /** Absolute paths of the workspace folders. */
  readonly folders?: readonly string[];
  /** False: the client cannot be told languages later. */
  readonly dynamicRegistration?: boolean;
  /** The client can be asked to tell of changed files; it tells nothing by itself. */
  readonly watchesFiles?: boolean;
}

export class Client {
  readonly statuses: DocumentStatus[] = [];
  readonly notices: Sentence[] = [];
  readonly errors: string[] = [];
  /** Registration id -> languages, of inline completions. */
  readonly registered = new Map<string, string[]>();
  /** Globs of the files that the server wants to hear of. */
  readonly watched: string[] = [];
  /** Everything the server wrote to standard error. */
  standardError = '';
  capabilities: Record<string, unknown> = {};
  private readonly waiting = new Set<() => void>();

  private constructor(
    readonly process: ChildProcess,
    readonly connection: ProtocolConnection,
  ) {}

  /** Starts a server and goes through the handshake. */
  static async start(options: ClientOptions): Promise<Client> {
    const bundle = options.server ?? (await serverBundle());
    const commandLine = [...(options.commandLine ?? [])];
    const child =
      options.transport === 'ipc'
        ? fork(bundle, ['--node-ipc', ...commandLine], { silent: true, execArgv: [...SERVER_FLAGS] })
        : spawn(process.execPath, [bundle, '--stdio', ...commandLine], { stdio: 'pipe' });
    const connection =
      options.transport === 'ipc'
        ? createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child))
        : createProtocolConnection(new StreamMessageReader(child.stdout!), new StreamMessageWriter(child.stdin!));
    const client = new Client(child, connection);
    client.listen();
    await client.greet(options);
    return client;
  }

  /** A client of a server on standard streams that was not greeted yet. */
  static of(child: ChildProcess): Client {
    const client = new Client(child, createProtocolConnection(new StreamMessageReader(child.stdout!), new StreamMessageWriter(child.stdin!)));
    client.listen();
    return client;
  }

  open(uri: string, languageId: string, text: string): ClientDocument {
    const document = new ClientDocument(this, uri, text);
    void this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: document.version, text } });
    return document;
  }

  notify(method: string, params: unknown): Promise<void> {
    return params === undefined ? this.connection.sendNotification(method) : this.connection.sendNotification(method, params);
  }

  request<T>(method: string, params?: unknown, token?: CancellationToken): Promise<T> {
    // The library would send an argument that is undefined as a second parameter.
    if (token) return this.connection.sendRequest<T>(method, params, token);
    return params === undefined ? this.connection.sendRequest<T>(method) : this.connection.sendRequest<T>(method, params);
  }

  async complete(uri: string, line: number, character: number, context: object = {}, token?: CancellationToken): Promise<InlineCompletionItem[]> {
    const params = { textDocument: { uri }, position: { line, character }, context: { triggerKind: 2, ...context } };
    const answer = await this.request<InlineCompletionList | null>('textDocument/inlineCompletion', params, token);
    return answer?.items ?? [];
  }

  perplexity(uri: string): Promise<DocumentPerplexity> {
    return this.request('elman/perplexity', { uri });
  }

  diagnostics(): Promise<Diagnostics> {
    return this.request('elman/diagnostics');
  }

  /** Resolves with the first status, past or to come after `from`, of which something holds. */
  async status(holds: (status: DocumentStatus) => boolean, from = 0): Promise<DocumentStatus> {
    for (;;) {
      const found = this.statuses.slice(from).find(holds);
      if (found) return found;
      await this.news();
    }
  }

  /** The server is ready with a model. */
  ready(): Promise<DocumentStatus> {
    return this.status(({ state }) => state === 'ready');
  }

  /** Resolves when the server has told something new. */
  news(): Promise<void> {
    return new Promise((resolve) => this.waiting.add(resolve));
  }

  /** Says goodbye, unless the server has gone already. @returns the exit code of the server. */
  async stop(): Promise<number | null> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return this.process.exitCode;
    const exit = once(this.process, 'exit');
    await this.request('shutdown');
    await this.notify('exit', undefined);
    const [code] = (await exit) as [number | null];
    this.connection.dispose();
    return code;
  }

  /** Ends the server as a crash would. */
  async kill(): Promise<void> {
    const exit = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await exit;
    this.connection.dispose();
  }

  private async greet(options: ClientOptions): Promise<void> {
    const { transport: _, commandLine: __, server: ___, folders, dynamicRegistration = true, watchesFiles = false, ...ownOptions } = options;
    const initializationOptions = { notifications: true, ...ownOptions };
    const workspaceFolders = folders?.map((path) => ({ uri: `file://${path}`, name: path })) ?? null;
    const textDocument = { inlineCompletion: { dynamicRegistration } };
    const params = { processId: process.pid, rootUri: null, capabilities: { textDocument, workspace: { didChangeWatchedFiles: { dynamicRegistration: watchesFiles } } }, initializationOptions, workspaceFolders };
    ({ capabilities: this.capabilities } = await this.request<{ capabilities: Record<string, unknown> }>('initialize', params));
    await this.notify('initialized', {});
  }

  private listen(): void {
    const { connection } = this;
    connection.onNotification('elman/status', (status: DocumentStatus) => this.hear(() => this.statuses.push(status)));
    connection.onNotification('elman/notice', (notice: Sentence) => this.hear(() => this.notices.push(notice)));
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => this.hear(() => this.errors.push(message)));
    type Registration = { id: string; registerOptions?: { documentSelector?: { language: string }[]; watchers?: { globPattern: string }[] } };
    connection.onRequest('client/registerCapability', ({ registrations }: { registrations: Registration[] }) => {
      for (const { id, registerOptions } of registrations) {
        if (registerOptions?.watchers) this.watched.push(...registerOptions.watchers.map(({ globPattern }) => globPattern));
        else this.registered.set(id, registerOptions?.documentSelector?.map(({ language }) => language) ?? []);
      }
      this.hear(() => undefined);
      return null;
    });
    connection.onRequest('client/unregisterCapability', ({ unregisterations }: { unregisterations: { id: string }[] }) => {
      for (const { id } of unregisterations) this.registered.delete(id);
      this.hear(() => undefined);
      return null;
    });
    this.process.stderr?.setEncoding('utf8').on('data', (text: string) => (this.standardError += text));
    connection.onError(([error]) => this.errors.push(`connection: ${error.message}`));
    connection.listen();
  }

  private hear(note: () => unknown): void {
    note();
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const resolve of waiting) resolve();
  }
}
