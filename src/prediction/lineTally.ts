// What one scored line adds to the document's figures, and which word each token's nats belong to: the word in which
// its first non-space byte lies; pure white space to the word after it; what follows the last word to the line end.
import type { Tokenizer } from './languageModel';
import { codePoints, tokenLengths, utf8Length } from './tokenBytes';
import type { WordSpan } from './words';

/** A line whose every token has been scored. */
export interface ScoredLine {
  readonly text: string;
  /** (n) without the line end. */
  readonly tokens: Uint16Array;
  /** (n + 1): of every token, then of the line end. */
  readonly nats: Float32Array;
}

export interface LineTally {
  readonly words: number;
  /** (words): nats of every word. */
  readonly natsOfWords: Float32Array;
  readonly tokens: number;
  /** Unicode code points without the line end. */
  readonly characters: number;
  /** UTF-8 bytes without the line end. */
  readonly bytes: number;
  /** Nats of tokens that belong to words. */
  readonly wordNats: number;
  /** Nats of blanks after the last word. */
  readonly trailingNats: number;
  readonly lineEndNats: number;
}

/** @param words of the line, in order. */
export function tallyLine(line: ScoredLine, words: readonly WordSpan[], tokenizer: Tokenizer): LineTally {
  const bytes = utf8Length(line.text);
  const nats = natsByWord(line, words, tokenizer, bytes === line.text.length);
  const natsOfWords = new Float32Array(nats.subarray(0, words.length));
  let wordNats = 0;
  for (let word = 0; word < natsOfWords.length; word++) wordNats += natsOfWords[word];
  return {
    words: words.length,
    natsOfWords,
    tokens: line.tokens.length,
    characters: codePoints(line.text),
    bytes,
    wordNats,
    trailingNats: nats[words.length],
    lineEndNats: line.nats[line.tokens.length],
  };
}

/** (words + 1): nats of every word, then of the blanks after the last one. @param isAscii columns are bytes. */
function natsByWord({ text, tokens, nats }: ScoredLine, words: readonly WordSpan[], tokenizer: Tokenizer, isAscii: boolean): Float64Array {
  const length = tokenLengths(tokenizer);
  const sums = new Float64Array(words.length + 1);
  let word = 0;
  let column = 0;
  let wordEnd = 0; // in bytes
  let start = 0; // of the token, in bytes
  const next = () => {
    wordEnd += isAscii ? words[word].end - column : utf8Length(text, column, words[word].end);
    column = words[word].end;
  };
  if (words.length > 0) next();
  for (let i = 0; i < tokens.length; i++) {
    // The first word that ends after the token's first byte: the token begins inside it or in the blanks before it.
    while (word < words.length && wordEnd <= start) if (++word < words.length) next();
    sums[word] += nats[i];
    start += length[tokens[i]];
  }
  return sums;
}
