// "Show Document Perplexity": a view in the panel, with the most surprising words and the figure by line of the
// document in focus. It asks the server only while it is seen, and not more often than a person can read.
import * as vscode from 'vscode';
import { PerplexityRequest, type DocumentPerplexity } from '../server/protocol';
import { perplexityView } from './commandNames';
import type { EditorState } from './editorState';
import type { Figures } from './figures';
import type { Heat } from './heat';
import type { LanguageServer } from './languageServer';
import { translate } from './messages';
import { emptyText, perplexityTree, type PerplexityNode } from './perplexityTree';
import { readSettings } from './settings';
import type { SurprisalChoice } from './surprisalChoice';

/** Figures move with every key; a tree that moves as often cannot be read or clicked. */
const REFRESH_AFTER_MS = 500;

const COLOURS: readonly string[] = ['charts.green', 'charts.yellow', 'charts.orange', 'charts.red'] satisfies Record<Heat, string>;

export class PerplexityView implements vscode.TreeDataProvider<PerplexityNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly view: vscode.TreeView<PerplexityNode>;
  private readonly subscriptions: vscode.Disposable[];
  private nodes: readonly PerplexityNode[] = [];
  private document: vscode.TextDocument | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** Number of the last question: an answer to an earlier one is out of date. */
  private question = 0;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly server: LanguageServer,
    private readonly editor: EditorState,
    private readonly choice: SurprisalChoice,
    private readonly figures: Figures,
  ) {
    this.view = vscode.window.createTreeView(perplexityView, { treeDataProvider: this });
    this.subscriptions = [
      this.changed,
      this.view,
      this.view.onDidChangeVisibility(({ visible }) => visible && void this.refresh()),
      choice.onDidChange(() => this.refreshSoon()),
      server.onStatus(() => this.refreshSoon()),
      server.onDidChangeState(() => this.refreshSoon()),
    ];
  }

  /** Opens the view on the document in focus. */
  async show(): Promise<void> {
    await vscode.commands.executeCommand(`${perplexityView}.focus`);
    await this.refresh();
  }

  getChildren(node?: PerplexityNode): PerplexityNode[] {
    return [...(node ? (node.children ?? []) : this.nodes)];
  }

  getTreeItem(node: PerplexityNode): vscode.TreeItem {
    const item = new vscode.TreeItem(node.label, collapsibleState(node));
    if (node.id) item.id = node.id;
    item.description = node.description;
    if (node.spoken) item.accessibilityInformation = { label: node.spoken };
    if (node.heat !== undefined) item.iconPath = new vscode.ThemeIcon('circle-filled', new vscode.ThemeColor(COLOURS[node.heat]));
    const { place } = node;
    if (place && this.document) {
      const selection = new vscode.Range(place.line, place.start, place.line, place.end);
      item.command = { command: 'vscode.open', title: translate('Go to'), arguments: [this.document.uri, { selection }] };
    }
    return item;
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private refreshSoon(): void {
    if (!this.view.visible || this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.refresh();
    }, REFRESH_AFTER_MS);
  }

  private async refresh(): Promise<void> {
    if (!this.view.visible) return;
    const question = ++this.question;
    const document = this.followFocus();
    const perplexity = document && (await this.ask(document));
    if (question !== this.question) return;
    this.nodes = document && perplexity ? perplexityTree(perplexity, (line) => textOf(document, line), translate, this.figures) : [];
    this.view.description = perplexity && this.nodes.length > 0 ? this.summary(perplexity) : '';
    // The type of an absent message lacks `undefined`; the editor takes the empty string for it.
    this.view.message = this.nodes.length > 0 ? '' : this.whyEmpty(document);
    this.changed.fire();
  }

  /** The document in focus; the last one while something else, such as the output, has the focus. */
  private followFocus(): vscode.TextDocument | undefined {
    const uri = this.editor.focus?.toString();
    if (uri !== undefined) this.document = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
    if (this.document?.isClosed) this.document = undefined;
    return this.document;
  }

  private async ask(document: vscode.TextDocument): Promise<DocumentPerplexity | undefined> {
    try {
      return await this.server.request<DocumentPerplexity>(PerplexityRequest, { uri: document.uri.toString(), source: this.choice.source });
    } catch {
      // The server ended; the next one tells its status and this view asks again.
      return undefined;
    }
  }

  private summary({ figures, approximate }: DocumentPerplexity): string {
    return translate('{0} per word', `${approximate ? '~' : ''}${this.figures.perplexity(figures.perplexityPerWord)}`);
  }

  private whyEmpty(document: vscode.TextDocument | undefined): string {
    if (!document) return translate('Open a document to see its perplexity.');
    if (this.server.state === 'stopped') return translate('The language server ended several times and was not started again.');
    return emptyText(document.getText().length, readSettings().maximumDocumentCharacters, translate, this.figures);
  }
}

function collapsibleState({ id, children }: PerplexityNode): vscode.TreeItemCollapsibleState {
  if (!children) return vscode.TreeItemCollapsibleState.None;
  return id === 'surprising' ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

/** Empty for a line that went since the figures were taken. */
function textOf(document: vscode.TextDocument, line: number): string {
  return line < document.lineCount ? document.lineAt(line).text : '';
}
