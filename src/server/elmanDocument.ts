// An open document: its text as the editor has it and, once something wants to know, a track of the network over it.
// Every change goes to both as it comes; the text as a whole is read only when a track begins.
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver/node';
import type { DocumentTrack } from '../prediction/documentTrack';
import { LineText } from '../prediction/lineText';
import { UNTOLD_VERSION } from './incoming/parameters';
import { TypingPace } from './typingPace';

export class ElmanDocument {
  text: LineText;
  /** The live model's reading. */
  track: DocumentTrack | undefined;
  /** The bundled model's, where its figure stands beside that of a learned one. */
  comparison: DocumentTrack | undefined;
  /** Number of changes so far: two answers with the same number are answers to the same text. */
  revision = 0;
  /** Of the last change, milliseconds of `performance.now()`. */
  changedMs = -Infinity;
  /** Of the keys typed here. */
  readonly pace = new TypingPace();
  /** Whether it was opened, changed or saved while Elman was paused or switched off: then no other document learns of it. */
  isWithheld = false;
  /** Whether its file was there when somebody looked, and is there no more. */
  isDeleted = false;
  hadFile = false;
  private readonly openedMs = performance.now();

  constructor(
    readonly uri: string,
    readonly languageId: string,
    public version: number,
    text: string,
  ) {
    this.text = new LineText(text);
  }

  /** Whether the text is another than the one it was opened with. */
  get isChanged(): boolean {
    return this.changedMs > -Infinity;
  }

  /** When it was opened or changed last. */
  get touchedMs(): number {
    return Math.max(this.openedMs, this.changedMs);
  }

  /** Takes the editor's changes, in their order. @param keyMs when the key came, by the clock that answers are given by. */
  update(changes: readonly TextDocumentContentChangeEvent[], version: number, keyMs = performance.now()): void {
    this.version = version === UNTOLD_VERSION ? this.version + 1 : version;
    this.revision++;
    this.changedMs = performance.now();
    this.pace.changed(changes, keyMs);
    for (const change of changes) this.apply(change);
  }

  /** Lets go of what a model said of the text: the model is another one now. */
  forgetTracks(): void {
    this.track = undefined;
    this.comparison = undefined;
  }

  private apply(change: TextDocumentContentChangeEvent): void {
    if ('range' in change) {
      const { range, text } = change;
      this.text.replace(range, text);
      this.track?.applyEdit(range, text);
      this.comparison?.applyEdit(range, text);
    } else {
      this.text = new LineText(change.text);
      this.track?.replaceAll(change.text);
      this.comparison?.replaceAll(change.text);
    }
  }
}

/** For the LSP library's `TextDocuments`. */
export const documentConfiguration = {
  create: (uri: string, languageId: string, version: number, text: string) => new ElmanDocument(uri, languageId, version, text),
  update: (document: ElmanDocument, changes: TextDocumentContentChangeEvent[], version: number) => {
    document.update(changes, version);
    return document;
  },
};
