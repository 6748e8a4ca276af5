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

/** What was suggested there. */
export interface Insertion {
  /** The whole text, beginning with what was typed of it. */
  readonly text: string;
  readonly probability: number;
}

export class LastAnswer {
  private place: Place | undefined;
  private insertions: readonly Insertion[] = [];

  remember(place: Place, insertions: readonly Insertion[]): void {
    this.place = place;
    this.insertions = insertions;
  }

  forget(): void {
    this.place = undefined;
    this.insertions = [];
  }

  /**
   * What of the last answer still holds when the cursor stands at `character` of `line`.
   * @param minimumProbability of what is shown unasked; an answer to a request by hand may have held less probable ones.
   * @returns the start of the replaced range and the whole insertions, or undefined if something else was typed.
   */
  typedAlong(uri: string, line: number, text: string, character: number, minimumProbability: number): { start: number; texts: string[] } | undefined {
    const { place } = this;
    if (!place || place.uri !== uri || place.line !== line || !text.startsWith(place.before)) return undefined;
    const start = place.before.length;
    const typed = text.slice(start, character);
    if (character < start || !typed.startsWith(place.typed) || text.slice(character) !== place.after) return undefined;
    const sure = this.insertions.filter(({ probability }) => probability >= minimumProbability);
    const texts = sure.map((insertion) => insertion.text).filter((whole) => whole.length > typed.length && whole.startsWith(typed));
    return texts.length > 0 ? { start, texts } : undefined;
  }
}
