// Long documents cut into pieces, so that no stream is busy with one text for a whole run. Where each piece lies is
// remembered; its tokens are read when somebody takes it.
import type { TokenDocuments } from './tokenDocuments';

/**
 * Every piece opens with the start token of its document; together they hold all tokens once. Reads the documents once.
 * @param longest tokens of a piece at most, the start token apart.
 * @param lineEnd behind the last one of a piece it is cut, for no document begins in the middle of a line; without it, or
 * where a piece has none, behind its longest.
 */
export function cutDocuments(documents: TokenDocuments, longest: number, lineEnd?: number): TokenDocuments {
  const pieces = new Pieces(documents);
  let number = 0;
  for (const document of documents) {
    for (let from = 1; from < document.length; ) {
      const to = pieceEnd(document, from, longest, lineEnd);
      pieces.add(number, from, to);
      from = to;
    }
    number++;
  }
  return pieces;
}

class Pieces implements TokenDocuments {
  /** Of each piece: its document, and where it begins and ends there. */
  private readonly places: number[] = [];

  constructor(private readonly documents: TokenDocuments) {}

  add(document: number, from: number, to: number): void {
    this.places.push(document, from, to);
  }

  get length(): number {
    return this.places.length / 3;
  }

  at(number: number): Uint16Array | undefined {
    if (!(3 * number in this.places)) return undefined;
    const [document, from, to] = this.places.slice(3 * number, 3 * number + 3);
    return opened(this.tokensOf(document, 0, 1), this.tokensOf(document, from, to));
  }

  *[Symbol.iterator](): Iterator<Uint16Array> {
    for (let number = 0; number < this.length; number++) yield this.at(number)!;
  }

  private tokensOf(document: number, from: number, to: number): Uint16Array {
    return this.documents.part?.(document, from, to) ?? this.documents.at(document)!.subarray(from, to);
  }
}

function opened(start: Uint16Array, tokens: Uint16Array): Uint16Array {
  const piece = new Uint16Array(1 + tokens.length);
  piece.set(start);
  piece.set(tokens, 1);
  return piece;
}

function pieceEnd(document: Uint16Array, from: number, longest: number, lineEnd: number | undefined): number {
  const farthest = from + longest;
  if (farthest >= document.length) return document.length;
  const last = lineEnd === undefined ? -1 : document.lastIndexOf(lineEnd, farthest - 1);
  return last >= from ? last + 1 : farthest;
}
