// What is remembered of a workspace beside its network: what the last training read, and what was saved since. On disk in the
// workspace's storage, in bounded space; never of an untrusted workspace, never of text that must not be read.
import { existsSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readMemory } from '../model/memoryFile';
import type { SavedTexts as Texts } from '../model/savedTextsFile';
import { hashOfPath } from '../model/trainedFiles';
import { IndexedSource, type FollowerSource } from '../prediction/memory/followers';
import { TokenIndex } from '../prediction/memory/tokenIndex';
import { isSkippedPath } from '../prediction/skippedPaths';
import { pathOf, schemeOf } from './documentPath';
import type { EditorState } from './editorState';
import type { ElmanDocument } from './elmanDocument';
import { isInside } from './ignoredFiles';
import type { LiveModel } from './liveModels';
import type { ModelStore } from './modelStore';
import { rememberedTokens } from './rememberedText';
import { sameEntries } from './sameEntries';
import { SavedTexts } from './savedTexts';
import type { Silence } from './silence';

/** Of the model in use: whose tokens they are. */
type Remembering = { readonly opened: Pick<LiveModel['opened'], 'tokenizer' | 'manifest'> };

/** The saved texts that are not open, as one index. */
interface Closed {
  readonly all: Texts;
  readonly open: readonly ElmanDocument[];
  readonly texts: readonly Uint16Array[];
  readonly source: FollowerSource | undefined;
}

export class WorkspaceMemory {
  private model: Remembering | undefined;
  private learned: FollowerSource | undefined;
  /** Undefined where nothing may be remembered. */
  private saved: SavedTexts | undefined;
  /** Hashes of the paths of what was saved since a training began: it need not have read that. */
  private readonly savedInTraining = new Set<string>();
  private closed: Closed | undefined;

  /** @param failed is told what the disk did not take or give. */
  constructor(
    private readonly store: ModelStore | undefined,
    private readonly state: EditorState,
    private readonly silence: Silence,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Reads what lies on disk for the model in use; what belongs to another vocabulary stays unused. */
  load(model: Remembering | undefined): void {
    this.flush();
    this.forget();
    this.model = model;
    this.saved = undefined;
    if (!this.store || !model || !this.state.trusted) return;
    const vocabulary = { fingerprint: model.opened.manifest.vocabularyFingerprint, size: model.opened.tokenizer.size };
    this.learned = this.readLearned(this.store.memoryFile, vocabulary);
    this.saved = new SavedTexts(this.store, vocabulary, this.failed);
  }

  trainingBegins(): void {
    this.savedInTraining.clear();
  }

  /**
   * A training has read the whole workspace, what was saved before it began too.
   * @param file what it has left of that; where the disk did not take it all stays as it was.
   */
  renew(file: string): void {
    if (!this.store || !existsSync(file)) return;
    const later = [...(this.saved?.texts ?? [])].filter(([hash]) => this.savedInTraining.has(hash));
    this.flush();
    try {
      this.store.adoptMemory(file);
    } catch (error) {
      this.failed(error);
      return;
    }
    this.load(this.model);
    for (const [hash, tokens] of later) this.saved?.put(hash, tokens);
  }

  /** @param open documents: their text as it stands counts, not what was saved of them. */
  sources(open: readonly ElmanDocument[]): FollowerSource[] {
    const closed = this.closedSource(open);
    return [...(this.learned ? [this.learned] : []), ...(closed ? [closed] : [])];
  }

  /** A document was saved. */
  remember(document: ElmanDocument): void {
    const path = schemeOf(document.uri) === 'file' ? pathOf(document.uri) : undefined;
    if (!this.saved || !this.model || path === undefined) return;
    const isOurs = this.state.folders.some((folder) => holds(folder, path)) && !this.silence.ofDocument(document);
    const hash = hashOfPath(path);
    if (isOurs) this.savedInTraining.add(hash);
    // What git ignores from now on was perhaps remembered before.
    this.saved.put(hash, isOurs ? rememberedTokens(document.text, this.model.opened.tokenizer) : undefined);
  }

  /** Nothing is remembered any more, and nothing will be written of it. */
  forget(): void {
    this.learned = undefined;
    this.closed = undefined;
    this.saved?.forget();
  }

  /** Writes what was not written yet. */
  flush(): void {
    this.saved?.flush();
  }

  /** Looked for with every key; indexed only after another document was opened or closed. */
  private closedSource(open: readonly ElmanDocument[]): FollowerSource | undefined {
    const { closed, saved } = this;
    if (!saved || saved.texts.size === 0) return undefined;
    if (!closed || closed.all !== saved.texts || !sameEntries(closed.open, open)) this.closed = this.close(saved.texts, open);
    return this.closed!.source;
  }

  private close(all: Texts, open: readonly ElmanDocument[]): Closed {
    const hashes = new Set(open.flatMap(({ uri }) => pathOf(uri) ?? []).map(hashOfPath));
    const texts = [...all].flatMap(([hash, tokens]) => (hashes.has(hash) ? [] : [tokens]));
    return { all, open: [...open], texts, source: this.closed && sameEntries(this.closed.texts, texts) ? this.closed.source : this.indexed(texts) };
  }

  private indexed(texts: readonly Uint16Array[]): FollowerSource | undefined {
    if (texts.length === 0) return undefined;
    const tokens = new Uint16Array(texts.reduce((sum, { length }) => sum + length, 0));
    let filled = 0;
    for (const text of texts) {
      tokens.set(text, filled);
      filled += text.length;
    }
    return new IndexedSource(TokenIndex.of(tokens, this.model!.opened.tokenizer.startToken));
  }

  private readLearned(file: string, { fingerprint, size }: { fingerprint: string; size: number }): FollowerSource | undefined {
    if (!existsSync(file)) return undefined;
    try {
      return new IndexedSource(readMemory(file, fingerprint, size));
    } catch (error) {
      this.failed(error);
      return undefined;
    }
  }
}

/** Whether a training would find a file in a workspace folder, as far as names say. It follows no links. */
function holds(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  if (!isInside(path, folder) || isSkippedPath(inside)) return false;
  try {
    return realpathSync(path) === join(realpathSync(folder), inside);
  } catch {
    return false;
  }
}
