// From which known state the reading should go on to reach a place in the document: the nearest one before it that
// follows from the whole text above, or, where that is too far, the nearest that will do.
import type { CursorMarks } from './cursorMarks';
import type { Distribution } from './distribution';
import type { ReadPosition } from './trackedLine';
import type { TrackedLines } from './trackedLines';

/** Tokens that are read for one suggestion at most. A vanilla RNN has forgotten what stands further up. */
export const WINDOW_TOKENS = 256;

export interface KnownState extends ReadPosition {
  readonly state: Float32Array;
  /** What the state predicts, if remembered. */
  readonly distribution?: Distribution;
  /** True if the state does not follow from all of the text above it. */
  readonly approximate: boolean;
  /** True if the start token has to be read first: nothing above was read. */
  readonly unopened?: boolean;
}

/** The nearest exact state at or before a place; there always is one, because the document begins with one. */
export function exactStateBefore(lines: TrackedLines, marks: CursorMarks, target: ReadPosition): KnownState {
  for (let line = target.line; ; line--) {
    const offset = line === target.line ? target.offset : Infinity;
    const found = exactOnLine(lines, marks, line, offset, offset);
    if (found) return found;
  }
}

/**
 * Where to begin reading for the distribution at `target` (offset at least 1): at most about a window before it.
 * A checkpoint at the very place will not do, because it remembers no distribution.
 */
export function stateForSuggestion(lines: TrackedLines, marks: CursorMarks, target: ReadPosition): KnownState {
  let distance = 0;
  let substitute: KnownState | undefined;
  for (let line = target.line; ; line--) {
    const end = line === target.line ? target.offset : lines.inputCount(line);
    const last = line === target.line ? end - 1 : end;
    const near = (state: KnownState | undefined) => (state && distance + end - state.offset <= WINDOW_TOKENS ? state : undefined);
    const exact = near(exactOnLine(lines, marks, line, end, last));
    if (exact) return exact;
    substitute ??= near(approximateOnLine(lines, marks, line, end, last));
    distance += end;
    if (distance >= WINDOW_TOKENS) {
      return substitute ?? { line, offset: distance - WINDOW_TOKENS, state: lines.zeroState, approximate: true, unopened: true };
    }
  }
}

/**
 * A state from which the start of a line is near, and the inputs that lead there. It may come from before an edit further
 * up, or from a window above where nothing was read.
 */
export function nearbyState(lines: TrackedLines, target: number): { readonly state: Float32Array; readonly inputs: readonly number[] } {
  let distance = 0;
  for (let line = target; ; line--) {
    const end = line === target ? 0 : lines.inputCount(line);
    const checkpoint = lines.at(line).latestCheckpoint(end) ?? (line === 0 ? { offset: 0, state: lines.zeroState } : undefined);
    const count = checkpoint && distance + end - checkpoint.offset;
    if (checkpoint && count !== undefined && count <= WINDOW_TOKENS) return { state: checkpoint.state, inputs: lines.inputs({ line, offset: checkpoint.offset }, count) };
    distance += end;
    if (distance >= WINDOW_TOKENS) {
      return { state: lines.zeroState, inputs: [lines.tokenizer.startToken, ...lines.inputs({ line, offset: distance - WINDOW_TOKENS }, WINDOW_TOKENS)] };
    }
  }
}

function exactOnLine(lines: TrackedLines, marks: CursorMarks, line: number, markOffset: number, checkpointOffset: number): KnownState | undefined {
  const mark = marks.latest(line, markOffset, false);
  const checkpoint = lines.confirmedCheckpoint(line, checkpointOffset);
  if (mark && (!checkpoint || mark.offset >= checkpoint.offset)) return { ...mark, state: mark.distribution.state };
  return checkpoint && { line, offset: checkpoint.offset, state: checkpoint.state, approximate: false };
}

function approximateOnLine(lines: TrackedLines, marks: CursorMarks, line: number, markOffset: number, checkpointOffset: number): KnownState | undefined {
  const mark = marks.latest(line, markOffset, true);
  // Remembered from before an edit further up: the network had read all that stood there.
  const checkpoint = lines.at(line).latestCheckpoint(checkpointOffset);
  if (mark && (!checkpoint || mark.offset >= checkpoint.offset)) return { ...mark, state: mark.distribution.state };
  return checkpoint && { line, offset: checkpoint.offset, state: checkpoint.state, approximate: true };
}
