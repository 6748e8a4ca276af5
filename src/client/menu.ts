// Menu behind the status bar item.
import * as vscode from 'vscode';
import { LearnedRequest, type LearnedState } from '../server/protocol';
import type { EditorState } from './editorState';
import type { LanguageServer } from './languageServer';
import { menuChoices, type Choice } from './menuChoices';
import { translate } from './messages';
import { readSettings } from './settings';

/** A person waits for the menu. */
const ANSWER_WITHIN_MS = 1000;

/** Shows the choices that apply and runs the chosen one. The list opens at once and fills when the server has answered. */
export async function showMenu(server: LanguageServer, editor: EditorState, isTraining: boolean): Promise<void> {
  const chosen = await vscode.window.showQuickPick(choices(server, editor, isTraining), { title: 'Elman' });
  if (chosen) await vscode.commands.executeCommand(chosen.command, chosen.argument);
}

async function choices(server: LanguageServer, editor: EditorState, isTraining: boolean): Promise<Choice[]> {
  const situation = {
    isServing: server.state === 'running',
    isEnabled: readSettings().enabled !== false,
    isPaused: editor.isPaused,
    isTraining,
    isTrusted: vscode.workspace.isTrusted,
    hasFolder: (vscode.workspace.workspaceFolders ?? []).length > 0,
    hasDocument: editor.focus !== undefined,
  };
  return menuChoices({ ...situation, learned: situation.isServing ? await learnedState(server) : undefined }, translate);
}

/** Asks the server; undefined where it fails or does not answer in time. */
function learnedState(server: LanguageServer): Promise<LearnedState | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), ANSWER_WITHIN_MS);
    server.request<LearnedState>(LearnedRequest, {}).then(resolve, () => resolve(undefined)).finally(() => clearTimeout(timer));
  });
}
