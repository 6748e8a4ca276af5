// A document as the editor of a test has it: its text, its version, and a cursor.
import type { CancellationToken, InlineCompletionItem, Range } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Client } from './client';

export class ClientDocument {
  version = 1;
  private text: string;

  constructor(
    private readonly client: Client,
    readonly uri: string,
    text: string,
  ) {
    this.text = text;
  }

  get value(): string {
    return this.text;
  }

  /** Replaces what lies between two offsets (UTF-16). */
  replace(start: number, end: number, text: string): void {
    const document = TextDocument.create(this.uri, '', 0, this.text);
    const range: Range = { start: document.positionAt(start), end: document.positionAt(end) };
    // The library moves a position between CR and LF before both; so must this text.
    const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    this.text = this.text.slice(0, from) + text + this.text.slice(to);
    this.send([{ range, text }]);
  }

  /** Types at the end. */
  type(text: string): void {
    this.replace(this.text.length, this.text.length, text);
  }

  /** Sends the whole text instead of a change. */
  replaceAll(text: string): void {
    this.text = text;
    this.send([{ text }]);
  }

  /** Asks for a suggestion at the end, or at an offset. */
  complete({ at = this.text.length, token, ...context }: { at?: number; token?: CancellationToken; triggerKind?: number; selectedCompletionInfo?: unknown } = {}): Promise<InlineCompletionItem[]> {
    const { line, character } = TextDocument.create(this.uri, '', 0, this.text).positionAt(at);
    return this.client.complete(this.uri, line, character, context, token);
  }

  focus(): void {
    void this.client.notify('elman/focus', { uri: this.uri });
  }

  save(): void {
    void this.client.notify('textDocument/didSave', { textDocument: { uri: this.uri } });
  }

  close(): void {
    void this.client.notify('textDocument/didClose', { textDocument: { uri: this.uri } });
  }

  private send(contentChanges: unknown[]): void {
    this.version++;
    void this.client.notify('textDocument/didChange', { textDocument: { uri: this.uri, version: this.version }, contentChanges });
  }
}
