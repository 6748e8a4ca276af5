// What was learned in this workspace, and what a training leaves, on disk: packages in `models/<number>/` and `live.json`, which names the one in
// use. The pointer changes by one atomic rename, so a crash at any moment leaves either the old or the new model live
// and never half of one. Knows nothing of networks: whether a package can be opened is for its caller to find out.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder, writeDurably } from '../model/files';
import { REPORT_FILE } from '../report/reportData';

/** Contents of `live.json`. */
export interface LivePointer {
  /** Name of the folder under `models/`. */
  readonly folder: string;
  readonly kind: 'learned';
  /** Vocabulary of the bundled model that the learned one descends from. */
  readonly bundledFingerprint: string;
  /** Of the package. */
  readonly formatVersion: number;
}

const FOLDER_NAME = /^[1-9]\d{0,9}$/;
/** Candidates lie in a folder of the server that trains them: two windows may share a storage. */
const OWNER_NAME = /^server-(\d+)$/;
/** On Windows a virus scanner may hold a file that was just written. */
const REMOVAL_RETRIES = 3;
/** Ending of what is remembered while the bundled model was chosen. */
const UNUSED = '.unused';

export class ModelStore {
  private readonly models: string;
  private readonly candidates: string;
  private readonly pointerFile: string;
  /** The page of the last training. */
  readonly reportFile: string;
  /** A training that runs, or one that was interrupted and can be gone on with. */
  readonly checkpointFile: string;
  /** What the last training read, remembered beside the network. */
  readonly memoryFile: string;
  /** What was saved since. */
  readonly savedTextsFile: string;

  /** @param storage folder of this workspace's storage; it need not exist yet. */
  constructor(readonly storage: string) {
    this.models = join(storage, 'models');
    this.candidates = join(storage, 'candidates');
    this.pointerFile = join(storage, 'live.json');
    this.reportFile = join(storage, REPORT_FILE);
    this.checkpointFile = join(storage, 'training.checkpoint');
    this.memoryFile = join(storage, 'memory.bin');
    this.savedTextsFile = join(storage, 'saved.bin');
  }

  /** The learned model in use; undefined if there is none or the pointer is damaged. */
  live(): LivePointer | undefined {
    const pointer = readPointer(this.pointerFile);
    return pointer && existsSync(this.folderOf(pointer)) ? pointer : undefined;
  }

  /** True if a pointer lies there that names no model: its file or the model's folder is damaged. */
  isDamaged(): boolean {
    return existsSync(this.pointerFile) && !this.live();
  }

  /** Path of the package that was made last, in use or not. */
  newestFolder(): string | undefined {
    const newest = Math.max(0, ...this.folders().map(Number));
    return newest === 0 ? undefined : this.folderOf({ folder: String(newest) });
  }

  folderOf(pointer: Pick<LivePointer, 'folder'>): string {
    return join(this.models, pointer.folder);
  }

  /** Path for a package that a trainer will write; left-overs of runs that were killed go. */
  newCandidate(): string {
    this.discardCandidates();
    const own = join(this.candidates, `server-${process.pid}`);
    mkdirSync(own, { recursive: true });
    return join(own, String(this.nextNumber()));
  }

  /** Moves a finished candidate to the models; it is not live yet. @returns its name. */
  adopt(candidate: string): string {
    const folder = String(this.nextNumber());
    mkdirSync(this.models, { recursive: true });
    renameSync(candidate, this.folderOf({ folder }));
    leniently(() => syncFolder(this.models));
    return folder;
  }

  /** From here on, also after a crash, this model is the live one. */
  makeLive(pointer: LivePointer): void {
    const temporary = `${this.pointerFile}.new`;
    remove(temporary);
    writeDurably(temporary, JSON.stringify(pointer));
    renameSync(temporary, this.pointerFile);
    leniently(() => syncFolder(this.storage));
  }

  /** The bundled model is the live one again; the packages stay, and what is remembered lies beside, out of use. */
  forgetLive(): void {
    remove(this.pointerFile);
    for (const file of this.memoryFiles()) leniently(() => renameSync(file, `${file}${UNUSED}`));
  }

  /** File for what a training reads, beside the package that it will write. */
  memoryBeside(candidate: string): string {
    return `${candidate}.memory`;
  }

  /** From here on this is remembered; what was saved before is part of it. @throws the system's error: all stays as it was then. */
  adoptMemory(file: string): void {
    this.makeStorage();
    renameSync(file, this.memoryFile);
    leniently(() => [this.savedTextsFile, ...this.memoryFiles().map((older) => `${older}${UNUSED}`)].forEach(remove));
  }

  /** For files that are not written by a training. */
  makeStorage(): void {
    mkdirSync(this.storage, { recursive: true });
  }

  /** Removes one package, live or not, if it can be removed. */
  discard(folder: string): void {
    leniently(() => remove(this.folderOf({ folder })));
  }

  /** Removes the candidates of this server and of those that are gone, if they can be removed. */
  discardCandidates(): void {
    leniently(() => {
      for (const owner of readdirSync(this.candidates)) {
        const pid = Number(OWNER_NAME.exec(owner)?.[1]);
        if (pid === process.pid || !isRunning(pid)) remove(join(this.candidates, owner));
      }
      // Refused while another server has candidates in it.
      rmdirSync(this.candidates);
    });
  }

  /** True while a server trains, be it another one; candidates of those that are gone must be discarded before. */
  hasCandidates(): boolean {
    return existsSync(this.candidates);
  }

  hasCheckpoint(): boolean {
    return existsSync(this.checkpointFile);
  }

  /** No training goes on from the one that was interrupted. */
  discardCheckpoint(): void {
    leniently(() => remove(this.checkpointFile));
    this.discardHalfCheckpoint();
  }

  /** Removes what a process that was killed while it wrote its checkpoint has left beside it. */
  discardHalfCheckpoint(): void {
    leniently(() => remove(`${this.checkpointFile}.new`));
  }

  /** Removes every package but one, as far as they can be removed. */
  discardAllBut(folder: string): void {
    leniently(() => {
      for (const other of this.folders()) if (other !== folder) this.discard(other);
    });
  }

  /** Removes everything that was ever written here, the pointer first. @throws the system's error if something cannot be removed. */
  deleteEverything(): void {
    for (const file of [this.pointerFile, this.reportFile, this.checkpointFile, ...this.memoryFiles()]) for (const ending of ['', '.new', UNUSED]) remove(`${file}${ending}`);
    for (const folder of [this.candidates, this.models]) remove(folder);
  }

  /** Where a file of the memory may lie: in use, or aside. */
  memoryPlaces(file: string): { readonly file: string; readonly isAside: boolean }[] {
    return [{ file, isAside: false }, { file: `${file}${UNUSED}`, isAside: true }];
  }

  private memoryFiles(): string[] {
    return [this.memoryFile, this.savedTextsFile];
  }

  private folders(): string[] {
    return existsSync(this.models) ? readdirSync(this.models).filter((name) => FOLDER_NAME.test(name)) : [];
  }

  /** Numbers are not used twice while an older package lies there, so that a folder is never written over. */
  private nextNumber(): number {
    return Math.max(0, ...this.folders().map(Number)) + 1;
  }
}

function readPointer(file: string): LivePointer | undefined {
  try {
    const { folder, kind, bundledFingerprint, formatVersion } = JSON.parse(readFileSync(file, 'utf8')) as Partial<LivePointer>;
    if (kind !== 'learned' || typeof folder !== 'string' || !FOLDER_NAME.test(folder)) return undefined;
    if (typeof bundledFingerprint !== 'string' || typeof formatVersion !== 'number') return undefined;
    return { folder, kind, bundledFingerprint, formatVersion };
  } catch {
    return undefined;
  }
}

/** Removes a file or a folder, if it is there. */
function remove(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: REMOVAL_RETRIES });
}

/** For what need not succeed: what cannot be removed goes with the next clean-up, and not every file system can sync a folder. */
function leniently(action: () => void): void {
  try {
    action();
  } catch {
    // Nothing that is live depends on it.
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It runs, but belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
