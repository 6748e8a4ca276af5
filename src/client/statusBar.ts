// The status bar item: follows the server's status of the document in focus.
import * as vscode from 'vscode';
import type { DocumentStatus } from '../server/protocol';
import { commands } from './commandNames';
import type { EditorSilence } from './editorSilence';
import type { Figures } from './figures';
import type { LanguageServer } from './languageServer';
import { translate } from './messages';
import { plainLines } from './plainLines';
import { statusText } from './statusText';

export class StatusBar implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly subscriptions: vscode.Disposable[];
  private status: DocumentStatus | undefined;
  private editorSilence: EditorSilence | undefined;

  constructor(
    private readonly server: LanguageServer,
    private readonly figures: Figures,
  ) {
    this.item = vscode.window.createStatusBarItem('elman.status', vscode.StatusBarAlignment.Right, 90);
    this.item.name = 'Elman';
    this.item.command = commands.showMenu;
    this.subscriptions = [
      this.item,
      server.onStatus((status) => {
        this.status = status;
        this.show();
      }),
      server.onDidChangeState((state) => {
        if (state !== 'running') this.status = undefined;
        this.show();
      }),
    ];
    this.show();
    this.item.show();
  }

  /** Why the server was not asked for a suggestion; undefined when it was. */
  setEditorSilence(silence: EditorSilence | undefined): void {
    const { editorSilence: last } = this;
    if (silence?.uri === last?.uri && silence?.reason.template === last?.reason.template) return;
    this.editorSilence = silence;
    this.show();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private show(): void {
    const { status, editorSilence } = this;
    const { text, spoken, tooltip, isFailed } = statusText({ server: this.server.state, status, editorSilence }, translate, this.figures);
    this.item.text = text;
    this.item.accessibilityInformation = { label: spoken };
    this.item.backgroundColor = isFailed ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.item.tooltip = hover(tooltip);
  }
}

function hover(lines: readonly string[]): vscode.MarkdownString {
  const markdown = plainLines(lines);
  markdown.isTrusted = { enabledCommands: [commands.showPerplexity, commands.showMenu] };
  markdown.appendMarkdown(`\n[${translate('Show Document Perplexity')}](command:${commands.showPerplexity})`);
  return markdown;
}
