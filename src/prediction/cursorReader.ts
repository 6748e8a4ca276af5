// The distribution at a place in a document, for a suggestion there: reads from the nearest known state and remembers
// states on the way, closer together towards the cursor, so that going back costs little too.
import type { CursorMark, CursorMarks } from './cursorMarks';
import { lastDistribution } from './distribution';
import { stateForSuggestion, type KnownState } from './knownState';
import type { NetworkOutput } from './languageModel';
import { RUN_TOKENS, type NetworkRuns } from './networkRuns';
import type { ReadPosition } from './trackedLine';
import type { TrackedLines } from './trackedLines';

/** Up to here one run is quicker than two. */
const SHORT_RUN_TOKENS = 4;

export class CursorReader {
  constructor(
    private readonly lines: TrackedLines,
    private readonly marks: CursorMarks,
    private readonly runs: NetworkRuns,
  ) {}

  /** What follows the first `offset` inputs of a line, at least one; undefined if the document changed meanwhile. */
  async at(target: ReadPosition): Promise<CursorMark | undefined> {
    const known = stateForSuggestion(this.lines, this.marks, target);
    const { approximate } = known;
    const { version } = this.runs;
    let mark = known.distribution && { line: known.line, offset: known.offset, distribution: known.distribution, approximate };
    let from = known;
    for (let left = this.inputsBetween(known, target); left > 0; ) {
      const count = left <= SHORT_RUN_TOKENS ? left : Math.min(RUN_TOKENS, Math.ceil(left / 2));
      const output = await this.read(from, count);
      if (version !== this.runs.version) return undefined;
      mark = { ...this.lines.stepped(from, count), distribution: lastDistribution(output, this.runs.model.vocabularySize), approximate };
      this.marks.add(mark);
      from = { ...mark, state: output.state };
      left -= count;
    }
    return mark;
  }

  private read(from: KnownState, count: number): Promise<NetworkOutput> {
    const inputs = this.lines.inputs(from, count);
    return this.runs.run(from.unopened ? [this.lines.tokenizer.startToken, ...inputs] : inputs, from.state, 'last');
  }

  private inputsBetween(from: ReadPosition, to: ReadPosition): number {
    let count = to.offset - from.offset;
    for (let line = from.line; line < to.line; line++) count += this.lines.inputCount(line);
    return count;
  }
}
