// What was learned from, as the memory beside the network: every training leaves one, whether its model goes live or not.
import { readManifest } from '../src/model/manifest';
import { MOST_REMEMBERED_TOKENS, writeMemory } from '../src/model/memoryFile';
import { TokenIndex } from '../src/prediction/memory/tokenIndex';
import type { TokenStore } from './tokenStore';

/**
 * Writes the documents of a store, as many as there is room for.
 * @param model folder of the package whose vocabulary they are in.
 * @param failed is told why the disk does not take it: no reason to lose what was learned.
 * @param most tokens at most.
 * @throws UserError if the store cannot be read.
 */
export function rememberTexts(file: string, store: TokenStore, model: string, failed: (reason: string) => void, most = MOST_REMEMBERED_TOKENS): void {
  const { vocabularyFingerprint, startToken } = readManifest(model);
  const index = TokenIndex.of(firstTokens(store, most), startToken);
  try {
    writeMemory(file, index, vocabularyFingerprint);
  } catch (error) {
    failed((error as Error).message);
  }
}

function firstTokens(store: TokenStore, most: number): Uint16Array {
  const tokens = new Uint16Array(Math.min(most, store.targets + store.length));
  let taken = 0;
  for (const document of store) {
    if (taken === tokens.length) break;
    const part = document.subarray(0, tokens.length - taken);
    tokens.set(part, taken);
    taken += part.length;
  }
  return tokens;
}
