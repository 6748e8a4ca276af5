// The language server from the first message to the last. Nothing native is touched before the editor has said
// `initialized`: what goes wrong afterwards is a sentence in the status, and the server stays alive and quiet.
import { PositionEncodingKind, TextDocumentSyncKind, type InitializeParams, type InitializeResult } from 'vscode-languageserver/node';
import { answerRequests } from './answerRequests';
import { listenToEditor } from './listenToEditor';
import { loadModel } from './loadModel';
import { Registrations } from './registrations';
import { createSession, describe, findPlaces, type Session } from './session';
import { connect } from './transport';
import { listenToFiles, watchFiles } from './watchedFiles';

/**
 * Serves one editor until it leaves.
 * @param commandLine `--node-ipc`, or `--stdio`; `--model DIR` names the bundled model.
 */
export function startServer(commandLine: readonly string[]): void {
  let hasShutDown = false;
  const connection = connect(commandLine, () => void leave());
  const logged = (error: unknown) => connection.console.error(describe(error));
  process.on('unhandledRejection', logged);
  let session: Session | undefined;
  let watch = (): void => undefined;
  connection.onInitialize((params): InitializeResult => {
    session = createSession(connection, params, findPlaces(commandLine, params, __dirname));
    const dynamic = canRegister(params);
    listenToEditor(connection, session, dynamic ? new Registrations(connection) : undefined);
    listenToFiles(connection, session);
    watch = () => watchFiles(connection, params);
    answerRequests(connection, session);
    return capabilities(dynamic);
  });
  connection.onInitialized(() => {
    watch();
    if (session) void loadModel(connection, session);
  });
  connection.onShutdown(async () => {
    hasShutDown = true;
    await endWork(session);
  });
  connection.listen();

  /** Ends a server whose client is gone: what was saved is kept, as after `shutdown`. */
  async function leave(): Promise<void> {
    if (!hasShutDown) await endWork(session).catch(() => undefined);
    process.exit(hasShutDown ? 0 : 1);
  }
}

async function endWork(session: Session | undefined): Promise<void> {
  session?.scheduler.stop();
  session?.status.stop();
  session?.memory.flush();
  await session?.training.interrupt();
}

function canRegister({ capabilities }: InitializeParams): boolean {
  return capabilities.textDocument?.inlineCompletion?.dynamicRegistration === true;
}

function capabilities(dynamic: boolean): InitializeResult {
  return {
    capabilities: {
      // The only encoding that every client knows; some count code points where a server is silent.
      positionEncoding: PositionEncodingKind.UTF16,
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      // An editor that can be told later is told per language.
      ...(dynamic ? {} : { inlineCompletionProvider: true }),
    },
    serverInfo: { name: 'elman' },
  };
}
