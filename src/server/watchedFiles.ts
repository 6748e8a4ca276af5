// Changes of files by any program, as the editor tells of them: what may no longer be read is forgotten at once then. An editor
// that tells nothing costs no more than a delay: the memory looks at its files by itself.
import { DidChangeWatchedFilesNotification, type Connection, type InitializeParams } from 'vscode-languageserver/node';
import { filePath } from './documentPath';
import { isRuleFile } from './fileCheck';
import type { Session } from './session';

/** Hears of changed files, where the editor tells of them. */
export function listenToFiles(connection: Connection, session: Session): void {
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const paths = changes.flatMap(({ uri }) => filePath(uri) ?? []);
    session.memory.filesChanged(paths);
    session.completions.forget();
    if (!paths.some(isRuleFile)) return;
    session.status.changed();
    session.scheduler.wake();
  });
}

/** Asks an editor to tell of changed files, if it can be asked. */
export function watchFiles(connection: Connection, { capabilities }: InitializeParams): void {
  if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
  const asked = connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] });
  asked.catch((error) => connection.console.error(`Registration: ${error}`));
}
