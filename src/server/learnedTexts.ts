// What the last training read, as the memory uses it, and what of it may no longer be read taken out: here and on disk.
import { checkVocabulary, keepFiles, readLearnedMemory, writeMemory, type LearnedFile, type LearnedMemory } from '../model/memoryFile';
import type { FileStamp } from '../model/rememberedFile';
import { IndexedSource, type FollowerSource } from '../prediction/memory/followers';
import { removeFile, stampOf } from './savedTexts';

export class LearnedTexts {
  /** Undefined where nothing was learned. */
  source: FollowerSource | undefined;
  private memory: LearnedMemory | undefined;
  /** Newer stamps of files that were only touched, by path. */
  private readonly renewed = new Map<string, FileStamp>();
  /** Of the file as this window knows it. */
  private stamp: string | undefined;

  /** @param failed is told what the disk did not take or give. */
  constructor(
    private readonly file: string,
    private readonly vocabulary: { readonly fingerprint: string; readonly size: number },
    private readonly failed: (error: unknown) => void,
  ) {
    this.read();
  }

  /** Files of which something is remembered. */
  get files(): readonly LearnedFile[] {
    return this.memory?.files ?? [];
  }

  /** Stamp to compare a file with. */
  stampOf({ path, stamp }: LearnedFile): FileStamp {
    return this.renewed.get(path) ?? stamp;
  }

  renew(path: string, stamp: FileStamp): void {
    this.renewed.set(path, stamp);
  }

  /** Forgets all files that are not kept. Where the disk does not take what is left, it loses all. */
  keep(isKept: (file: LearnedFile) => boolean): void {
    if (!this.memory || this.memory.files.every(isKept)) return;
    // Another window may have deleted what was learned, or learned something else.
    if (stampOf(this.file) !== this.stamp) this.read();
    if (!this.memory) return;
    this.use(keepFiles(this.memory, isKept));
    try {
      writeMemory(this.file, this.memory);
      this.stamp = stampOf(this.file);
    } catch (error) {
      this.failed(error);
      removeFile(this.file, this.failed);
    }
  }

  private read(): void {
    this.use(undefined);
    this.renewed.clear();
    this.stamp = stampOf(this.file);
    if (this.stamp === undefined) return;
    try {
      const learned = readLearnedMemory(this.file);
      if (!learned) return removeFile(this.file, this.failed);
      checkVocabulary(this.file, learned, this.vocabulary.fingerprint, this.vocabulary.size);
      this.use(learned);
    } catch (error) {
      this.failed(error);
    }
  }

  private use(memory: LearnedMemory | undefined): void {
    this.memory = memory;
    this.source = memory && new IndexedSource(memory.index);
  }
}
