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
  /** UTF-16 units of the text up to the end of its first word. */
  readonly firstEnd: number;
}

/** What stands on the screen. */
export interface StandingAnswer {
  /** Start of the replaced range. */
  readonly start: number;
  /** Whole insertions, the first one on top. */
  readonly insertions: readonly Insertion[];
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
   * @returns undefined if something else was typed.
   */
  typedAlong(uri: string, line: number, text: string, character: number, minimumProbability: number): StandingAnswer | undefined {
    const { place } = this;
    if (!place || place.uri !== uri || place.line !== line || !text.startsWith(place.before)) return undefined;
    const start = place.before.length;
    const typed = text.slice(start, character);
    if (character < start || !typed.startsWith(place.typed) || text.slice(character) !== place.after) return undefined;
    const insertions = this.insertions.filter(({ text: whole, probability }) => probability >= minimumProbability && whole.length > typed.length && whole.startsWith(typed));
    return insertions.length > 0 ? { start, insertions } : undefined;
  }
}
