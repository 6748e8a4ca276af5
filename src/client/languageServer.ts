// The language server's process as the rest of the client sees it: started without waiting, started again when it dies
// or hangs, given up after too many crashes. What it must be told anew after each start is told by `onDidStart`.
import { join } from 'node:path';
import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, ProgressType, RevealOutputChannelOn, State, TransportKind, type LanguageClientOptions, type Middleware } from 'vscode-languageclient/node';
import type { Sentence } from '../model/userError';
import { NoticeShown, PingRequest, StatusChanged, TrainingProgressed, type DocumentStatus, type InitializationOptions, type TrainingProgress } from '../server/protocol';
import { CrashPolicy } from './crashPolicy';
import { DOCUMENT_SCHEMES } from './documentSchemes';
import { SERVER_FLAGS } from './serverFlags';
import { readExcludedGlobs, readSettings } from './settings';
import { Watchdog, systemClock } from './watchdog';

/** `damaged`: the server's program is not there. */
export type ServerState = 'starting' | 'running' | 'stopped' | 'damaged';

/** Starting takes a second on a slow machine; a server that needs this long will never be there. */
const START_WITHIN_MS = 60_000;

/** The library shows its errors one by one, in English; here they go to the log only. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

export class LanguageServer implements vscode.Disposable {
  private readonly client: QuietClient;
  private readonly module: string;
  private readonly crashes = new CrashPolicy(systemClock.nowMs);
  private readonly watchdog = new Watchdog(() => this.client.sendRequest(PingRequest), () => this.kill());
  private readonly started = new vscode.EventEmitter<void>();
  private readonly stateChanged = new vscode.EventEmitter<ServerState>();
  private readonly statusChanged = new vscode.EventEmitter<DocumentStatus>();
  private readonly noticed = new vscode.EventEmitter<Sentence>();
  private readonly progressed = new vscode.EventEmitter<TrainingProgress>();
  private readonly subscriptions: vscode.Disposable[];
  private takeBackStart: (() => void) | undefined;
  private disposed = false;
  private partialResults = 0;

  state: ServerState = 'starting';
  /** A server runs that knows nothing yet but its initialization options and the open documents. */
  readonly onDidStart = this.started.event;
  readonly onDidChangeState = this.stateChanged.event;
  readonly onStatus = this.statusChanged.event;
  readonly onNotice = this.noticed.event;
  readonly onTrainingProgress = this.progressed.event;

  constructor(context: vscode.ExtensionContext, middleware: Middleware) {
    this.module = context.asAbsolutePath(join('dist', 'server.js'));
    const program = { module: this.module, transport: TransportKind.ipc, options: { execArgv: [...SERVER_FLAGS] } };
    this.client = new QuietClient('elman', 'Elman', program, this.options(context, middleware));
    this.subscriptions = [
      this.started, this.stateChanged, this.statusChanged, this.noticed, this.progressed,
      this.client.onNotification(StatusChanged, (status: DocumentStatus) => this.statusChanged.fire(status)),
      this.client.onNotification(NoticeShown, (notice: Sentence) => this.noticed.fire(notice)),
      this.client.onNotification(TrainingProgressed, (progress: TrainingProgress) => this.progressed.fire(progress)),
      this.client.onDidChangeState(({ newState }) => newState === State.Running && this.setState('running')),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (this.state === 'running' && DOCUMENT_SCHEMES.includes(document.uri.scheme)) this.watchdog.activity();
      }),
    ];
  }

  /** Starts the server; never throws and does not wait. A start that fails ends as a crash does. */
  start(): void {
    this.takeBackStart = undefined;
    this.setState('starting');
    void this.launch();
  }

  private async launch(): Promise<void> {
    if (!(await exists(this.module))) return this.setState('damaged');
    const giveUpStarting = systemClock.callAfter(START_WITHIN_MS, () => this.kill());
    await this.client.start().catch(() => this.startFailed()).finally(giveUpStarting);
  }

  /** Replaces the server, or starts it where it was given up. Documents are sent again by the library. */
  restart(): void {
    this.crashes.forget();
    if (this.state === 'stopped' || this.state === 'damaged') this.start();
    else this.kill();
  }

  /** @throws the server's error, also when it dies before it answers. */
  request<Result>(method: string, parameters: object, token?: vscode.CancellationToken): Promise<Result> {
    // The library would send an undefined token as a second parameter.
    return token ? this.client.sendRequest<Result>(method, parameters, token) : this.client.sendRequest<Result>(method, parameters);
  }

  /** A request whose answer comes in parts before its end. */
  async requestInParts<Part, Result>(method: string, parameters: object, onPart: (part: Part) => void, token: vscode.CancellationToken): Promise<Result> {
    const partialResultToken = `elman-${++this.partialResults}`;
    const parts = this.client.onProgress(new ProgressType<unknown>(), partialResultToken, (part) => onPart(part as Part));
    try {
      return await this.request<Result>(method, { ...parameters, partialResultToken }, token);
    } finally {
      parts.dispose();
    }
  }

  /** Tells a server that runs; one that starts later learns it by `onDidStart`. */
  notify(method: string, parameters: object): void {
    if (this.state === 'running') void this.client.sendNotification(method, parameters).catch(() => undefined);
  }

  async stop(): Promise<void> {
    this.disposed = true;
    this.watchdog.forget();
    this.takeBackStart?.();
    // Not running, or it does not answer: the library ends the process then.
    if (this.client.needsStop()) await this.client.stop().catch(() => undefined);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private options(context: vscode.ExtensionContext, middleware: Middleware): LanguageClientOptions {
    return {
      documentSelector: DOCUMENT_SCHEMES.map((scheme) => ({ scheme })),
      initializationOptions: (): InitializationOptions => ({
        bundledModel: context.asAbsolutePath(join('models', 'base')),
        ...(context.storageUri && { storage: context.storageUri.fsPath }),
        settings: readSettings(),
        excluded: readExcludedGlobs(),
        trusted: vscode.workspace.isTrusted,
        notifications: true,
      }),
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => this.closed(),
      },
      middleware,
    };
  }

  /** The connection is gone. The library is kept from starting again by itself: it would show its errors. */
  private closed() {
    const delayMs = this.disposed ? undefined : this.crashes.crashed();
    this.watchdog.forget();
    if (delayMs === undefined) this.setState('stopped');
    else {
      this.setState('starting');
      this.takeBackStart = systemClock.callAfter(delayMs, () => this.start());
    }
    const message = delayMs === undefined ? 'The server ended and is not started again.' : 'The server ended and is started again.';
    return { action: CloseAction.DoNotRestart, handled: true, message };
  }

  /** The library has logged why. A process that ended was counted by `closed`; one that never came was not. */
  private startFailed(): void {
    if (this.state === 'starting' && !this.takeBackStart) this.closed();
  }

  private kill(): void {
    this.client.serverProcess?.kill('SIGKILL');
  }

  private setState(state: ServerState): void {
    if (state === this.state) return;
    this.state = state;
    if (this.disposed) return;
    this.stateChanged.fire(state);
    if (state === 'running') this.started.fire();
  }
}

async function exists(file: string): Promise<boolean> {
  return vscode.workspace.fs.stat(vscode.Uri.file(file)).then(() => true, () => false);
}
