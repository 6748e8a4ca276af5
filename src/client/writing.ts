// One continuation on its way into its editor. The text is inserted as it comes, all of it one step of undo. It ends
// early when the user cancels, changes the document, moves the cursor out of the text or turns to another editor; what
// stands then stays.
import * as vscode from 'vscode';
import type { Sentence } from '../model/userError';
import { ContinueRequest, type ContinuationEnd, type TextPlace } from '../server/protocol';
import type { LanguageServer } from './languageServer';
import { WrittenText, type Insertion } from './writtenText';

/** Seeds are 32-bit numbers. */
const SEEDS = 2 ** 32;

export class Writing implements vscode.Disposable {
  private readonly cancellation = new vscode.CancellationTokenSource();
  private readonly start: vscode.Position;
  private readonly text: WrittenText;
  private readonly subscriptions: vscode.Disposable[];
  private inserting: Promise<void> | undefined;
  /** The user has changed the document meanwhile. */
  private isInterrupted = false;
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
      if (this.text.isBegun && !this.isInterrupted) await this.insert({ offset: this.text.end, text: '' }, true);
      return this.isRefused && !this.isInterrupted ? REFUSED : problem;
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
      if (await this.insert(next, false)) continue;
      this.isRefused = true;
      this.cancel();
    }
  }

  private next(): Insertion | undefined {
    return this.cancellation.token.isCancellationRequested ? undefined : this.text.take();
  }

  /** @param isLast the step of undo ends here. @returns whether the document took it. */
  private async insert({ offset, text }: Insertion, isLast: boolean): Promise<boolean> {
    const place = this.editor.document.positionAt(offset);
    const undoStops = { undoStopBefore: !this.text.isBegun, undoStopAfter: isLast };
    const isDone = await this.editor.edit((builder) => builder.insert(place, text), undoStops);
    const end = this.editor.document.positionAt(this.text.end);
    if (isDone && !isLast) this.editor.revealRange(new vscode.Range(end, end));
    return isDone;
  }

  private changed({ contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (this.text.arrived(contentChanges)) return;
    this.isInterrupted = true;
    this.cancel();
  }

  private moved(selections: readonly vscode.Selection[]): void {
    const { document } = this.editor;
    if (!selections.every(({ active }) => this.text.holds(document.offsetAt(active)))) this.cancel();
  }

  private cancel(): void {
    this.cancellation.cancel();
  }
}

const REFUSED: Sentence = { template: 'Nothing can be written here: the document cannot be changed.', values: [] };
