// What is kept but not in use: the memory of another vocabulary, and what lies aside while the bundled model was chosen. What
// may no longer be read goes from there too, at every start.
import { existsSync } from 'node:fs';
import { keepFiles, readLearnedMemory, writeMemory } from '../model/memoryFile';
import type { RememberedFile } from '../model/rememberedFile';
import { readSavedTextsContent, writeSavedTexts } from '../model/savedTextsFile';
import type { ModelStore } from './modelStore';
import { removeFile } from './savedTexts';

/**
 * Takes out of unused files what may no longer be read; what cannot be checked goes as a whole.
 * @param inUse fingerprint of the vocabulary in use: files of it are checked as they are used, unless they lie aside.
 */
export function forgetAside(store: ModelStore, inUse: string, isKept: (file: RememberedFile) => boolean, failed: (error: unknown) => void): void {
  for (const { file, isAside } of store.memoryPlaces(store.memoryFile)) guarded(file, failed, isAside, () => forgetLearned(file, isAside ? undefined : inUse, isKept));
  for (const { file, isAside } of store.memoryPlaces(store.savedTextsFile)) guarded(file, failed, isAside, () => forgetSaved(file, isAside ? undefined : inUse, isKept));
}

/** @returns whether the file may stay. */
function forgetLearned(file: string, inUse: string | undefined, isKept: (file: RememberedFile) => boolean): boolean {
  const learned = readLearnedMemory(file);
  if (!learned || learned.vocabulary === inUse) return learned !== undefined;
  const kept = keepFiles(learned, isKept);
  if (kept !== learned) writeMemory(file, kept);
  return true;
}

/** @returns whether the file may stay. */
function forgetSaved(file: string, inUse: string | undefined, isKept: (file: RememberedFile) => boolean): boolean {
  const { vocabulary, texts } = readSavedTextsContent(file);
  if (vocabulary === '' || vocabulary === inUse) return vocabulary !== '';
  const kept = new Map([...texts].filter(([, text]) => isKept(text)));
  if (kept.size < texts.size) writeSavedTexts(file, kept, vocabulary);
  return true;
}

/** A damaged file in use is told where it is used; one that lies aside is of no use to anybody. */
function guarded(file: string, failed: (error: unknown) => void, isAside: boolean, forget: () => boolean): void {
  if (!existsSync(file)) return;
  try {
    if (!forget()) removeFile(file, failed);
  } catch {
    if (isAside) removeFile(file, failed);
  }
}
