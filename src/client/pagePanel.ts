// An editor tab that shows one of the pages of `src/reportPage`: the page asks for its content when it is there, and again
// each time that its tab is shown anew.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { reportViewHtml, type PageContent } from '../report/reportHtml';

export class PagePanel {
  private panel: vscode.WebviewPanel | undefined;

  /** @param kind of the tab, for the editor. */
  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly kind: string,
    private readonly title: string,
  ) {}

  get isOpen(): boolean {
    return this.panel !== undefined;
  }

  /** A page that is not seen needs nothing: it asks when it is. */
  get isVisible(): boolean {
    return this.panel?.visible === true;
  }

  /** Shows the tab. @param told is called with each message of the page; the first says that it is ready. */
  open(told: (message: unknown) => void): void {
    if (this.panel) return this.panel.reveal();
    const programs = vscode.Uri.file(this.context.asAbsolutePath('dist'));
    const panel = vscode.window.createWebviewPanel(this.kind, this.title, vscode.ViewColumn.Active, { enableScripts: true, localResourceRoots: [programs] });
    this.panel = panel;
    const { webview } = panel;
    const addressOf = (name: string) => webview.asWebviewUri(vscode.Uri.file(join(programs.fsPath, name))).toString();
    panel.onDidDispose(() => (this.panel = undefined));
    webview.onDidReceiveMessage(told);
    webview.html = reportViewHtml(this.title, {
      scriptAddress: addressOf('reportPage.js'),
      styleAddress: addressOf('reportPage.css'),
      source: webview.cspSource,
      nonce: randomBytes(16).toString('base64url'),
      language: vscode.env.language,
    });
  }

  async show(content: PageContent): Promise<void> {
    await this.panel?.webview.postMessage(content);
  }

  dispose(): void {
    this.panel?.dispose();
  }
}
