// What is remembered of a workspace beside its network: what the last training read, and what was saved since. On disk in the
// workspace's storage, in bounded space; never of an untrusted workspace, never of text that must not be read.
import { existsSync } from 'node:fs';
import { readStamped, type RememberedFile } from '../model/rememberedFile';
import type { SavedText, SavedTexts as Texts } from '../model/savedTextsFile';
import { IndexedSource, type FollowerSource } from '../prediction/memory/followers';
import { LineText } from '../prediction/lineText';
import { TokenIndex } from '../prediction/memory/tokenIndex';
import { LARGEST_FILE_BYTES, learnableTextOf } from '../privacy/learnableText';
import { pathOf, schemeOf } from './documentPath';
import type { EditorState } from './editorState';
import type { ElmanDocument } from './elmanDocument';
import { FileCheck, isRuleFile } from './fileCheck';
import { forgetAside } from './forgetAside';
import { LearnedTexts } from './learnedTexts';
import type { LiveModel } from './liveModels';
import type { ModelStore } from './modelStore';
import { rememberedTokens } from './rememberedText';
import { sameEntries } from './sameEntries';
import { SavedTexts } from './savedTexts';
import type { Silence } from './silence';

/** The part of the model in use whose tokens are remembered. */
type Remembering = { readonly opened: Pick<LiveModel['opened'], 'tokenizer' | 'manifest'> };

interface Told {
  /** What the disk did not take or give. */
  failed(error: unknown): void;
  /** Something is not remembered any more: what was suggested last may be of it. */
  forgotten(): void;
}

/** The saved texts that are not open, as one index. */
interface Closed {
  readonly all: Texts;
  readonly open: readonly ElmanDocument[];
  readonly texts: readonly Uint16Array[];
  readonly source: FollowerSource | undefined;
}

export class WorkspaceMemory {
  private model: Remembering | undefined;
  private learned: LearnedTexts | undefined;
  /** Undefined where nothing may be remembered. */
  private saved: SavedTexts | undefined;
  /** Paths of what was saved since a training began: it need not have read that. */
  private readonly savedInTraining = new Set<string>();
  private closed: Closed | undefined;
  private readonly check: FileCheck;
  private lookTimer: NodeJS.Immediate | undefined;
  /** Open documents, as far as told. */
  private open: readonly ElmanDocument[] = [];

  constructor(
    private readonly store: ModelStore | undefined,
    private readonly state: EditorState,
    private readonly silence: Silence,
    private readonly told: Told,
  ) {
    this.check = new FileCheck(silence.rule, state);
  }

  /** Reads what lies on disk for the model in use; what belongs to another vocabulary stays unused. */
  load(model: Remembering | undefined): void {
    this.flush();
    this.forget();
    this.model = model;
    this.saved = undefined;
    if (!this.store || !model || !this.state.trusted) return;
    const vocabulary = { fingerprint: model.opened.manifest.vocabularyFingerprint, size: model.opened.tokenizer.size };
    forgetAside(this.store, vocabulary.fingerprint, (file) => this.check.stampOf(file) !== undefined, this.told.failed);
    this.learned = new LearnedTexts(this.store.memoryFile, vocabulary, this.told.failed);
    this.saved = new SavedTexts(this.store, vocabulary, this.told.failed);
    this.check.everything();
    this.look();
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
    const later = [...(this.saved?.texts.values() ?? [])].filter(({ path }) => this.savedInTraining.has(path));
    this.flush();
    try {
      this.store.adoptMemory(file);
    } catch (error) {
      this.told.failed(error);
      return;
    }
    this.load(this.model);
    for (const text of later) this.saved?.put(text);
    this.check.everything();
  }

  /** @param open documents: their text as it stands counts, not what was saved of them. */
  sources(open: readonly ElmanDocument[]): FollowerSource[] {
    this.open = open;
    this.look();
    const closed = this.closedSource(open);
    const learned = this.learned?.source;
    return [...(learned ? [learned] : []), ...(closed ? [closed] : [])];
  }

  /** A document was saved. */
  remember(document: ElmanDocument): void {
    const path = schemeOf(document.uri) === 'file' ? pathOf(document.uri) : undefined;
    if (!this.saved || !this.model || path === undefined) return;
    noteFile(document);
    if (isRuleFile(path)) this.changed();
    const text = this.textOf(document, path, this.model);
    const isLearned = this.learned?.files.some((file) => file.path === path && file.stamp.hash === text?.stamp.hash);
    if (text && !isLearned) {
      this.savedInTraining.add(path);
      this.saved.put(text);
    } else this.saved.drop([path]);
    // What a training read of the file is another text now.
    if (!isLearned) this.learned?.keep((file) => file.path !== path);
  }

  /** Something has changed that decides about what may be read: all is checked before the next suggestion, and soon without one. */
  changed(): void {
    this.silence.rule.changed();
    this.check.everything();
    this.lookSoon();
  }

  /** Files were changed, made or removed by any program. */
  filesChanged(paths: readonly string[]): void {
    if (this.check.concerns(paths, this.files())) return this.changed();
    for (const path of paths) this.check.one(path);
    this.lookSoon();
  }

  /** A document was opened or closed: a good moment to look at all files, which is too much for every key. */
  turnedTo(document: ElmanDocument): void {
    noteFile(document);
    this.changed();
  }

  /** Nothing is remembered any more, and nothing will be written of it. */
  forget(): void {
    this.learned = undefined;
    this.closed = undefined;
    this.saved?.forget();
    clearImmediate(this.lookTimer);
    this.lookTimer = undefined;
  }

  /** Writes what was not written yet, and nothing that may no longer be read. */
  flush(): void {
    this.check.everything();
    this.look();
    this.saved?.flush();
  }

  /** What is remembered of a document; undefined if a training would leave it alone. */
  private textOf(document: ElmanDocument, path: string, { opened }: Remembering): SavedText | undefined {
    const isOff = this.state.paused || document.isWithheld || this.silence.ofDocument(document) !== undefined;
    if (isOff || !this.check.isAllowed({ path, language: document.languageId })) return undefined;
    const read = readStamped(path, LARGEST_FILE_BYTES);
    // The text of the file, not of the document: another program may have written the file since it was saved.
    const text = read && learnableTextOf(read.content, path);
    if (!read || text === undefined) return undefined;
    const tokens = rememberedTokens(new LineText(text), opened.tokenizer, path);
    return tokens.length > 1 ? { path, language: document.languageId, stamp: read.stamp, tokens } : undefined;
  }

  private files(): RememberedFile[] {
    return [...(this.learned?.files ?? []), ...(this.saved?.texts.values() ?? [])];
  }

  private lookSoon(): void {
    this.lookTimer ??= setImmediate(() => {
      this.lookTimer = undefined;
      this.look();
    });
  }

  /** Forgets what may no longer be read, as far as it is time to look; again where the look itself found changed rules. */
  private look(): void {
    const { saved, learned, check } = this;
    const next = () => check.due(() => this.files(), saved?.arrivals ?? 0);
    for (let due = next(); due; due = next()) {
      for (const document of this.open) noteFile(document);
      const gone = [...(saved ? goneOf(saved, due, check) : []), ...(learned ? outdatedOf(learned, due, check) : [])];
      if (gone.length === 0) continue;
      const paths = new Set(gone);
      this.closed = undefined;
      saved?.drop(paths);
      learned?.keep((file) => !paths.has(file.path));
      this.told.forgotten();
    }
  }

  /** Looked for with every key; indexed only after another document was opened or closed. */
  private closedSource(open: readonly ElmanDocument[]): FollowerSource | undefined {
    const { closed, saved } = this;
    if (!saved || saved.texts.size === 0) return undefined;
    if (!closed || closed.all !== saved.texts || !sameEntries(closed.open, open)) this.closed = this.close(saved.texts, open);
    return this.closed!.source;
  }

  private close(all: Texts, open: readonly ElmanDocument[]): Closed {
    const paths = new Set(open.flatMap(({ uri }) => pathOf(uri) ?? []));
    const texts = [...all.values()].flatMap(({ path, tokens }) => (paths.has(path) ? [] : [tokens]));
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
}

/** Paths of saved texts that must go. */
function goneOf(saved: SavedTexts, due: ReadonlySet<string>, check: FileCheck): string[] {
  return [...saved.texts.values()].flatMap((text) => {
    if (!due.has(text.path)) return [];
    const stamp = check.stampOf(text);
    if (stamp && stamp !== text.stamp) saved.renew({ ...text, stamp });
    return stamp ? [] : [text.path];
  });
}

/** Paths of files that a training has read, whose text must go. */
function outdatedOf(learned: LearnedTexts, due: ReadonlySet<string>, check: FileCheck): string[] {
  return learned.files.flatMap((file) => {
    if (!due.has(file.path)) return [];
    const known = learned.stampOf(file);
    const stamp = check.stampOf({ ...file, stamp: known });
    if (stamp && stamp !== known) learned.renew(file.path, stamp);
    return stamp ? [] : [file.path];
  });
}

/** Notes whether the file of an open document was removed. */
function noteFile(document: ElmanDocument): void {
  const path = pathOf(document.uri);
  if (path === undefined) return;
  const exists = existsSync(path);
  document.isDeleted = document.hadFile && !exists;
  document.hadFile ||= exists;
}
