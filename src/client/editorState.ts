// Tells the server what the editor's windows and settings say: focus, pause, settings, trust. Told on change, and again
// to every new server.
import * as vscode from 'vscode';
import { ExcludedChanged, FocusChanged, PauseChanged, SettingsChanged, TrustChanged } from '../server/protocol';
import { pausedContext } from './commandNames';
import { DOCUMENT_SCHEMES } from './documentSchemes';
import type { LanguageServer } from './languageServer';
import { readExcludedGlobs, readSettings, section } from './settings';

export class EditorState implements vscode.Disposable {
  private paused = false;
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly server: LanguageServer) {
    this.subscriptions = [
      server.onDidStart(() => {
        // They may have changed since the server was handed its initialization options.
        this.tellSettings();
        this.tellExcluded();
        if (vscode.workspace.isTrusted) this.tellTrust();
        this.tellPause();
        this.tellFocus();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.tellFocus()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(section)) this.tellSettings();
        if (change.affectsConfiguration('files.exclude') || change.affectsConfiguration('search.exclude')) this.tellExcluded();
      }),
      // Every folder may have settings of its own.
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.tellExcluded()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.tellTrust()),
    ];
  }

  /** Address of the document in focus, if it is one that Elman works in. */
  get focus(): vscode.Uri | undefined {
    const uri = vscode.window.activeTextEditor?.document.uri;
    return uri && DOCUMENT_SCHEMES.includes(uri.scheme) ? uri : undefined;
  }

  /** Pauses or resumes suggestions in this window, until it is closed. */
  setPaused(paused: boolean): void {
    this.paused = paused;
    void vscode.commands.executeCommand('setContext', pausedContext, paused);
    this.tellPause();
  }

  get isPaused(): boolean {
    return this.paused;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private tellSettings(): void {
    this.server.notify(SettingsChanged, readSettings());
  }

  private tellExcluded(): void {
    this.server.notify(ExcludedChanged, { excluded: readExcludedGlobs() });
  }

  private tellTrust(): void {
    this.server.notify(TrustChanged, { trusted: true });
  }

  private tellFocus(): void {
    this.server.notify(FocusChanged, { uri: this.focus?.toString() ?? null });
  }

  private tellPause(): void {
    this.server.notify(PauseChanged, { paused: this.paused });
  }
}
