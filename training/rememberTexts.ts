// What was learned from, as the memory beside the network: every training leaves one, whether its model goes live or not.
import { readManifest } from '../src/model/manifest';
import { MOST_LIST_BYTES, MOST_REMEMBERED_TOKENS, writeMemory, type LearnedFile, type LearnedMemory } from '../src/model/memoryFile';
import { LONGEST_PATH, rowOf, type RememberedFile } from '../src/model/rememberedFile';
import { TokenIndex } from '../src/prediction/memory/tokenIndex';
import type { TokenStore } from './tokenStore';

/** Room for what is remembered. */
export interface MemoryRoom {
  readonly tokens: number;
  /** Bytes of the list of files. */
  readonly listBytes: number;
}

/**
 * The documents of a store, as many as there is room for, each with the file that it is of.
 * @param files one for each document.
 * @throws UserError if the store cannot be read.
 */
export function rememberTexts(store: TokenStore, files: readonly RememberedFile[], startToken: number, room: MemoryRoom = { tokens: MOST_REMEMBERED_TOKENS, listBytes: MOST_LIST_BYTES }): Omit<LearnedMemory, 'vocabulary'> {
  const tokens = new Uint16Array(Math.min(room.tokens, store.targets + store.length));
  const remembered: LearnedFile[] = [];
  let taken = 0;
  let listBytes = 2;
  let number = 0;
  for (const document of store) {
    if (taken === tokens.length) break;
    const file = files[number++];
    const part = document.subarray(0, tokens.length - taken);
    const rowBytes = Buffer.byteLength(JSON.stringify(rowOf(file, part.length))) + 1;
    if (file.path.length > LONGEST_PATH || listBytes + rowBytes > room.listBytes) continue;
    listBytes += rowBytes;
    tokens.set(part, taken);
    taken += part.length;
    remembered.push({ ...file, tokens: part.length });
  }
  return { files: remembered, index: TokenIndex.of(tokens.slice(0, taken), startToken) };
}

/** @param model folder of the package whose tokens they are. @param failed is told why the disk does not take it: no reason to lose what was learned. */
export function keepRemembered(file: string, remembered: Omit<LearnedMemory, 'vocabulary'>, model: string, failed: (reason: string) => void): void {
  try {
    writeMemory(file, { ...remembered, vocabulary: readManifest(model).vocabularyFingerprint });
  } catch (error) {
    failed((error as Error).message);
  }
}
