// What is remembered of a workspace beside its network: what the last training read, and what was saved since. On disk in the
// workspace's storage, in bounded space; never of an untrusted workspace, never of text that must not be read.
import { existsSync } from 'node:fs';
import { readMemory } from '../model/memoryFile';
import { MOST_SAVED_TOKENS, readSavedTexts, writeSavedTexts } from '../model/savedTextsFile';
import { hashOfPath } from '../model/trainedFiles';
import { documentTokens } from '../prediction/documentTokens';
import { IndexedSource, type FollowerSource } from '../prediction/memory/followers';
import { TokenIndex } from '../prediction/memory/tokenIndex';
import { maskSecrets } from '../prediction/privacy/secrets';
import { pathOf, schemeOf } from './documentPath';
import type { EditorState } from './editorState';
import type { ElmanDocument } from './elmanDocument';
import { isInside } from './ignoredFiles';
import type { LiveModel } from './liveModels';
import type { ModelStore } from './modelStore';
import type { Silence } from './silence';

/** Of the model in use: whose tokens they are. */
type Remembering = { readonly opened: Pick<LiveModel['opened'], 'tokenizer' | 'manifest'> };

/** One text takes no more of the room than this. */
const MOST_CHARACTERS = 60_000;
/** Editors may save every second: the disk hears of it this often. */
const WRITE_EVERY_MS = 10_000;

export class WorkspaceMemory {
  private learned: FollowerSource | undefined;
  private saved = new Map<string, Uint16Array>();
  private model: Remembering | undefined;
  /** Index of the saved texts that are not open, and which those are. */
  private closed: { readonly texts: readonly Uint16Array[]; readonly source: FollowerSource } | undefined;
  private timer: NodeJS.Timeout | undefined;

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
    this.model = model;
    this.learned = undefined;
    this.saved = new Map();
    if (!this.store || !model || !this.state.trusted) return;
    const { vocabularyFingerprint } = model.opened.manifest;
    const { size } = model.opened.tokenizer;
    this.learned = this.read(this.store.memoryFile, (path) => new IndexedSource(readMemory(path, vocabularyFingerprint, size)));
    this.saved = this.read(this.store.savedTextsFile, (path) => readSavedTexts(path, vocabularyFingerprint, size)) ?? new Map();
  }

  /** A training has read the whole workspace, what was saved before it too. */
  renew(model: Remembering | undefined): void {
    this.forget();
    this.store?.forgetSavedTexts();
    this.load(model);
  }

  /** @param open documents: their text as it stands counts, not what was saved of them. */
  sources(open: readonly ElmanDocument[]): FollowerSource[] {
    const closed = this.closedSource(open);
    return [...(this.learned ? [this.learned] : []), ...(closed ? [closed] : [])];
  }

  /** A document was saved. */
  remember(document: ElmanDocument): void {
    const { model, store } = this;
    const path = pathOf(document.uri);
    const isOurs = path !== undefined && schemeOf(document.uri) === 'file' && this.state.folders.some((folder) => isInside(path, folder));
    if (!store || !model || !isOurs || !this.state.trusted || this.silence.ofDocument(document)) return;
    const hash = hashOfPath(path);
    this.saved.delete(hash);
    this.saved.set(hash, documentTokens(model.opened.tokenizer, maskSecrets(document.text.toString().slice(0, MOST_CHARACTERS))));
    this.dropOldest();
    this.timer ??= setTimeout(() => this.flush(), WRITE_EVERY_MS);
  }

  /** Nothing is remembered any more, and nothing will be written of it. */
  forget(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.learned = undefined;
    this.closed = undefined;
    this.saved = new Map();
  }

  /** Writes what was not written yet. */
  flush(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    try {
      this.store!.makeStorage();
      writeSavedTexts(this.store!.savedTextsFile, this.saved, this.model!.opened.manifest.vocabularyFingerprint);
    } catch (error) {
      this.failed(error);
    }
  }

  private closedSource(open: readonly ElmanDocument[]): FollowerSource | undefined {
    const hashes = new Set(open.map(({ uri }) => pathOf(uri)).map((path) => (path === undefined ? '' : hashOfPath(path))));
    const texts = [...this.saved].flatMap(([hash, tokens]) => (hashes.has(hash) ? [] : [tokens]));
    if (texts.length === 0) return undefined;
    if (this.closed?.texts.length !== texts.length || texts.some((tokens, i) => tokens !== this.closed!.texts[i])) {
      const all = Uint16Array.from(texts.flatMap((tokens) => [...tokens]));
      this.closed = { texts, source: new IndexedSource(TokenIndex.of(all, this.model!.opened.tokenizer.startToken)) };
    }
    return this.closed.source;
  }

  private dropOldest(): void {
    let tokens = 0;
    for (const [hash, { length }] of [...this.saved].reverse()) {
      tokens += length;
      if (tokens > MOST_SAVED_TOKENS) this.saved.delete(hash);
    }
  }

  private read<T>(path: string, read: (path: string) => T): T | undefined {
    if (!existsSync(path)) return undefined;
    try {
      return read(path);
    } catch (error) {
      this.failed(error);
      return undefined;
    }
  }
}
