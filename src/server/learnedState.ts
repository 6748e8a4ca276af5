// What this workspace has learned, for the editor's menu and for the question before a training. Reads the storage only.
import { existsSync, readdirSync } from 'node:fs';
import { readManifest } from '../model/manifest';
import type { LiveModels } from './liveModels';
import type { ModelStore } from './modelStore';
import type { EarlierTraining, LearnedState } from './protocol';

const NOTHING: LearnedState = { hasData: false, hasReport: false };

/** @param store undefined where nothing can be kept. */
export function learnedState(models: LiveModels, store: ModelStore | undefined): LearnedState {
  if (!store) return NOTHING;
  const earlier = earlierTraining(models, store);
  return { hasData: hasEntries(store.storage), hasReport: existsSync(store.reportFile), ...(earlier ? { earlier } : {}) };
}

/** Returns when the model of this workspace was trained, in use or not; undefined without a readable one. */
export function earlierTraining({ current }: LiveModels, store: ModelStore): EarlierTraining | undefined {
  if (current?.kind === 'learned') return { trained: current.opened.manifest.created, isInUse: true };
  const newest = store.newestFolder();
  if (newest === undefined) return undefined;
  try {
    return { trained: readManifest(newest).created, isInUse: false };
  } catch {
    // A damaged package is replaced by the next training like any other.
    return undefined;
  }
}

function hasEntries(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
}
