// The piece of a line that a suggestion replaces, followed through the changes of its document: from the suggestion's
// start to where the cursor was. Pure.

/** One change, as editors tell it: columns are those before it, in UTF-16 units. */
export interface TextChange {
  readonly startLine: number;
  readonly startCharacter: number;
  readonly endLine: number;
  readonly endCharacter: number;
  readonly text: string;
}

export interface FollowedPlace {
  readonly line: number;
  readonly start: number;
  /** What stands there; undefined once a change went beyond its ends. */
  readonly typed: string | undefined;
}

/** The place after a change. */
export function followed(place: FollowedPlace, change: TextChange): FollowedPlace {
  const { line, start, typed } = place;
  const { startLine, startCharacter, endLine, endCharacter, text } = change;
  if (startLine > line) return place;
  const lineEnds = text.split('\n').length - 1;
  if (endLine < line) return { ...place, line: line + lineEnds - (endLine - startLine) };
  const isWithin = startLine === line && endLine === line && lineEnds === 0 && startCharacter >= start && endCharacter <= start + (typed?.length ?? 0);
  if (typed === undefined || !isWithin) return { ...place, typed: undefined };
  return { ...place, typed: typed.slice(0, startCharacter - start) + text + typed.slice(endCharacter - start) };
}
