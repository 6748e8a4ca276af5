// A text as keys: which key comes next at a place, what it costs, and what the document holds right of the cursor then.
//   - one key per character (code point); Enter also yields the indentation of the nearest line above that is not blank, as
//     far as the next line has it; going back to less costs nothing
//   - a closer that the editor inserted (closingPairs.ts) costs nothing: it stands in the document from its opener on and is
//     passed where the text has it; where it stands on a line of its own, the key of the line end goes there
//   - a syllable of Hangul costs its keys on the two-set layout and is typed as one
import { closingPairs, type ClosingPair } from './closingPairs';
import type { Position } from '../prediction/lineText';
import { hangulKeys, isHangul } from './hangulKeys';

export interface Step {
  /** Where the cursor stands afterwards. */
  readonly to: number;
  readonly keys: number;
}

export class TypedText {
  /** Where each line begins. */
  readonly lineStarts: readonly number[];
  /** Keys of what a step types, at the place where it begins: without prediction. */
  private readonly keys: Uint8Array;
  /** In the order of their openers; each lies within another one or beside it. */
  private readonly pairs: readonly ClosingPair[];
  private readonly openers: readonly number[];
  /** Number of the pair around each; -1 where there is none. */
  private readonly outer: readonly number[];
  private readonly byCloser: ReadonlyMap<number, ClosingPair>;

  /** @param text with LF line ends. @param languageId the editor's. */
  constructor(
    readonly text: string,
    readonly languageId: string,
  ) {
    this.pairs = closingPairs(text, languageId);
    this.openers = this.pairs.map(({ open }) => open);
    this.outer = outerPairs(this.pairs);
    this.byCloser = new Map(this.pairs.map((pair) => [pair.close, pair]));
    this.keys = new Uint8Array(text.length);
    this.lineStarts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
    for (let at = this.lineStart(0); at < text.length; ) {
      const step = this.step(at);
      this.keys[at] = step.keys;
      at = step.to;
    }
  }

  /** Where somebody stands who begins to type the line that begins at `start`. */
  entry(start: number): number {
    return start === 0 ? this.lineStart(0) : this.step(start - 1).to;
  }

  /** Behind the indentation that Enter yields. */
  private lineStart(start: number): number {
    let above = '';
    for (let end = start - 1; end >= 0 && above.trim() === ''; end -= above.length + 1) above = this.text.slice(this.text.lastIndexOf('\n', end - 1) + 1, end);
    const [indentation] = /^[ \t]*/.exec(above)!;
    let at = start;
    while (at - start < indentation.length && this.text[at] === indentation[at - start]) at++;
    return at;
  }

  /** The next key. @param bare openers that were inserted without their closers. */
  step(at: number, bare: ReadonlySet<number> = NONE): Step {
    const closed = this.byCloser.get(at);
    if (closed && !bare.has(closed.open)) return { to: at + 1, keys: 0 };
    if (this.text[at] === '\n') {
      const below = this.pending(at, bare)[0];
      return { to: below?.ownLine && at === this.lineEndBefore(below) ? below.close : this.lineStart(at + 1), keys: 1 };
    }
    const character = String.fromCodePoint(this.text.codePointAt(at)!);
    return { to: at + character.length, keys: isHangul(character) ? hangulKeys(character) : 1 };
  }

  /** What stands right of a cursor: closers that the editor inserted, the innermost first. */
  after(at: number, bare: ReadonlySet<number> = NONE): string {
    return this.pending(at, bare).map((pair) => {
      const lineEnd = this.lineEndBefore(pair);
      const below = pair.ownLine && at > pair.open + 1 && at <= lineEnd;
      return this.text.slice(below ? lineEnd : pair.close, pair.close + 1);
    }).join('');
  }

  /** Where the innermost closer that stands right of the cursor comes in the text; its length if there is none. */
  nextCloser(at: number, bare: ReadonlySet<number> = NONE): number {
    return this.pending(at, bare)[0]?.close ?? this.text.length;
  }

  /** Openers in a part of the text. */
  openersWithin(from: number, to: number): number[] {
    return this.openers.slice(lastBelow(this.openers, from) + 1, lastBelow(this.openers, to) + 1);
  }

  /** Keys without prediction. */
  keysBetween(from: number, to: number): number {
    return this.keys.subarray(from, to).reduce((sum, keys) => sum + keys, 0);
  }

  /** The part of them that is leading white space, which counts as typed whoever inserts it. */
  leadingKeysBetween(from: number, to: number): number {
    const lineStart = this.text.lastIndexOf('\n', from - 1) + 1;
    const [blanks] = /^[ \t]*/.exec(this.text.slice(lineStart))!;
    return this.keysBetween(from, Math.max(from, Math.min(to, lineStart + blanks.length)));
  }

  position(at: number): Position {
    const line = lastBelow(this.lineStarts, at + 1);
    return { line, character: at - this.lineStarts[line] };
  }

  /** The innermost first. */
  private pending(at: number, bare: ReadonlySet<number>): ClosingPair[] {
    const around: ClosingPair[] = [];
    for (let i = lastBelow(this.openers, at); i >= 0; i = this.outer[i]) {
      if (at <= this.pairs[i].close && !bare.has(this.pairs[i].open)) around.push(this.pairs[i]);
    }
    return around;
  }

  private lineEndBefore({ close }: ClosingPair): number {
    return this.text.lastIndexOf('\n', close);
  }
}

const NONE: ReadonlySet<number> = new Set();

function outerPairs(pairs: readonly ClosingPair[]): number[] {
  const around: number[] = [];
  return pairs.map(({ open }, i) => {
    while (around.length > 0 && pairs[around.at(-1)!].close < open) around.pop();
    const outer = around.at(-1) ?? -1;
    around.push(i);
    return outer;
  });
}

/** The last of rising numbers that is below a limit; -1 if none is. */
function lastBelow(numbers: readonly number[], limit: number): number {
  let [low, high] = [-1, numbers.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < limit) low = middle;
    else high = middle;
  }
  return low;
}
