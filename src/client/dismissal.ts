// Escape while ghost text is shown. The editor tells an extension nothing of a dismissal, so the key runs a command that does what the editor
// does at Escape, and tells the server which place it was at.
import * as vscode from 'vscode';
import type { TextDocumentPositionParams } from 'vscode-languageclient/node';
import { SuggestionDismissed } from '../server/protocol';
import { dismissSuggestion } from './commandNames';
import type { LanguageServer } from './languageServer';

/** The editor's own command of that key. */
const HIDE = 'editor.action.inlineSuggest.hide';

/** Registers the command. A suggestion that is not the server's own means nothing to it. */
export function rememberDismissals(server: LanguageServer): vscode.Disposable {
  return vscode.commands.registerCommand(dismissSuggestion, async () => {
    const editor = vscode.window.activeTextEditor;
    if (editor) {
      const { line, character } = editor.selection.active;
      const place: TextDocumentPositionParams = { textDocument: { uri: editor.document.uri.toString() }, position: { line, character } };
      server.notify(SuggestionDismissed, place);
    }
    await vscode.commands.executeCommand(HIDE);
  });
}
