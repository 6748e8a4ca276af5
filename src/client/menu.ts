// What a click on the status bar item offers.
import * as vscode from 'vscode';
import { commands, extensionId } from './commandNames';
import { translate } from './messages';

interface Choice extends vscode.QuickPickItem {
  readonly command: string;
  readonly argument?: string;
}

export async function showMenu(isPaused: boolean): Promise<void> {
  const chosen = await vscode.window.showQuickPick(choices(isPaused), { title: 'Elman' });
  if (chosen) await vscode.commands.executeCommand(chosen.command, chosen.argument);
}

function choices(isPaused: boolean): Choice[] {
  return [
    { label: `$(graph) ${translate('Show Document Perplexity')}`, command: commands.showPerplexity },
    { label: `$(symbol-color) ${translate('Toggle Surprisal Heat Map')}`, command: commands.toggleHeatMap },
    { label: `$(edit) ${translate('Continue Writing')}`, command: commands.continueWriting },
    isPaused
      ? { label: `$(debug-continue) ${translate('Resume Suggestions')}`, command: commands.resume }
      : { label: `$(debug-pause) ${translate('Pause Suggestions')}`, command: commands.pause },
    { label: `$(mortar-board) ${translate('Train on Workspace')}`, command: commands.trainOnWorkspace },
    { label: `$(graph-line) ${translate('Show Training Report')}`, command: commands.showReport },
    { label: `$(dashboard) ${translate('Show My Statistics')}`, command: commands.showStatistics },
    { label: `$(discard) ${translate('Use the Bundled Model')}`, command: commands.useBundledModel },
    { label: `$(trash) ${translate('Delete What Was Learned')}`, command: commands.deleteLearned },
    { label: `$(settings-gear) ${translate('Settings')}`, command: 'workbench.action.openSettings', argument: `@ext:${extensionId}` },
    { label: `$(refresh) ${translate('Restart')}`, command: commands.restart },
  ];
}
