// Lines of a document that hold secrets. A line may do so by itself or because of the lines above it (linesWithSecrets), so the
// text around the line at hand is looked at as a whole whenever another line is at hand. The line at hand changes with every key:
// of a long one only the part that changed is looked at again.
import type { TrackedLine } from '../trackedLine';
import type { TrackedLines } from '../trackedLines';
import { linesWithSecrets, maskSecrets } from './secrets';

/** Characters around the line at hand that are looked at as a whole: what the memory takes in, and a private key more. */
const CHARACTERS_ABOVE = 80_000;
const CHARACTERS_BELOW = 16_000;
/** Longer lines are not looked at as a whole with every key. */
const LONG_LINE = 4_000;
/** Characters on either side of a change that are looked at: more than a secret with its name has. */
const AROUND_CHANGE = 1_000;

export class SecretLines {
  /** Lines around the one at hand that hold secrets. */
  private around: ReadonlySet<TrackedLine> = new Set();
  private readonly byItself = new WeakMap<TrackedLine, boolean>();
  /** A long line at hand as it was looked at last. */
  private long: { readonly line: number; readonly text: string; readonly holds: boolean } | undefined;

  constructor(private readonly lines: TrackedLines) {}

  /** Looks at the text around a line, which is at hand from now on. */
  lookAround(line: number): void {
    this.long = undefined;
    const first = this.farthest(line, -1, CHARACTERS_ABOVE);
    const last = this.farthest(line, 1, CHARACTERS_BELOW);
    const lines = Array.from({ length: last - first + 1 }, (_, i) => this.lines.at(first + i));
    const holds = linesWithSecrets(lines.map(({ text }) => text));
    this.around = new Set(lines.filter((_, i) => holds[i]));
  }

  /** Whether a line holds a secret, as far as is known from the last look. */
  holds(line: TrackedLine): boolean {
    if (this.around.has(line)) return true;
    let holds = this.byItself.get(line);
    if (holds === undefined) this.byItself.set(line, (holds = maskSecrets(line.text) !== line.text));
    return holds;
  }

  /** Whether the line at hand holds a secret. A long line that held one counts as holding it until another line is at hand. */
  atHandHolds(line: number): boolean {
    const { text } = this.lines.at(line);
    if (text.length < LONG_LINE) return this.holds(this.lines.at(line));
    if (this.long?.line !== line) this.long = { line, text, holds: maskSecrets(text) !== text };
    else if (this.long.text !== text) this.long = { line, text, holds: this.long.holds || holdsSecretNearChange(this.long.text, text) };
    return this.long.holds;
  }

  /** The line up to which so many characters stand, in one direction. */
  private farthest(line: number, direction: 1 | -1, most: number): number {
    let characters = 0;
    let at = line;
    while (at + direction >= 0 && at + direction < this.lines.count && characters < most) {
      at += direction;
      characters += this.lines.at(at).text.length + 1;
    }
    return at;
  }
}

function holdsSecretNearChange(before: string, after: string): boolean {
  const most = Math.min(before.length, after.length);
  let begin = 0;
  while (begin < most && before[begin] === after[begin]) begin++;
  let end = 0;
  while (end < most - begin && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const changed = after.slice(Math.max(0, begin - AROUND_CHANGE), after.length - end + AROUND_CHANGE);
  return maskSecrets(changed) !== changed;
}
