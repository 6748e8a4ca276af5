// What was learned from, as the memory beside the network: every training leaves one, whether its model goes live or not.
import { readManifest } from '../src/model/manifest';
import { MOST_REMEMBERED_TOKENS, writeMemory } from '../src/model/memoryFile';
import { TokenIndex } from '../src/prediction/memory/tokenIndex';
import type { TokenStore } from './tokenStore';

/** The documents of a store, as many as there is room for. @param most tokens. @throws UserError if the store cannot be read. */
export function rememberTexts(store: TokenStore, startToken: number, most = MOST_REMEMBERED_TOKENS): TokenIndex {
  const tokens = new Uint16Array(Math.min(most, store.targets + store.length));
  let taken = 0;
  for (const document of store) {
    if (taken === tokens.length) break;
    const part = document.subarray(0, tokens.length - taken);
    tokens.set(part, taken);
    taken += part.length;
  }
  return TokenIndex.of(tokens, startToken);
}

/** @param model folder of the package whose tokens they are. @param failed is told why the disk does not take it: no reason to lose what was learned. */
export function keepRemembered(file: string, remembered: TokenIndex, model: string, failed: (reason: string) => void): void {
  try {
    writeMemory(file, remembered, readManifest(model).vocabularyFingerprint);
  } catch (error) {
    failed((error as Error).message);
  }
}
