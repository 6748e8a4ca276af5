// What of an open document is remembered beside itself: its beginning, with secrets masked.
import { documentTokens } from '../prediction/documentTokens';
import { withoutBrokenLines } from '../prediction/invisibleCharacters';
import type { Tokenizer } from '../prediction/languageModel';
import type { LineText } from '../prediction/lineText';
import { maskSecrets } from '../prediction/privacy/secrets';

/** One text takes no more of the room than this. */
const MOST_CHARACTERS = 60_000;

/** Tokens of whole lines, from the start token on. */
export function rememberedTokens(text: LineText, tokenizer: Tokenizer): Uint16Array {
  return documentTokens(tokenizer, withoutBrokenLines(maskSecrets(beginningOf(text))));
}

/** No line is cut: half a secret looks like none. */
function beginningOf(text: LineText): string {
  const lines: string[] = [];
  let characters = 0;
  for (let index = 0; index < text.lineCount; index++) {
    const line = text.line(index);
    characters += line.length + 1;
    if (characters > MOST_CHARACTERS) break;
    lines.push(line);
  }
  return lines.join('\n');
}
