// Failures that the user must learn of, each said once: a model that cannot be loaded, a server that was given up.
// Everything else is in the status bar or in the log.
import * as vscode from 'vscode';
import { commands } from './commandNames';
import type { LanguageServer } from './languageServer';
import { reportWithAction, say, translate, warn } from './messages';

/** @returns what ends the listening. */
export function sayFailures(server: LanguageServer): vscode.Disposable {
  const said = new Set<string>();
  const once = (text: string, show: (text: string) => void) => {
    if (said.has(text)) return;
    said.add(text);
    show(text);
  };
  return vscode.Disposable.from(
    server.onNotice((notice) => once(say(notice), warn)),
    server.onStatus(({ state, failure }) => {
      if (state === 'failed' && failure) once(say(failure), offerRestart);
    }),
    server.onDidChangeState((state) => {
      // Each time: between two of these the user asked for a new start.
      if (state === 'stopped') void offerRestart(translate('The language server ended several times and was not started again.'));
    }),
  );
}

async function offerRestart(text: string): Promise<void> {
  if (await reportWithAction(text, translate('Restart'))) await vscode.commands.executeCommand(commands.restart);
}
