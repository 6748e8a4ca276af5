// Suggestions that were typed over. After two in one stretch the next one must be surer: a new guess with every letter is noise. A stretch
// ends with a suggestion that was right, accepted or typed, with another line, and with a pause. The next word gets one more try.

/** Suggestions that are typed over before only surer ones are shown. */
const PATIENCE = 2;
/** Somebody who rests so long looks at the text again. */
const PAUSE_MS = 5_000;
const WORD_CHARACTER = /^[\p{L}\p{M}\p{N}_]/u;
const WORD_END = /[^\p{L}\p{M}\p{N}_]$/u;

/** A suggestion on the screen. */
export interface ShownSuggestion {
  readonly uri: string;
  readonly line: number;
  /** The line up to the replaced text. */
  readonly before: string;
  /** What stood there in place of the suggestion when it was shown. */
  readonly typed: string;
  /** The whole suggestion, and its part up to the end of the first word. */
  readonly text: string;
  readonly firstWord: string;
}

/** Where keys are typed. */
export interface TypingPlace {
  readonly uri: string;
  readonly line: number;
  /** The line up to the cursor. */
  readonly before: string;
}

export class TypedOver {
  private shownLast: ShownSuggestion | undefined;
  private place: TypingPlace | undefined;
  private count = 0;
  private lastMs = -Infinity;

  /** A suggestion is shown; one that is still shown stays the same. */
  shown(suggestion: ShownSuggestion): void {
    this.shownLast = suggestion;
  }

  /** The last suggestion counts neither as right nor as typed over. */
  forgetLast(): void {
    this.shownLast = undefined;
  }

  forget(): void {
    this.shownLast = undefined;
    this.place = undefined;
    this.count = 0;
  }

  /** Looks at what became of the last suggestion. @param nowMs never falls. @returns whether only surer suggestions are wanted here. */
  isTiredAt({ uri, line, before }: TypingPlace, nowMs: number): boolean {
    const isElsewhere = this.place?.uri !== uri || this.place.line !== line;
    if (isElsewhere || nowMs - this.lastMs > PAUSE_MS) this.forget();
    if (this.count > 0 && this.place && WORD_END.test(before) && !WORD_END.test(this.place.before)) this.count = Math.min(this.count, PATIENCE) - 1;
    this.place = { uri, line, before };
    this.lastMs = nowMs;
    this.judge(before);
    return this.count >= PATIENCE;
  }

  /** Decides whether the last suggestion was right, was typed over, or may still come true. */
  private judge(line: string): void {
    if (!this.shownLast) return;
    const { before, typed, text, firstWord } = this.shownLast;
    const now = line.startsWith(before) ? line.slice(before.length) : '';
    const isOpen = now.length >= typed.length && now.length < text.length && text.startsWith(now);
    const isRight = now.startsWith(firstWord) && !WORD_CHARACTER.test(now.slice(firstWord.length));
    if (isRight) this.count = 0;
    else if (!isOpen && now.length > typed.length) this.count++;
    if (!isOpen) this.shownLast = undefined;
  }
}
