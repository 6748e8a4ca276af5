// What was learned in this workspace, on disk: packages in `models/<number>/` and `live.json`, which names the one in
// use. The pointer changes by one atomic rename, so a crash at any moment leaves either the old or the new model live
// and never half of one. Knows nothing of networks: whether a package can be opened is for its caller to find out.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

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

export class ModelStore {
  private readonly models: string;
  private readonly candidates: string;
  private readonly pointerFile: string;

  /** @param storage folder of this workspace's storage; it need not exist yet. */
  constructor(readonly storage: string) {
    this.models = join(storage, 'models');
    this.candidates = join(storage, 'candidates');
    this.pointerFile = join(storage, 'live.json');
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

  folderOf(pointer: Pick<LivePointer, 'folder'>): string {
    return join(this.models, pointer.folder);
  }

  /** Path for a package that a trainer will write; left-overs of runs that were killed go. */
  newCandidate(): string {
    rmSync(this.candidates, { recursive: true, force: true });
    mkdirSync(this.candidates, { recursive: true });
    return join(this.candidates, String(this.nextNumber()));
  }

  /** Moves a finished candidate to the models; it is not live yet. @returns its name. */
  adopt(candidate: string): string {
    const folder = String(this.nextNumber());
    mkdirSync(this.models, { recursive: true });
    renameSync(candidate, this.folderOf({ folder }));
    return folder;
  }

  /** From here on, also after a crash, this model is the live one. */
  makeLive(pointer: LivePointer): void {
    const temporary = `${this.pointerFile}.new`;
    writeDurably(temporary, JSON.stringify(pointer));
    renameSync(temporary, this.pointerFile);
  }

  /** The bundled model is the live one again; the packages stay. */
  forgetLive(): void {
    rmSync(this.pointerFile, { force: true });
  }

  /** Removes one package, live or not. */
  discard(folder: string): void {
    rmSync(this.folderOf({ folder }), { recursive: true, force: true });
  }

  discardCandidates(): void {
    rmSync(this.candidates, { recursive: true, force: true });
  }

  /** Removes every package but one. */
  discardAllBut(folder: string): void {
    for (const other of this.folders()) if (other !== folder) this.discard(other);
  }

  /** Removes everything that was ever written here, the pointer first. */
  deleteEverything(): void {
    for (const path of [this.pointerFile, `${this.pointerFile}.new`, this.candidates, this.models]) {
      rmSync(path, { recursive: true, force: true });
    }
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

/** On the disk, not only in the system's memory, before the rename makes it count. */
function writeDurably(file: string, text: string): void {
  const descriptor = openSync(file, 'w');
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
