// The choice behind the colours of the heat map and the words of the perplexity view: surprisal of the network alone, or with
// the document's memory. The setting decides until a command does; a command holds until the window is closed, because no
// setting of the user is written.
import * as vscode from 'vscode';
import type { SurprisalSource } from '../server/protocol';
import { surprisalMemoryContext, surprisalSetting } from './commandNames';
import { section } from './settings';

export class SurprisalChoice implements vscode.Disposable {
  private chosen: SurprisalSource | undefined;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];

  readonly onDidChange = this.changed.event;

  constructor() {
    this.subscriptions = [
      this.changed,
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(`${section}.${surprisalSetting}`)) this.choose(undefined);
      }),
    ];
    this.tellMenus();
  }

  get source(): SurprisalSource {
    const configured = vscode.workspace.getConfiguration(section).get(surprisalSetting);
    return this.chosen ?? (configured === 'memory' ? 'memory' : 'network');
  }

  /** @param source undefined to follow the setting again. */
  choose(source: SurprisalSource | undefined): void {
    this.chosen = source;
    this.tellMenus();
    this.changed.fire();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private tellMenus(): void {
    void vscode.commands.executeCommand('setContext', surprisalMemoryContext, this.source === 'memory');
  }
}
