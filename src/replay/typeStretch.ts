// One pass over a stretch of a text: key by key, with a request after each, and whatever is worth it is accepted. In the
// timed pass only what is seen counts: a suggestion is on the screen if no key comes within 110 ms and the time of its answer.
import type { Position } from '../prediction/lineText';
import { codePoints } from '../prediction/tokenBytes';
import { readingDueMs } from '../server/scheduler';
import { acceptance, type Acceptance, type AcceptKeys } from './acceptance';
import { isHangul } from './hangulKeys';
import type { Predictor, SelectedEntry } from './predictor';
import { TypedDocument } from './typedDocument';
import type { TypedText } from './typedText';

/** Where no pace is kept, keys come at leisure. */
const LEISURELY_MS = 1000;
/** What the editor takes to draw an answer, and a person to see that it is there. */
const SEEN_MS = 110;

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Pace {
  /** Milliseconds until the key that follows at a place. */
  gapMs(at: number): number;
  /** Whether only what is seen between two keys counts. */
  readonly isTimed: boolean;
}

export interface Typing {
  keys: number;
  shown: number;
  accepted: number;
  acceptedCharacters: number;
  latenciesMs: number[];
  cpuMs: number;
}

/** The entry that the editor's own list has selected at a place of a document; undefined where the list is closed. */
export type ListEntry = (document: string, position: Position) => SelectedEntry | undefined;

/** Measures work of the predictor. */
export interface Meter {
  nowMs(): number;
  /** CPU time of this process. */
  cpuMs(): number;
}

export const processMeter: Meter = {
  nowMs: () => performance.now(),
  cpuMs: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};

const TAB_OR_WORD: AcceptKeys = { whole: 1, word: 1 };
/** With the list open Tab takes its entry; what goes beyond it stays ghost text and wants a second one. */
const BESIDE_LIST: AcceptKeys = { whole: 2, word: 1 };

/** Types a stretch. @param listEntry of a list that is always open. */
export async function typeStretch(predictor: Predictor, name: string, typed: TypedText, stretch: Stretch, pace: Pace, listEntry?: ListEntry, meter = processMeter): Promise<Typing> {
  const document = await TypedDocument.open(predictor, { name, languageId: typed.languageId }, typed, stretch.from);
  return new TypingPass(predictor, typed, document, pace, listEntry, meter).type(stretch.to);
}

class TypingPass {
  private readonly typing: Typing = { keys: 0, shown: 0, accepted: 0, acceptedCharacters: 0, latenciesMs: [], cpuMs: 0 };
  /** The suggestion on the screen: what the line would be with it. */
  private onScreen: { readonly line: string; isAccepted: boolean } | undefined;
  /** When the last key came, and the first one whose change was not read in the background. */
  private keyMs = 0;
  private unreadSinceMs: number | undefined;

  constructor(
    private readonly predictor: Predictor,
    private readonly typed: TypedText,
    private readonly document: TypedDocument,
    private readonly pace: Pace,
    private readonly listEntry: ListEntry | undefined,
    private readonly meter: Meter,
  ) {}

  async type(to: number): Promise<Typing> {
    const { document, typing, typed, pace } = this;
    while (document.at < to) {
      const begunMs = this.meter.nowMs();
      this.keyMs += pace.gapMs(document.at);
      await this.measured(() => (typing.keys += document.type(this.gapMs).keys));
      // While a syllable is composed nothing is shown, and the next key may still make another one of it.
      if (!isHangul(typed.text[document.at - 1]) && document.at < to) await this.acceptAll(begunMs, to);
      await this.rest();
    }
    return typing;
  }

  /** The predictor reads in the background when it would in an editor: once the keys rest, or have come for a while. */
  private async rest(): Promise<void> {
    this.unreadSinceMs ??= this.keyMs;
    if (this.keyMs + this.pace.gapMs(this.document.at) <= readingDueMs(this.unreadSinceMs, this.keyMs)) return;
    this.unreadSinceMs = undefined;
    await this.measured(() => this.predictor.rest());
  }

  /** Accepts as long as something is worth it. @param changedMs when the document changed. */
  private async acceptAll(changedMs: number, to: number): Promise<void> {
    for (let sinceMs = changedMs; this.document.at < to; ) {
      const taken = await this.ask(sinceMs);
      if (!taken) return;
      sinceMs = this.meter.nowMs();
      await this.measured(() => this.document.insert(taken.length));
    }
  }

  /** Asks once. @returns what is accepted of the answer. */
  private async ask(changedMs: number): Promise<Acceptance | undefined> {
    const { document, typed, typing, pace } = this;
    const selected = this.listEntry?.(document.text, document.position);
    const { text: ghost, waitedMs } = await this.measured(() => this.predictor.ghostText(document.position, selected, this.gapMs));
    const answeredMs = this.meter.nowMs() - changedMs;
    typing.latenciesMs.push(answeredMs);
    this.show(ghost);
    if (!this.onScreen || (pace.isTimed && pace.gapMs(document.at) <= SEEN_MS + answeredMs + waitedMs)) return undefined;
    const taken = acceptance(typed, document.at, ghost, selected ? BESIDE_LIST : TAB_OR_WORD, document.bare);
    if (!taken) return undefined;
    if (!this.onScreen.isAccepted) typing.accepted++;
    this.onScreen.isAccepted = true;
    typing.keys += taken.keys;
    typing.acceptedCharacters += codePoints(typed.text.slice(document.at, document.at + taken.length));
    return taken;
  }

  /** Milliseconds between the last key and the next one. */
  private get gapMs(): number {
    return this.pace.isTimed ? this.pace.gapMs(this.document.at) : LEISURELY_MS;
  }

  /** What stays valid while it is typed along is one suggestion. */
  private show(ghost: string): void {
    const line = `${this.document.position.line}:${this.line()}${ghost}`;
    if (ghost === '') this.onScreen = undefined;
    else if (this.onScreen?.line !== line) {
      this.typing.shown++;
      this.onScreen = { line, isAccepted: false };
    }
  }

  /** The line up to the cursor. */
  private line(): string {
    const { at, position } = this.document;
    return this.typed.text.slice(at - position.character, at);
  }

  private async measured<T>(work: () => T | Promise<T>): Promise<T> {
    const beforeMs = this.meter.cpuMs();
    try {
      return await work();
    } finally {
      this.typing.cpuMs += this.meter.cpuMs() - beforeMs;
    }
  }
}
