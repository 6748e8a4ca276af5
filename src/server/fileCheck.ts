// When files that are remembered are looked at again, and whether they still may be: all of them after a known change, a
// part of them every two seconds while somebody types, so that what another program did is seen too.
import { basename, dirname } from 'node:path';
import { renewedStamp, type FileStamp, type RememberedFile } from '../model/rememberedFile';
import { languageOf } from '../privacy/languages';
import { isLanguageOn } from '../privacy/learnableText';
import type { ReadingRule } from '../privacy/readingRule';
import type { EditorState } from './editorState';

/** So many at a time: some two milliseconds. */
const FILES_PER_LOOK = 300;
/** Files that decide about others, by their last and their last two parts. */
const RULE_NAMES = new Set(['.gitignore', '.ignore', '.git', '.gitmodules', 'info/exclude', '.git/config', '.git/HEAD', '.git/info']);

export class FileCheck {
  private isEverythingDue = true;
  private readonly dueFiles = new Set<string>();
  private lastPeriod = NaN;
  /** Where the next part begins. */
  private next = 0;
  /** What the last look at everything knew. */
  private seen: readonly unknown[] = [];

  constructor(
    private readonly rule: ReadingRule,
    private readonly state: EditorState,
  ) {}

  /** Every file is to be looked at. */
  everything(): void {
    this.isEverythingDue = true;
  }

  /** One file is to be looked at. */
  one(path: string): void {
    this.dueFiles.add(path);
  }

  /**
   * Paths of the files whose turn it is, which count as looked at then; undefined while it is not time to look.
   * @param arrivals another number once files came in that nobody has checked.
   */
  due(files: () => readonly RememberedFile[], arrivals: number): ReadonlySet<string> | undefined {
    const { period, version } = this.rule;
    const known = [version, this.state.folders, this.state.excluded, this.state.settings.languages, arrivals];
    const isAll = this.isEverythingDue || known.some((value, i) => value !== this.seen[i]);
    if (!isAll && period === this.lastPeriod && this.dueFiles.size === 0) return undefined;
    const part = isAll ? files() : period === this.lastPeriod ? [] : this.nextPart(files());
    const due = new Set([...part.map(({ path }) => path), ...this.dueFiles]);
    this.dueFiles.clear();
    this.isEverythingDue = false;
    this.lastPeriod = period;
    this.seen = known;
    return due;
  }

  /** The stamp of a file that may be remembered as it is; undefined if it must be forgotten. */
  stampOf(file: RememberedFile): FileStamp | undefined {
    return this.isAllowed(file) ? renewedStamp(file.path, file.stamp) : undefined;
  }

  /** Whether a file may be remembered, as far as rules and settings say. */
  isAllowed({ path, language }: Pick<RememberedFile, 'path' | 'language'>): boolean {
    const { languages } = this.state.settings;
    return isLanguageOn(languages, language) && isLanguageOn(languages, languageOf(path)) && this.rule.isLearnable(path);
  }

  /** Whether changes of files may decide about more than those: a list of rules, or a folder of files that are remembered. */
  concerns(changed: readonly string[], files: readonly RememberedFile[]): boolean {
    if (changed.some((path) => isRuleFile(path))) return true;
    const folders = new Set<string>();
    for (const { path } of files) {
      for (let folder = dirname(path); !folders.has(folder) && folder !== dirname(folder); folder = dirname(folder)) folders.add(folder);
    }
    return changed.some((path) => folders.has(path));
  }

  private nextPart(files: readonly RememberedFile[]): readonly RememberedFile[] {
    if (this.next >= files.length) this.next = 0;
    const part = files.slice(this.next, this.next + FILES_PER_LOOK);
    this.next += part.length;
    return part;
  }
}

/** Whether a file or folder decides about what may be read of others. */
export function isRuleFile(path: string): boolean {
  const name = basename(path);
  return RULE_NAMES.has(name) || RULE_NAMES.has(`${basename(dirname(path))}/${name}`);
}
