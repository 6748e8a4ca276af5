// Whether keys come faster than a person reads ghost text. Knows keys by the changes that they make; the time is handed in.
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver/node';

/** To draw an answer and to notice it takes about 110 ms (src/replay/typeStretch.ts): with shorter gaps nothing of it is read. */
export const READING_MS = 120;

export class TypingPace {
  private lastMs = -Infinity;
  private gapMs = Infinity;

  /** A document changed. What is pasted, accepted or formatted is no key, and the keys after it begin anew. @param nowMs never falls. */
  changed(changes: readonly TextDocumentContentChangeEvent[], nowMs: number): void {
    const isKey = changes.every((change) => 'range' in change && isTyped(change.text));
    this.gapMs = isKey ? nowMs - this.lastMs : Infinity;
    this.lastMs = isKey ? nowMs : -Infinity;
  }

  /** Milliseconds until the keys will have rested long enough for reading; 0 if they do not come so fast. */
  restMs(nowMs: number): number {
    return this.gapMs < READING_MS ? Math.max(0, this.lastMs + READING_MS - nowMs) : 0;
  }
}

/** A character, a pair of brackets, a line end with its indentation, or a deletion. */
function isTyped(text: string): boolean {
  return [...text.trim()].length <= 2;
}
