// Texts as tokens, wherever they are kept: an array of token arrays is one such list, a `TokenStore` on disk another.
// Nobody who reads them asks for all of them at once.

/** Documents in a fixed order, each from its start token on; what it gives is not to be changed. */
export interface TokenDocuments extends Iterable<Uint16Array> {
  /** How many there are. */
  readonly length: number;
  /** The tokens of one document, undefined if there is none of that number. */
  at(number: number): Uint16Array | undefined;
  /** Tokens `from` to `to` (exclusive) of a document, for lists where that is cheaper than the whole of it. */
  part?(number: number, from: number, to: number): Uint16Array;
}

/** Tokens that are to be predicted: all but the start tokens. */
export function countTokens(documents: Iterable<Uint16Array>): number {
  let tokens = 0;
  for (const document of documents) tokens += document.length - 1;
  return tokens;
}
