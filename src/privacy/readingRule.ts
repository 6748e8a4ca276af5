// The one rule of what may be read: asked by the server for every document and by the memory for every file that it keeps;
// a training walks its folders by the same parts. Answers are kept for two seconds, or until a change is known.
import { realpathSync } from 'node:fs';
import { basename, dirname, join, parse, relative, sep } from 'node:path';
import { excludedBy } from './excludedGlobs';
import { FolderRuleReader, isHidden, type FolderRules } from './folderRules';
import type { Environment } from './gitConfig';
import { isPrivatePath } from './privatePaths';
import { RuleFiles } from './ruleFiles';
import { isSkippedFile, isSkippedFolder } from './skippedPaths';

/** Why a file must not be read. */
export type Refusal = 'private' | 'ignored' | 'excluded' | /** The rules themselves cannot be read. */ 'unreadable';

/** The workspace as the editor tells of it; other arrays after every change. */
export interface Workspace {
  /** Absolute paths. */
  readonly folders: readonly string[];
  /** Globs of `files.exclude` and `search.exclude` that are on, relative to each folder. */
  readonly excluded: readonly string[];
}

interface Answer {
  readonly refusal: Refusal | undefined;
  /** Whether a training would find the file, as far as paths say. */
  readonly isLearnable: boolean;
  /** Whether a walk of the folder comes to the file. */
  readonly isReached: boolean;
}

/** Answers that are kept. */
const MOST_ANSWERS = 20_000;

export class ReadingRule {
  private readonly files: RuleFiles;
  private readonly reader: FolderRuleReader;
  private readonly answers = new Map<string, Answer & { readonly period: number }>();
  private readonly entered = new Map<string, { readonly rules: FolderRules | undefined; readonly period: number }>();
  private known: Workspace | undefined;
  private isExcluded: (path: string) => boolean = () => false;

  /** @param now milliseconds of a clock that never goes back. */
  constructor(
    private readonly workspace: () => Workspace,
    now: () => number = () => performance.now(),
    environment: Environment = process.env,
  ) {
    this.files = new RuleFiles(now);
    this.reader = new FolderRuleReader(this.files, environment);
  }

  /** Counts the changes of rule files that were seen. */
  get version(): number {
    return this.files.version;
  }

  /** Number of the time in which answers hold; another one every two seconds and after every known change. */
  get period(): number {
    return this.files.period;
  }

  /** Why a document with this path must not be read; undefined if it may. @param path absolute. */
  refusalOf(path: string): Refusal | undefined {
    return this.answer(path).refusal;
  }

  /** Whether a training would find a file, as far as its path, its rules and links say. @param path absolute. */
  isLearnable(path: string): boolean {
    return this.answer(path).isLearnable;
  }

  /** Something has changed on disk: nothing that was answered holds any more. */
  changed(): void {
    this.files.changed();
  }

  private answer(path: string): Answer {
    this.lookAtWorkspace();
    const known = this.answers.get(path);
    const { period } = this.files;
    if (known?.period === period) return known;
    if (this.answers.size >= MOST_ANSWERS) this.answers.clear();
    const answer = { ...this.judge(path), period };
    this.answers.set(path, answer);
    return answer;
  }

  private lookAtWorkspace(): void {
    const { folders, excluded } = this.workspace();
    if (this.known?.folders === folders && this.known.excluded === excluded) return;
    this.known = { folders, excluded };
    this.isExcluded = excludedBy(excluded);
    this.answers.clear();
  }

  private judge(path: string): Answer {
    if (isPrivatePath(path)) return refused('private');
    const answer = this.judgeByFolders(path);
    const target = linkTarget(path, this.known!.folders);
    if (answer.refusal || target === undefined) return answer;
    // A link: what it leads to must be readable too, and a training does not follow it.
    const refusal = isPrivatePath(target) ? 'private' : this.judgeByFolders(target).refusal;
    return { refusal, isLearnable: false, isReached: true };
  }

  /** Asks the folders in their order, as a training walks them: the first one in which the file is reached decides. */
  private judgeByFolders(path: string): Answer {
    const answers: Answer[] = [];
    for (const folder of this.known!.folders) {
      if (!isInside(path, folder)) continue;
      const answer = this.guarded(() => this.judgeIn(realPath(folder), relative(folder, path).split(sep)));
      if (answer.isReached) return answer;
      answers.push(answer);
    }
    if (answers.length > 0) return answers.find(({ refusal }) => !refusal) ?? answers[0];
    const outside = this.guarded(() => this.judgeIn(realPath(dirname(path)), [basename(path)], false));
    return { ...outside, isLearnable: false };
  }

  private judgeIn(root: string, parts: readonly string[], isWorkspace = true): Answer {
    let rules = this.enter(root, () => this.reader.rulesOfRoot(root));
    let folder = root;
    let isSkipped = false;
    for (const [i, name] of parts.entries()) {
      const isFolder = i < parts.length - 1;
      if (isWorkspace && this.isExcluded(parts.slice(0, i + 1).join('/'))) return { ...refused('excluded'), isReached: !isFolder && !isSkipped };
      if (!rules || isHidden(rules, name, isFolder)) return { ...refused('ignored'), isReached: !!rules && !isFolder && !isSkipped };
      if (!isFolder) break;
      isSkipped ||= isSkippedFolder(name);
      folder = join(folder, name);
      const above: FolderRules = rules;
      const inside = folder;
      rules = this.enter(`${root}\0${folder}`, () => this.reader.enter(above, inside));
    }
    return { refusal: undefined, isLearnable: !isSkipped && !isSkippedFile(parts.at(-1)!), isReached: !isSkipped };
  }

  /** Rules of a folder, kept as long as answers are. */
  private enter(key: string, read: () => FolderRules | undefined): FolderRules | undefined {
    const known = this.entered.get(key);
    const { period } = this.files;
    if (known?.period === period) return known.rules;
    if (this.entered.size >= MOST_ANSWERS) this.entered.clear();
    const rules = read();
    this.entered.set(key, { rules, period });
    return rules;
  }

  private guarded(judge: () => Answer): Answer {
    try {
      return judge();
    } catch {
      return refused('unreadable');
    }
  }
}

function refused(refusal: Refusal): Answer {
  return { refusal, isLearnable: false, isReached: false };
}

/** Whether a path lies in a folder. */
export function isInside(path: string, folder: string): boolean {
  const rest = relative(folder, path);
  return rest !== '' && rest.split(sep)[0] !== '..' && parse(rest).root === '';
}

/** Path that a link leads to, or a file in a linked folder; undefined for others, and for links of a whole workspace folder. */
function linkTarget(path: string, folders: readonly string[]): string | undefined {
  const real = realPath(path);
  if (real === path) return undefined;
  const isSame = folders.some((folder) => isInside(path, folder) && real === join(realPath(folder), relative(folder, path)));
  return isSame ? undefined : real;
}

/** Path without links; unchanged if there is no such file. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
