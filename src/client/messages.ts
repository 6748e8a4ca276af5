// What is said to the user outside the editor's own widgets. Nothing here is called while someone types.
import * as vscode from 'vscode';
import type { Sentence } from '../model/userError';
import { Figures } from './figures';
import { sentenceText } from './sentenceText';
import type { Translate } from './translate';

export const translate: Translate = (template, ...values) => vscode.l10n.t(template, ...values);

const figures = new Figures(vscode.env.language, translate);

/** Translates a sentence of the server into the user's language. */
export function say(sentence: Sentence): string {
  return sentenceText(sentence, translate, figures);
}

export function inform(text: string): void {
  void vscode.window.showInformationMessage(text);
}

export function warn(text: string): void {
  void vscode.window.showWarningMessage(text);
}

/** Shows a text with one button that runs a command. @param show of the window's two kinds of message. */
export async function offer(text: string, action: string, command: string, show: typeof vscode.window.showInformationMessage): Promise<void> {
  if ((await show(text, action)) === action) await vscode.commands.executeCommand(command);
}

/** Shows an error with one button. @returns whether the button was pressed. */
export async function reportWithAction(text: string, action: string): Promise<boolean> {
  return (await vscode.window.showErrorMessage(text, action)) === action;
}

/** Asks a question that must be answered. @returns whether `action` was chosen. */
export async function confirm(question: string, detail: string, action: string): Promise<boolean> {
  return (await vscode.window.showInformationMessage(question, { modal: true, detail }, action)) === action;
}

/** The same, for what cannot be undone. */
export async function confirmLoss(question: string, detail: string, action: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, action)) === action;
}

/** A notification with a bar and a Cancel button; resolves to undefined if a cancelled task throws. */
export function withNotification<Result>(
  title: string,
  task: (progress: vscode.Progress<{ message?: string; increment?: number }>, token: vscode.CancellationToken) => Promise<Result>,
): Thenable<Result | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    try {
      return await task(progress, token);
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      throw error;
    }
  });
}
