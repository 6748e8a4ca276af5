// "Continue Writing": text from the cursor on, with a button that cancels. One text is written at a time.
import * as vscode from 'vscode';
import { DOCUMENT_SCHEMES } from './documentSchemes';
import type { LanguageServer } from './languageServer';
import { inform, say, translate, warn, withNotification } from './messages';
import { Writing } from './writing';

export class ContinueWriting implements vscode.Disposable {
  private writing: Writing | undefined;

  constructor(private readonly server: LanguageServer) {}

  get isWriting(): boolean {
    return this.writing !== undefined;
  }

  /** Resolves when all is written, or no more will be. */
  async start(): Promise<void> {
    if (this.writing) return inform(translate('Elman is writing already.'));
    const editor = vscode.window.activeTextEditor;
    if (!editor || !DOCUMENT_SCHEMES.includes(editor.document.uri.scheme)) {
      return inform(translate('Elman writes in files, untitled documents and notebook cells only.'));
    }
    const writing = (this.writing = new Writing(editor, this.server));
    try {
      // Ghost text that is seen now belongs to what stands before the cursor.
      await vscode.commands.executeCommand('editor.action.inlineSuggest.hide');
      const problem = await withNotification(translate('Elman: writing'), (_progress, token) => writing.run(token));
      if (problem) inform(say(problem));
    } catch {
      warn(translate('The language server did not answer. Use "Elman: Restart Language Server" and try again.'));
    } finally {
      writing.dispose();
      this.writing = undefined;
    }
  }

  dispose(): void {
    this.writing?.dispose();
  }
}
