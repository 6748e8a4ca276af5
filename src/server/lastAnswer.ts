// The suggestion shown last. While what is typed is what it said, the rest of it is the answer: no search, no flicker,
// and the same words that the person began to accept.

/** Where a suggestion stood when it was given. */
export interface Place {
  readonly uri: string;
  readonly line: number;
  /** The line left and right of the replaced range's start and end. */
  readonly before: string;
  readonly typed: string;
  readonly after: string;
}

export class LastAnswer {
  private place: Place | undefined;
  private texts: readonly string[] = [];

  /** @param texts whole insertions, each beginning with what was typed of it. */
  remember(place: Place, texts: readonly string[]): void {
    this.place = place;
    this.texts = texts;
  }

  forget(): void {
    this.place = undefined;
    this.texts = [];
  }

  /**
   * What of the last answer still holds when the cursor stands at `character` of `line`.
   * @returns the start of the replaced range and the whole insertions, or undefined if something else was typed.
   */
  typedAlong(uri: string, line: number, text: string, character: number): { start: number; texts: string[] } | undefined {
    const { place } = this;
    if (!place || place.uri !== uri || place.line !== line || !text.startsWith(place.before)) return undefined;
    const start = place.before.length;
    const typed = text.slice(start, character);
    if (character < start || !typed.startsWith(place.typed) || text.slice(character) !== place.after) return undefined;
    const texts = this.texts.filter((whole) => whole.length > typed.length && whole.startsWith(typed));
    return texts.length > 0 ? { start, texts } : undefined;
  }
}
