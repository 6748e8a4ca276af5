// The document while a text is typed into it: what it holds left of the cursor is the text, what it holds right of it are
// the closers that the editor has inserted. Tells the predictor of every change.
import type { Position } from '../prediction/lineText';
import type { OpenedText, Predictor } from './predictor';
import type { Step, TypedText } from './typedText';

export class TypedDocument {
  /** Openers that were inserted without their closers. */
  readonly bare = new Set<number>();
  /** The typist's clock: when the last key came. */
  private keyMs = 0;

  private constructor(
    private readonly predictor: Predictor,
    private readonly typed: TypedText,
    public at: number,
  ) {}

  /** Opens the text up to a place, with nobody having accepted anything before. */
  static async open(predictor: Predictor, { name, languageId }: Omit<OpenedText, 'text'>, typed: TypedText, at: number): Promise<TypedDocument> {
    await predictor.open({ name, languageId, text: typed.text.slice(0, at) + typed.after(at) });
    return new TypedDocument(predictor, typed, at);
  }

  get position(): Position {
    return this.typed.position(this.at);
  }

  get text(): string {
    return this.typed.text.slice(0, this.at) + this.typed.after(this.at, this.bare);
  }

  /** The next key. @param afterMs since the key before. */
  type(afterMs: number): Step {
    this.keyMs += afterMs;
    const step = this.typed.step(this.at, this.bare);
    this.move(step.to);
    return step;
  }

  /** Inserts the next characters as they stand: no editor closes what is inserted so. */
  insert(length: number): void {
    const to = this.at + length;
    const before = this.typed.after(this.at, this.bare);
    for (const open of this.typed.openersWithin(this.at, to)) this.bare.add(open);
    this.move(to, before);
  }

  /** Goes to a place further on as if everything up to there were typed. */
  move(to: number, before = this.typed.after(this.at, this.bare)): void {
    const after = this.typed.text.slice(this.at, to) + this.typed.after(to, this.bare);
    const start = commonStart(before, after);
    const end = commonStart(reversed(before.slice(start)), reversed(after.slice(start)));
    if (start + end < Math.max(before.length, after.length)) {
      const range = { start: this.behind(before.slice(0, start)), end: this.behind(before.slice(0, before.length - end)) };
      this.predictor.edit(range, after.slice(start, after.length - end), this.keyMs);
    }
    this.at = to;
  }

  /** The position behind some of the text right of the cursor. */
  private behind(text: string): Position {
    const { line, character } = this.position;
    const lines = text.split('\n');
    return { line: line + lines.length - 1, character: lines.at(-1)!.length + (lines.length === 1 ? character : 0) };
  }
}

/** UTF-16 units that two texts begin with in common. */
function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length++;
  return length;
}

function reversed(text: string): string {
  return text.split('').reverse().join('');
}
