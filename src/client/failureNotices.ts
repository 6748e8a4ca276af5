// Failures that the user must learn of, each said once: a model that cannot be loaded, a server that was given up.
// Everything else is in the status bar or in the log.
import * as vscode from 'vscode';
import { commands } from './commandNames';
import type { LanguageServer } from './languageServer';
import { report, reportWithAction, say, translate, warn } from './messages';
import { SaidOnce } from './saidOnce';
import { causeOf } from './sentenceText';

/**
 * @param context what was said is remembered there: a failure for this machine, a notice for this workspace.
 * @returns what ends the listening.
 */
export function sayFailures(server: LanguageServer, context: vscode.ExtensionContext): vscode.Disposable {
  const version = String(context.extension.packageJSON.version);
  const failures = new SaidOnce(context.globalState, version);
  const notices = new SaidOnce(context.workspaceState, version);
  return vscode.Disposable.from(
    server.onNotice((notice) => notices.once(say(notice), warn, causeOf(notice))),
    server.onStatus(({ state, failure, needsReinstall }) => {
      if (state === 'failed' && failure) failures.once(say(failure), needsReinstall ? report : offerRestart, causeOf(failure));
    }),
    server.onDidChangeState((state) => {
      // Each time: between two of these the user asked for a new start.
      if (state === 'damaged') failures.once(translate("Elman's files are damaged: install Elman again."), report);
      if (state === 'stopped') void offerRestart(translate('The language server ended several times and was not started again.'));
    }),
  );
}

async function offerRestart(text: string): Promise<void> {
  if (await reportWithAction(text, translate('Restart'))) await vscode.commands.executeCommand(commands.restart);
}
