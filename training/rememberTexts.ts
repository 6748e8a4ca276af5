// What was learned from, as the memory beside the network: every training leaves one, whether its model goes live or not.
import { MOST_REMEMBERED_TOKENS } from '../src/model/memoryFile';
import { TokenIndex } from '../src/prediction/memory/tokenIndex';
import type { TokenStore } from './tokenStore';

/** The documents of a store, as many as there is room for. @throws UserError if the store cannot be read. */
export function rememberTexts(store: TokenStore, startToken: number): TokenIndex {
  const tokens = new Uint16Array(Math.min(MOST_REMEMBERED_TOKENS, store.targets + store.length));
  let taken = 0;
  for (const document of store) {
    const part = document.subarray(0, tokens.length - taken);
    tokens.set(part, taken);
    taken += part.length;
  }
  return TokenIndex.of(tokens, startToken);
}
