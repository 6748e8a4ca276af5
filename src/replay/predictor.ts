// Who is asked while a text is typed: the server's own code with some model, or anything else that shows ghost text. It is
// told of a document as an editor tells, and knows nothing of what is typed next.
import type { Position, TextRange } from '../prediction/lineText';

export interface OpenedText {
  /** What the file is called, with forward slashes. */
  readonly name: string;
  readonly languageId: string;
  readonly text: string;
}

/** The entry that is selected in the editor's own list, and what it would replace. */
export interface SelectedEntry {
  readonly range: TextRange;
  readonly text: string;
}

/** What stands behind the cursor as ghost text. */
export interface GhostText {
  /** Empty if nothing does. */
  readonly text: string;
  /** Milliseconds of the typist's clock that the predictor let go by before it answered; what it computed is not counted here. */
  readonly waitedMs: number;
}

export interface Predictor {
  /** A document takes the place of the one before; resolves when it is read as one that was open for a while. */
  open(document: OpenedText): Promise<void>;
  /** @param keyMs when, by the typist's clock. */
  edit(range: TextRange, text: string, keyMs: number): void;
  /** @param gapMs until the next key comes, which cancels the request. */
  ghostText(position: Position, selected: SelectedEntry | undefined, gapMs: number): Promise<GhostText>;
  /** The keys rest for a moment. */
  rest(): Promise<void>;
  /** The most probable next words at a place where a word has ended or none has begun, the most probable first. Undefined where it has no notion of it. */
  nextWords?(position: Position, count: number): Promise<readonly string[]>;
}
