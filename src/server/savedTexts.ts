// What was saved in a workspace since its last training: tokens by the path of the file, in bounded space. The disk hears of
// it a little later, and the disk decides: another window may have written there, or deleted what was learned.
import { existsSync, rmSync, statSync } from 'node:fs';
import { MOST_SAVED_TEXTS, MOST_SAVED_TOKENS, readSavedTexts, writeSavedTexts, type SavedText, type SavedTexts as Texts } from '../model/savedTextsFile';
import type { ModelStore } from './modelStore';

/** Editors may save every second: the disk hears of it this often. */
const WRITE_EVERY_MS = 10_000;

export class SavedTexts {
  /** Another map after every change. */
  texts: Texts = new Map();
  /** Counts how often texts came from the disk: those have to be checked. */
  arrivals = 0;
  /** Paths of what was saved or left out since the disk heard of it. */
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

  /** A text was saved. What the disk holds of an older one goes at once. */
  put(text: SavedText): void {
    const isOnDisk = this.texts.has(text.path) && !this.unwritten.has(text.path);
    this.unwritten.add(text.path);
    this.texts = bounded([...[...this.texts].filter(([other]) => other !== text.path), [text.path, text]]);
    this.timer ??= setTimeout(() => this.flush(), WRITE_EVERY_MS);
    if (isOnDisk) this.writeOrRemove();
  }

  /** Texts must not be remembered any more: the disk hears of it at once, and loses them all if it does not take the rest. */
  drop(paths: Iterable<string>): void {
    const dropped = new Set([...paths].filter((path) => this.texts.has(path)));
    if (dropped.size === 0) return;
    for (const path of dropped) this.unwritten.add(path);
    this.texts = new Map([...this.texts].filter(([path]) => !dropped.has(path)));
    this.writeOrRemove();
  }

  /** Puts a newer stamp to a text whose file was touched. */
  renew(text: SavedText): void {
    this.texts = new Map([...this.texts, [text.path, text]]);
  }

  /** Writes what was not written yet. */
  flush(): void {
    if (this.timer !== undefined) this.write();
  }

  /** For what must not stay on disk: where it does not take what is left, it loses all. */
  private writeOrRemove(): void {
    if (this.write()) return;
    removeFile(this.store.savedTextsFile, this.failed);
    this.stamp = undefined;
  }

  /** @returns whether the disk has it. What it does not take is written with the next text. */
  private write(): boolean {
    this.stopTimer();
    this.refresh();
    try {
      this.store.makeStorage();
      writeSavedTexts(this.store.savedTextsFile, this.texts, this.vocabulary.fingerprint);
      this.unwritten.clear();
      this.stamp = stampOf(this.store.savedTextsFile);
      return true;
    } catch (error) {
      this.failed(error);
      return false;
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
      this.arrivals++;
      const onDisk: Texts = stamp === undefined ? new Map() : readSavedTexts(store.savedTextsFile, vocabulary.fingerprint, vocabulary.size);
      this.texts = bounded([...[...onDisk].filter(([path]) => !unwritten.has(path)), ...[...this.texts].filter(([path]) => unwritten.has(path))]);
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
function bounded(texts: readonly (readonly [string, SavedText])[]): Texts {
  let first = texts.length;
  for (let tokens = 0; first > 0 && texts.length - first < MOST_SAVED_TEXTS; first--) {
    tokens += texts[first - 1][1].tokens.length;
    if (tokens > MOST_SAVED_TOKENS) break;
  }
  return new Map(texts.slice(first));
}

/** Changes with every writing; undefined if there is no such file. */
export function stampOf(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const { ino, size, mtimeMs } = statSync(file);
  return `${ino} ${size} ${mtimeMs}`;
}

/** Removes a file, if it is there; says why where it cannot be removed. */
export function removeFile(path: string, failed: (error: unknown) => void): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    failed(error);
  }
}
