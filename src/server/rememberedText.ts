// What of an open document is remembered beside itself: its beginning, with secrets masked; nothing of what no person wrote.
import { documentTokens } from '../prediction/documentTokens';
import { withoutBrokenLines } from '../prediction/invisibleCharacters';
import type { Tokenizer } from '../prediction/languageModel';
import type { LineText } from '../prediction/lineText';
import { maskSecrets } from '../prediction/privacy/secrets';
import { isLearnableText, LARGEST_FILE_BYTES } from '../privacy/learnableText';

/** One text takes no more of the room than this. */
const MOST_CHARACTERS = 60_000;

/**
 * Tokens of whole lines, from the start token on; none but that of a text that a training would leave alone.
 * @param path names the language; of an untitled document it may be anything.
 */
export function rememberedTokens(text: LineText, tokenizer: Tokenizer, path: string): Uint16Array {
  const isLearnable = text.length <= LARGEST_FILE_BYTES && isLearnableText(text.toString(), path);
  return isLearnable ? documentTokens(tokenizer, withoutBrokenLines(maskSecrets(beginningOf(text)))) : Uint16Array.of(tokenizer.startToken);
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
