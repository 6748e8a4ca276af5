// What was learned from, as the memory beside the network: every training leaves one, whether its model goes live or not.
import { readManifest } from '../src/model/manifest';
import { MOST_REMEMBERED_TOKENS, writeMemory } from '../src/model/memoryFile';
import { TokenIndex } from '../src/prediction/memory/tokenIndex';
import type { TokenStore } from './tokenStore';

/**
 * Writes the documents of a store, as many as there is room for.
 * @param model folder of the package whose vocabulary they are in.
 * @throws UserError if the store cannot be read; the system's error if the file cannot be written: the older one stays.
 */
export function rememberTexts(file: string, store: TokenStore, model: string): void {
  const { vocabularyFingerprint, startToken } = readManifest(model);
  const tokens = new Uint16Array(Math.min(MOST_REMEMBERED_TOKENS, store.targets + store.length));
  let taken = 0;
  for (const document of store) {
    const part = document.subarray(0, tokens.length - taken);
    tokens.set(part, taken);
    taken += part.length;
  }
  writeMemory(file, TokenIndex.of(tokens, startToken), vocabularyFingerprint);
}
