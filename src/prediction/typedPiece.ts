// Where the reading of a line stops when somebody types at its end: before the last piece that typing on can still
// change. All pieces before it are pieces of the line whatever follows (see pretokens.ts).
import { lastBorder } from './pieceBorders';
import { pretokens } from './pretokens';

/** One of each kind of character that may join the piece before it. */
const PROBES = ['a', '0', ' ', '\t'];

export interface TypedPiece {
  /** Column at which `typed` begins; everything before it stands. */
  readonly start: number;
  /** The last piece, if typing on can change it: an unfinished word, digits, blanks. Else empty. */
  readonly typed: string;
}

/** Cuts the text of a line before the cursor. Typing on merges words with letters and the last blank with what follows. */
export function typedPiece(before: string): TypedPiece {
  const border = lastBorder(before, before.length);
  const piece = pretokens(before.slice(border)).at(-1) ?? '';
  return canGrow(piece) ? { start: before.length - piece.length, typed: piece } : { start: before.length, typed: '' };
}

function canGrow(piece: string): boolean {
  return piece !== '' && PROBES.some((probe) => pretokens(piece + probe)[0] !== piece);
}
