// The model in use: the bundled one, or the one learned in this workspace. Opens packages, falls back when a learned one
// cannot be used, and swaps between two requests, never during one.
import { readManifest } from '../model/manifest';
import type { ModelPackage } from '../model/package';
import { hashOfPath, readTrainedFiles } from '../model/trainedFiles';
import type { Sentence } from '../model/userError';
import { StepMemory } from '../prediction/stepMemory';
import { createVocabulary, type Vocabulary } from '../prediction/vocabulary';
import { countedModel, type NetworkWork } from './countedModel';
import type { ModelStore } from './modelStore';
import type { ModelKind } from './protocol';
import type { Scheduler } from './scheduler';

/** A model as documents are read and words are searched with it, wherever it comes from. */
export interface UsableModel {
  readonly opened: Pick<ModelPackage, 'tokenizer'>;
  /** Its network, which remembers its last steps; what it runs is counted. */
  readonly model: StepMemory;
  /** Its tokens, arranged for search. */
  readonly vocabulary: Vocabulary;
  /** SHA-256 of the absolute path of every file it was trained on here, hexadecimal. */
  readonly trainedFiles: ReadonlySet<string>;
}

/** What answers need of the models. */
export interface ModelsInUse {
  /** Undefined until a model is loaded, and where none can be. */
  readonly current: UsableModel | undefined;
  /** The bundled model, for a figure beside the learned one's. */
  openBundled(): Promise<UsableModel>;
}

export interface LiveModel extends UsableModel {
  readonly kind: ModelKind;
  readonly folder: string;
  readonly opened: ModelPackage;
}

export class LiveModels implements ModelsInUse {
  current: LiveModel | undefined;
  /** Opened once and kept: sessions that are opened and closed again and again leak. */
  private bundled: Promise<LiveModel> | undefined;
  /** Changes of the model in use are made one after the other: a slow one must not undo a later one. */
  private changes: Promise<unknown> = Promise.resolve();

  /** @param swapped is called right after the model in use changed, before anyone asks it anything. */
  constructor(
    private readonly bundledFolder: string,
    private readonly store: ModelStore | undefined,
    private readonly scheduler: Scheduler,
    private readonly work: NetworkWork,
    private readonly swapped: () => void,
  ) {}

  /** Folders of the package in use and of the bundled one. */
  get folders(): { live: string; bundled: string } {
    return { live: this.current?.folder ?? this.bundledFolder, bundled: this.bundledFolder };
  }

  /**
   * Loads the model that should be in use.
   * @param learnedAllowed whether a learned model may be used.
   * @returns a sentence for the user if a learned model lies there but cannot be used.
   * @throws UserError or the runtime's error if not even the bundled model can be opened.
   */
  load(learnedAllowed: boolean): Promise<Sentence | undefined> {
    return this.inTurn(async () => {
      const learned = learnedAllowed ? await this.openLearned() : {};
      await this.use(learned.model ?? (await this.openBundled()));
      return learned.problem;
    });
  }

  async openBundled(): Promise<LiveModel> {
    this.bundled ??= this.open('bundled', this.bundledFolder);
    // A failure is not remembered: the file may be there the next time.
    this.bundled.catch(() => (this.bundled = undefined));
    return this.bundled;
  }

  /** Makes a finished candidate the live model, on disk and here. @throws UserError if it cannot be opened. */
  promote(candidate: string): Promise<void> {
    return this.inTurn(() => this.adopt(candidate));
  }

  /** The bundled model from now on; what was learned stays on disk. */
  useBundled(): Promise<void> {
    return this.inTurn(async () => {
      await this.use(await this.openBundled());
      this.store?.forgetLive();
    });
  }

  /** The bundled model from now on, and nothing of what was learned stays. */
  deleteLearned(): Promise<void> {
    return this.inTurn(async () => {
      // Deleted even if the bundled model cannot be opened: that is what was asked for.
      await this.openBundled().then((model) => this.use(model), () => this.use(undefined));
      this.store?.deleteEverything();
    });
  }

  private inTurn<T>(change: () => Promise<T>): Promise<T> {
    const mine = this.changes.then(change);
    this.changes = mine.catch(() => undefined);
    return mine;
  }

  private async adopt(candidate: string): Promise<void> {
    const store = this.store!;
    const folder = store.adopt(candidate);
    let model: LiveModel | undefined;
    try {
      model = await this.open('learned', store.folderOf({ folder }));
      const { formatVersion } = model.opened.manifest;
      store.makeLive({ folder, kind: 'learned', bundledFingerprint: this.bundledFingerprint(), formatVersion });
    } catch (error) {
      await model?.opened.dispose();
      store.discard(folder);
      throw error;
    }
    await this.use(model);
    store.discardAllBut(folder);
  }

  private async use(model: LiveModel | undefined): Promise<void> {
    await this.scheduler.request(async () => {
      const previous = this.current;
      if (previous === model) return;
      this.current = model;
      this.swapped();
      if (previous?.kind === 'learned') await previous.opened.dispose();
    });
  }

  private async openLearned(): Promise<{ model?: LiveModel; problem?: Sentence }> {
    const pointer = this.store?.live();
    if (!this.store || !pointer) return this.store?.isDamaged() ? { problem: DAMAGED } : {};
    if (pointer.bundledFingerprint !== this.bundledFingerprint()) return { problem: OTHER_VERSION };
    try {
      return { model: await this.open('learned', this.store.folderOf(pointer)) };
    } catch (error) {
      // Whatever is wrong with it: if it is the runtime, the bundled model will say so.
      const reason = error instanceof Error ? error.message : String(error);
      return { problem: { template: 'The model learned in this workspace must be trained again; the bundled one is used. {0}', values: [reason] } };
    }
  }

  private async open(kind: ModelKind, folder: string): Promise<LiveModel> {
    // Not at the head of the file: the native runtime is loaded here, where a failure is caught.
    const { openModelPackage } = await import('../model/package');
    const opened = await openModelPackage(folder, { quick: true });
    const trainedFiles = kind === 'learned' ? readTrainedFiles(folder) : new Set<string>();
    return { kind, folder, opened, model: new StepMemory(countedModel(opened.model, this.work)), vocabulary: createVocabulary(opened.tokenizer), trainedFiles };
  }

  private bundledFingerprint(): string {
    return readManifest(this.bundledFolder).vocabularyFingerprint;
  }
}

const DAMAGED: Sentence = { template: 'What was learned in this workspace is damaged and must be trained again; the bundled model is used.', values: [] };
const OTHER_VERSION: Sentence = { template: 'The model learned in this workspace belongs to another version of Elman and must be trained again; the bundled one is used.', values: [] };

/** Whether a model was trained on a file of this workspace. */
export function isTrainedOn(model: UsableModel, path: string | undefined): boolean {
  return path !== undefined && model.trainedFiles.has(hashOfPath(path));
}
