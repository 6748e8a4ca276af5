// The network's view at the end of a text, as the editor has it once it has read the whole document.
import type { LanguageModel, Tokenizer } from '../prediction/languageModel';
import { DocumentTrack, type CursorDistribution } from '../prediction/documentTrack';

/** Tokens per slice; the number is of no account here, for nobody waits in between. */
const SLICE = 4096;

/** @param text with any line ends. */
export async function readToEnd(model: LanguageModel, tokenizer: Tokenizer, text: string): Promise<CursorDistribution> {
  const track = new DocumentTrack(model, tokenizer, text);
  // The whole text, not the window before the cursor that an editor in a hurry makes do with.
  while (await track.advance(SLICE));
  const found = await track.distributionAt(track.lineCount - 1, Infinity);
  if (!found) throw new Error('the text changed while it was read');
  return found;
}
