// One continuation on its way into its editor. The text is inserted as it comes, all of it one step of undo. It ends
// early when the user cancels, changes or saves the document, moves the cursor or turns to another editor; what stands
// then stays.
import * as vscode from 'vscode';
import type { Sentence } from '../model/userError';
import { ContinueRequest, type ContinuationEnd, type TextPlace } from '../server/protocol';
import type { LanguageServer } from './languageServer';
import { WrittenText, type Insertion } from './writtenText';

/** Between two insertions: keys and the mouse should find the editor free. */
const REST_MS = 30;
/** Seeds are 32-bit numbers. */
const SEEDS = 2 ** 32;

export class Writing implements vscode.Disposable {
  private readonly cancellation = new vscode.CancellationTokenSource();
  private readonly start: vscode.Position;
  private readonly text: WrittenText;
  private readonly subscriptions: vscode.Disposable[];
  private inserting: Promise<void> | undefined;
  /** The user has put the cursor elsewhere or saved the document, which ends a step of undo. */
  private isStepOver = false;
  /** Text arrived after that, and nothing else since. */
  private isLate = false;
  private isRefused = false;

  /** Begins behind the selection of the primary cursor. */
  constructor(
    private readonly editor: vscode.TextEditor,
    private readonly server: LanguageServer,
  ) {
    const { document, selection } = editor;
    this.start = selection.end;
    this.text = new WrittenText(document.offsetAt(this.start), document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n');
    if (!selection.isEmpty || editor.selections.length > 1) editor.selection = new vscode.Selection(this.start, this.start);
    this.subscriptions = [
      vscode.workspace.onDidChangeTextDocument((change) => change.document === document && this.changed(change)),
      vscode.workspace.onWillSaveTextDocument((saving) => saving.document === document && this.endStep()),
      vscode.window.onDidChangeTextEditorSelection((change) => change.textEditor === editor && this.moved(change.selections)),
      vscode.window.onDidChangeActiveTextEditor((active) => active !== editor && this.cancel()),
    ];
  }

  /** @returns why nothing could be written, or no more; undefined where it ended as it should or as the user wished. */
  async run(token: vscode.CancellationToken): Promise<Sentence | undefined> {
    const cancelling = token.onCancellationRequested(() => this.cancel());
    try {
      const { problem } = await this.ask();
      await this.inserting;
      return this.isRefused ? REFUSED : problem;
    } finally {
      cancelling.dispose();
    }
  }

  dispose(): void {
    this.cancel();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private ask(): Promise<ContinuationEnd> {
    const { line, character } = this.start;
    const place: TextPlace = { uri: this.editor.document.uri.toString(), line, character };
    const order = { ...place, seed: Math.floor(Math.random() * SEEDS) };
    return this.server.requestInParts<string, ContinuationEnd>(ContinueRequest, order, (piece) => this.add(piece), this.cancellation.token);
  }

  private add(piece: string): void {
    this.text.add(piece);
    this.inserting ??= this.insertAll().finally(() => (this.inserting = undefined));
  }

  /** What comes while an insertion is on its way goes with the next one. */
  private async insertAll(): Promise<void> {
    for (let next = this.next(); next; next = this.next()) {
      await this.insert(next);
      if (this.isLate) await this.takeBack();
      if (this.isCancelled) return;
      // The editor says that it took the text also where it did not.
      if (this.text.isOnItsWay) this.refused();
      else await new Promise((resolve) => setTimeout(resolve, REST_MS));
    }
  }

  private next(): Insertion | undefined {
    return this.isCancelled ? undefined : this.text.take();
  }

  private async insert({ offset, text }: Insertion): Promise<void> {
    const { editor } = this;
    const place = editor.document.positionAt(offset);
    const undoStops = { undoStopBefore: !this.text.isBegun, undoStopAfter: false };
    // Rejected where the editor was closed; that it is no longer in front is told, too.
    await editor.edit((builder) => builder.insert(place, text), undoStops).then(undefined, () => undefined);
    if (this.isCancelled) return;
    const end = editor.document.positionAt(this.text.end);
    editor.revealRange(new vscode.Range(end, end));
  }

  private refused(): void {
    this.isRefused = true;
    this.cancel();
  }

  /** What came after the step of undo is another one, and not wanted. */
  private async takeBack(): Promise<void> {
    this.isLate = false;
    if (vscode.window.activeTextEditor === this.editor) await vscode.commands.executeCommand('undo');
  }

  private changed({ contentChanges }: vscode.TextDocumentChangeEvent): void {
    const isOwn = this.text.arrived(contentChanges);
    this.isLate = isOwn && this.isStepOver;
    if (!isOwn) this.cancel();
  }

  private moved(selections: readonly vscode.Selection[]): void {
    const { document } = this.editor;
    if (selections.every(({ isEmpty, active }) => isEmpty && this.text.isAtEnd(document.offsetAt(active)))) return;
    this.endStep();
  }

  private endStep(): void {
    this.isStepOver = true;
    this.cancel();
  }

  private get isCancelled(): boolean {
    return this.cancellation.token.isCancellationRequested;
  }

  private cancel(): void {
    this.cancellation.cancel();
  }
}

const REFUSED: Sentence = { template: 'Nothing can be written here: the document cannot be changed.', values: [] };
