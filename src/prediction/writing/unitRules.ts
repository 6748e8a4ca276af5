// Rules of a unit of text (a sentence of prose, a line of code): which pieces may follow within it, and where it ends.
// Rules know nothing of the network but two probabilities; the sampler asks them for every piece that it might draw.

/** A unit at some point while it is written. */
export interface UnitText {
  /** Text from the start of the unit, with the part that stands before the cursor. */
  readonly text: string;
  /** Length of the part of `text` that is not written by the network. */
  readonly given: number;
  /** Tokens that spell the run of word characters at the end; 0 if there is no such run. */
  readonly runTokens: number;
  /** Probability that the word at the end is whole: no further letter follows. */
  readonly wordEnd: number;
  /** Probability that white space or a line end follows. */
  readonly blank: number;
}

export interface UnitRules {
  /** Whether words take many tokens, each of them less probable, as in Hangul. */
  readonly isOpenScript: boolean;
  /** Whether a token's text may occur at all; asked once for each token. */
  allowsToken(text: string): boolean;
  /** Whether a token may begin a word though it is no whole word by itself: some word of the document begins so. */
  allowsStart(start: string): boolean;
  /** Whether a piece may stand behind a unit. @param logProbability of the piece, in nats. */
  allows(unit: UnitText, piece: string, logProbability: number): boolean;
  /** Whether the unit ends here. */
  isComplete(unit: UnitText): boolean;
  /** Whether a complete unit may be used. */
  accepts(text: string): boolean;
}
