// Which files of a workspace may be read for training: text that people wrote and that nobody hid. Links are not followed:
// what they lead to inside the workspace is found anyway, what lies outside is not the workspace's, and no loop can arise.
import { readdirSync, readFileSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { excludedBy } from '../../src/privacy/excludedGlobs';
import { FolderRuleReader, isHidden, type FolderRules } from '../../src/privacy/folderRules';
import { languageOf } from '../../src/privacy/languages';
import { isLanguageOn, learnableTextOf, type LanguageSwitches } from '../../src/privacy/learnableText';
import { isPrivatePath } from '../../src/privacy/privatePaths';
import { RuleFiles } from '../../src/privacy/ruleFiles';
import { isSkippedFile, isSkippedFolder } from '../../src/privacy/skippedPaths';
import { bytesOf, drawn } from './sample';

export interface WalkOptions {
  /** Workspace folders, absolute. */
  readonly folders: readonly string[];
  /** Globs of files.exclude and search.exclude that are on, relative to each folder. */
  readonly excluded: readonly string[];
  /** Languages that are switched off are left out; none are unless told. */
  readonly languages?: LanguageSwitches;
  /** Larger files are skipped. */
  readonly maximumFileBytes: number;
  /** Where there is more text than this, files are drawn by lot as long as they together are no larger. */
  readonly maximumBytes: number;
}

export interface WalkedFile {
  /** Absolute. */
  readonly path: string;
  /** From its workspace folder, with forward slashes. */
  readonly relative: string;
  readonly bytes: number;
}

export interface Walk {
  /** In a fixed order: folder by folder, names by code unit. */
  readonly files: readonly WalkedFile[];
  /** Files and folders that the system would not let us read, and folders whose ignore rules cannot be read. */
  readonly unreadable: number;
  /** Whether there is more text than `maximumBytes`, or there are more files than a walk visits. */
  readonly isCut: boolean;
  /** Bytes of all files that might be text. */
  readonly foundBytes: number;
}

/** A walk of so many takes seconds; a folder with more is a disk rather than a workspace. */
const MOST_FILES = 300_000;
/** The same part of a large workspace in every run, so that no file that judged once is learned later. */
const SAMPLE_SEED = 0;

/** Finds the files; nothing that cannot be read ends the walk. */
export function walkWorkspace(options: WalkOptions): Walk {
  const walker = new Walker(options);
  for (const folder of options.folders) walker.walkRoot(folder);
  return walker.outcome();
}

class Walker {
  private readonly found: WalkedFile[] = [];
  private unreadable = 0;
  private isCut = false;
  /** Real paths: a workspace may hold a folder and another one inside it. */
  private readonly visited = new Set<string>();
  private readonly isExcluded: (path: string) => boolean;
  private readonly reader = new FolderRuleReader(new RuleFiles());

  constructor(private readonly options: WalkOptions) {
    this.isExcluded = excludedBy(options.excluded);
  }

  /** Reads the files that were found: all of them, or as drawn by lot until one of them is too much. */
  outcome(): Walk {
    const { maximumBytes } = this.options;
    const foundBytes = bytesOf(this.found);
    const taken = new Set<WalkedFile>();
    let bytes = 0;
    for (const file of foundBytes > maximumBytes ? drawn(this.found, SAMPLE_SEED) : this.found) {
      if (!this.isWritten(file)) continue;
      bytes += file.bytes;
      if (bytes > maximumBytes) {
        this.isCut = true;
        break;
      }
      taken.add(file);
    }
    return { files: this.found.filter((file) => taken.has(file)), unreadable: this.unreadable, isCut: this.isCut, foundBytes };
  }

  walkRoot(folder: string): void {
    const real = this.attempt(() => realpathSync(folder));
    const rules = real === undefined ? undefined : this.attempt(() => this.reader.rulesOfRoot(real));
    if (real !== undefined && rules) this.walkFolder(folder, real, '', rules);
  }

  private walkFolder(path: string, real: string, relative: string, rules: FolderRules): void {
    if (this.isCut || this.visited.has(real)) return;
    this.visited.add(real);
    const entries = this.attempt(() => readdirSync(path, { withFileTypes: true })) ?? [];
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) this.visit(entry, path, real, relative, rules);
  }

  private visit(entry: Dirent, folder: string, realFolder: string, prefix: string, rules: FolderRules): void {
    const { name } = entry;
    const relative = prefix + name;
    const path = join(folder, name);
    if (!entry.isDirectory() && !entry.isFile()) return;
    if (this.isExcluded(relative) || isHidden(rules, name, entry.isDirectory())) return;
    if (entry.isDirectory()) {
      const inside = isSkippedFolder(name) ? undefined : this.attempt(() => this.reader.enter(rules, join(realFolder, name)));
      if (inside) this.walkFolder(path, join(realFolder, name), `${relative}/`, inside);
    } else if (!isSkippedFile(name) && !isPrivatePath(path) && isLanguageOn(this.options.languages ?? {}, languageOf(name))) {
      this.find(path, relative);
    }
  }

  private find(path: string, relative: string): void {
    const bytes = this.attempt(() => statSync(path).size);
    if (!bytes || bytes > this.options.maximumFileBytes) return;
    if (this.found.length === MOST_FILES) this.isCut = true;
    else this.found.push({ path, relative, bytes });
  }

  /** Whether a file is text that people wrote. */
  private isWritten({ path, relative }: WalkedFile): boolean {
    const content = this.attempt(() => readFileSync(path));
    return content !== undefined && learnableTextOf(content, relative) !== undefined;
  }

  private attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch {
      this.unreadable++;
      return undefined;
    }
  }
}
