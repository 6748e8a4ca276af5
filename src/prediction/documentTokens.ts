// A whole text as tokens: the start token, then line by line, a line-end token between lines. Training, evaluation
// and the editor read text in this one way.
import type { Tokenizer } from './languageModel';

/** Lines of a text with LF line ends; joined by "\n" they are the text again. */
export function linesOf(text: string): string[] {
  return text.split('\n');
}

/** Tokens of a document, the start token first. @param text with LF line ends. */
export function documentTokens(tokenizer: Tokenizer, text: string): Uint16Array {
  const tokens: number[] = [tokenizer.startToken];
  linesOf(text).forEach((line, i) => {
    if (i > 0) tokens.push(tokenizer.lineEndToken);
    for (const token of tokenizer.encodeLine(line)) tokens.push(token);
  });
  return new Uint16Array(tokens);
}
