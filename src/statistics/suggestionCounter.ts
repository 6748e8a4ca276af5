// Counts suggestions by what a stable extension learns of them: the answers that the editor was given, the changes of the
// document, and the command that the editor runs when a suggestion was inserted to its end. That a part was accepted is
// inferred: a single edit that inserts more than one character of what the suggestion still had to say. Pure; the text
// stays here for the last suggestion only and is never handed on.
import type { Counts } from './counts';
import { followed, type FollowedPlace, type TextChange } from './followedPlace';

/** What the editor asks about. */
export interface Question {
  readonly uri: string;
  /** Text of the entry that is selected in the editor's own list, where it is open: not the suggestion's merit. */
  readonly selected?: string | undefined;
}

/** What the editor was given, before its text changed again. */
export interface Answer extends Question {
  readonly language: string;
  readonly line: number;
  /** Column at which the suggestion begins. */
  readonly start: number;
  /** The line left of it. */
  readonly before: string;
  /** The line from its beginning to the cursor. */
  readonly typed: string;
  /** Whole texts, the one that is shown first; not empty. */
  readonly texts: readonly string[];
}

interface Shown {
  readonly id: number;
  readonly uri: string;
  readonly language: string;
  readonly before: string;
  texts: readonly string[];
  place: FollowedPlace;
  /** What of a text was typed when something of it was still to come. */
  begun: string;
  /** Of its UTF-16 units, how many belong to an entry of the editor's list. */
  foreign: number;
  isAccepted: boolean;
}

export class SuggestionCounter {
  private last: Shown | undefined;
  private ids = 0;

  /** @param count told of every change of the counts, with the language it belongs to. */
  constructor(private readonly count: (language: string, counts: Partial<Counts>) => void) {}

  /** The editor's list may insert its entry before the answer is here. */
  asked({ uri, selected }: Question): void {
    if (this.last?.uri === uri && selected !== undefined) this.last.foreign = Infinity;
  }

  /** Nothing is shown any more: the answer was empty. */
  withdrawn(uri: string): void {
    if (this.last?.uri === uri) this.last.place = { ...this.last.place, typed: undefined };
  }

  /** @returns the suggestion's number: that of the last one if it is the same, typed along or come again. */
  shown(answer: Answer): number {
    const { uri, language, line, start, before, typed, texts, selected } = answer;
    const place = { line, start, typed };
    const foreign = selected?.length ?? 0;
    if (this.last && isSame(this.last, answer)) {
      Object.assign(this.last, { place, begun: typed, foreign, texts: [...new Set([...texts, ...this.last.texts])] });
      return this.last.id;
    }
    this.last = { id: ++this.ids, uri, language, before, texts, place, begun: typed, foreign, isAccepted: false };
    this.count(language, { shown: 1 });
    return this.last.id;
  }

  /** One event of the document: changes that follow each other. @param isUndo of an undo or a redo, which accepts nothing. */
  changed(uri: string, changes: readonly TextChange[], isUndo: boolean): void {
    const { last } = this;
    if (last?.uri !== uri) return;
    const was = last.place.typed;
    last.place = changes.reduce(followed, last.place);
    const { typed } = last.place;
    // A text that stands there whole was typed to its end, or its command comes.
    if (typed === undefined || last.texts.includes(typed) || !last.texts.some((text) => text.startsWith(typed))) return;
    // What an input method composed was nothing of the suggestion until it was committed: that inserts much at once, too.
    const isGoneOn = was === last.begun && typed.startsWith(was);
    const inserted = isGoneOn && changes.length === 1 && !isUndo ? this.inserted(last, typed) : 0;
    if (inserted > 1) this.acceptance(last, inserted);
    last.begun = typed;
  }

  /** The editor inserted a suggestion to its end. @param id as `shown` gave it. */
  accepted(id: number, text: string): void {
    const { last } = this;
    if (last?.id !== id) return;
    this.acceptance(last, this.inserted(last, text));
    last.begun = text;
  }

  /** Stops following. */
  forget(): void {
    this.last = undefined;
  }

  /** Code points that a text has beyond what was typed and what the editor's list inserted. */
  private inserted({ begun, foreign }: Shown, text: string): number {
    return [...text.slice(Math.max(text.startsWith(begun) ? begun.length : 0, foreign))].length;
  }

  private acceptance(shown: Shown, characters: number): void {
    this.count(shown.language, { accepted: shown.isAccepted ? 0 : 1, acceptances: 1, characters });
    shown.isAccepted = true;
  }
}

function isSame({ uri, place, before, texts }: Shown, answer: Answer): boolean {
  return uri === answer.uri && place.line === answer.line && before === answer.before && texts.some((text) => answer.texts.includes(text));
}
