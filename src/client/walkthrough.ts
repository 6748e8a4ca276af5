// Walkthrough of a first start: opened once in the life of an installation, and the context keys of its steps.
import * as vscode from 'vscode';
import { suggestedContext, walkthroughId } from './commandNames';

/** Key of the editor's global memory: the walkthrough was opened. */
const OPENED = 'elman.walkthroughOpened';

export class Walkthrough {
  private hasSuggested = false;

  constructor(private readonly memory: vscode.Memento) {}

  /**
   * Opens the walkthrough unless an earlier start has. Waits for a later start in a window whose folder is not trusted, where
   * another question is open, and stays away where the user wants no walkthroughs.
   */
  async openOnFirstStart(): Promise<void> {
    if (this.memory.get(OPENED) === true || !vscode.workspace.isTrusted || !wantsWalkthroughs()) return;
    // Remembered first: a second window that starts now must not open it too.
    await this.memory.update(OPENED, true);
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthroughId, false);
  }

  /** Checks off the step that waits for a first suggestion. */
  suggested(): void {
    if (this.hasSuggested) return;
    this.hasSuggested = true;
    void vscode.commands.executeCommand('setContext', suggestedContext, true);
  }
}

/** Reads the editor's own setting for walkthroughs of new extensions. */
function wantsWalkthroughs(): boolean {
  return vscode.workspace.getConfiguration('workbench.welcomePage.walkthroughs').get('openOnInstall') !== false;
}
