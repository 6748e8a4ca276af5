// What was saved in a workspace since its last training: tokens by the hash of the path, in bounded space. The disk hears of
// it a little later, and the disk decides: another window may have written there, or deleted what was learned.
import { existsSync, statSync } from 'node:fs';
import { MOST_SAVED_TEXTS, MOST_SAVED_TOKENS, readSavedTexts, writeSavedTexts, type SavedTexts as Texts } from '../model/savedTextsFile';
import type { ModelStore } from './modelStore';

/** Editors may save every second: the disk hears of it this often. */
const WRITE_EVERY_MS = 10_000;

export class SavedTexts {
  /** Another map after every change. */
  texts: Texts = new Map();
  /** Hashes of what was saved or left out since the disk heard of it. */
  private readonly unwritten = new Set<string>();
  /** Of the file as this window knows it; undefined: there was none. */
  private stamp: string | undefined;
  private timer: NodeJS.Timeout | undefined;

  /** @param failed is told what the disk did not take or give. */
  constructor(
    private readonly store: ModelStore,
    private readonly vocabulary: { readonly fingerprint: string; readonly size: number },
    private readonly failed: (error: unknown) => void,
  ) {
    this.refresh();
  }

  /** A text was saved. @param tokens undefined: it must not be remembered any more. */
  put(hash: string, tokens: Uint16Array | undefined): void {
    if (!tokens && !this.texts.has(hash)) return;
    this.unwritten.add(hash);
    this.texts = bounded([...[...this.texts].filter(([other]) => other !== hash), ...(tokens ? [[hash, tokens] as const] : [])]);
    this.timer ??= setTimeout(() => this.flush(), WRITE_EVERY_MS);
  }

  /** Writes what was not written yet. */
  flush(): void {
    if (this.timer === undefined) return;
    this.stopTimer();
    this.refresh();
    try {
      this.store.makeStorage();
      writeSavedTexts(this.store.savedTextsFile, this.texts, this.vocabulary.fingerprint);
      this.unwritten.clear();
      this.stamp = stampOf(this.store.savedTextsFile);
    } catch (error) {
      // All of it is written with the next text.
      this.failed(error);
    }
  }

  /** Nothing of it is kept any more, and nothing will be written of it. */
  forget(): void {
    this.stopTimer();
    this.unwritten.clear();
    this.texts = new Map();
  }

  /** Takes over what lies on disk if it is not what this window left there. */
  private refresh(): void {
    const { store, vocabulary, unwritten } = this;
    try {
      const stamp = stampOf(store.savedTextsFile);
      if (stamp === this.stamp) return;
      this.stamp = stamp;
      const onDisk: Texts = stamp === undefined ? new Map() : readSavedTexts(store.savedTextsFile, vocabulary.fingerprint, vocabulary.size);
      this.texts = bounded([...[...onDisk].filter(([hash]) => !unwritten.has(hash)), ...[...this.texts].filter(([hash]) => unwritten.has(hash))]);
    } catch (error) {
      this.failed(error);
    }
  }

  private stopTimer(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}

/** Without the oldest, where there is no room for them. */
function bounded(texts: readonly (readonly [string, Uint16Array])[]): Texts {
  let first = texts.length;
  for (let tokens = 0; first > 0 && texts.length - first < MOST_SAVED_TEXTS; first--) {
    tokens += texts[first - 1][1].length;
    if (tokens > MOST_SAVED_TOKENS) break;
  }
  return new Map(texts.slice(first));
}

/** Changes with every writing; undefined if there is no such file. */
function stampOf(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const { ino, size, mtimeMs } = statSync(file);
  return `${ino} ${size} ${mtimeMs}`;
}
