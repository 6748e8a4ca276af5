// How fast somebody types: the gaps between keys, in a coarse histogram from which no text can be read. Pure.

/** Milliseconds of a bin. */
const BIN_MS = 20;
export const BINS = 50;
/** Fewer gaps say little of a person. */
export const FEWEST_GAPS = 200;
/** The median that is assumed as long as too little is measured: that of the replays by which Elman itself is measured. */
export const ASSUMED_GAP_MS = 180;

/** The bin of a gap; undefined for one that was a pause. */
export function binOf(gapMs: number): number | undefined {
  const bin = Math.floor(gapMs / BIN_MS);
  return bin >= 0 && bin < BINS ? bin : undefined;
}

export interface TypingPace {
  readonly gapMs: number;
  /** Gaps that were measured. */
  readonly measured: number;
  /** False: too few were, and the gap is the assumed one. */
  readonly isMeasured: boolean;
}

/** The median of a histogram, even within its bin. */
export function typingPace(gaps: readonly number[]): TypingPace {
  const measured = gaps.reduce((sum, count) => sum + count, 0);
  if (measured < FEWEST_GAPS) return { gapMs: ASSUMED_GAP_MS, measured, isMeasured: false };
  let below = 0;
  let bin = 0;
  while (below + gaps[bin] < measured / 2) below += gaps[bin++];
  return { gapMs: BIN_MS * (bin + (measured / 2 - below) / gaps[bin]), measured, isMeasured: true };
}
