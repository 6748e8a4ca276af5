// The rules in force inside a folder: `.gitignore` from the root of its repository down, the exclude files of that
// repository, and `.ignore`. What git ignores stays hidden; `.ignore` can only hide more.
import { basename, dirname, join } from 'node:path';
import { PatternList, type Verdict } from './gitPatterns';
import type { Environment } from './gitConfig';
import { gitEntryOf, repositoryRootOf, repositoryRulesOf } from './repository';
import type { RuleFiles, RuleText } from './ruleFiles';
import { byteString } from './wildmatch';

/** Rules of one folder, and of the folder above it. */
export interface FolderRules {
  /** Name of the folder inside the one above, as a byte string. */
  readonly name: string;
  readonly above: FolderRules | undefined;
  /** `.gitignore` of this folder. */
  readonly git: PatternList | undefined;
  /** `.ignore` of this folder. */
  readonly search: PatternList | undefined;
  /** Exclude files of the repository that begins here, the earlier one deciding. */
  readonly excludes: readonly PatternList[];
  /** Whether a repository begins here: git's rules of the folders above end. */
  readonly isRepository: boolean;
  readonly ignoreCase: boolean;
}

/** Reads the rules of folders. */
export class FolderRuleReader {
  private readonly lists = new WeakMap<RuleText & object, Map<boolean, PatternList>>();

  constructor(
    private readonly files: RuleFiles,
    private readonly environment: Environment = process.env,
  ) {}

  /**
   * Rules of a workspace folder, with those of its repository further up.
   * @returns undefined if the folder itself is hidden there. @throws Error if rules cannot be read.
   */
  rulesOfRoot(folder: string): FolderRules | undefined {
    const chain = [folder];
    const root = repositoryRootOf(folder);
    while (root !== undefined && chain[0] !== root) chain.unshift(dirname(chain[0]));
    let rules: FolderRules | undefined;
    for (const path of chain) {
      if (rules && isHidden(rules, basename(path), true)) return undefined;
      rules = this.enter(rules, path);
    }
    return rules;
  }

  /**
   * Rules inside a folder that lies directly in the one of `above`.
   * @throws Error if some of them cannot be read: they may hide anything.
   */
  enter(above: FolderRules | undefined, path: string): FolderRules {
    const entry = gitEntryOf(path);
    const repository = entry === 'none' && above ? undefined : repositoryRulesOf(path, this.files, this.environment);
    const ignoreCase = repository?.ignoreCase ?? above!.ignoreCase;
    return {
      name: byteString(basename(path)),
      above,
      git: this.patterns(join(path, '.gitignore'), ignoreCase),
      search: this.patterns(join(path, '.ignore'), ignoreCase),
      // As git does: a home folder that cannot be entered hides nothing.
      excludes: (repository?.excludeFiles ?? []).filter((file) => this.files.read(file) !== 'unreachable').flatMap((file) => this.patterns(file, ignoreCase) ?? []),
      isRepository: entry === 'repository',
      ignoreCase,
    };
  }

  private patterns(file: string, ignoreCase: boolean): PatternList | undefined {
    const content = this.files.read(file);
    if (content === 'missing') return undefined;
    if (typeof content === 'string') throw new Error(`${file} cannot be read`);
    const lists = this.lists.get(content) ?? new Map<boolean, PatternList>();
    this.lists.set(content, lists);
    const list = lists.get(ignoreCase) ?? new PatternList(content.text, ignoreCase);
    lists.set(ignoreCase, list);
    return list;
  }
}

/** Whether rules hide a file or folder that lies directly in theirs. */
export function isHidden(rules: FolderRules, name: string, isFolder: boolean): boolean {
  const bytes = byteString(name);
  return gitVerdict(rules, bytes, isFolder) === 'ignored' || searchVerdict(rules, bytes, isFolder) === 'ignored';
}

function gitVerdict(rules: FolderRules, name: string, isFolder: boolean): Verdict {
  const excludes: { readonly list: PatternList; readonly path: string }[] = [];
  let path = name;
  for (let level: FolderRules | undefined = rules; level; level = level.isRepository ? undefined : level.above) {
    const verdict = level.git?.verdict(path, isFolder);
    if (verdict) return verdict;
    for (const list of level.excludes) excludes.push({ list, path });
    path = `${level.name}/${path}`;
  }
  for (const { list, path: below } of excludes) {
    const verdict = list.verdict(below, isFolder);
    if (verdict) return verdict;
  }
  return undefined;
}

/** The `.ignore` files are no matter of git: they hold across repositories. */
function searchVerdict(rules: FolderRules, name: string, isFolder: boolean): Verdict {
  let path = name;
  for (let level: FolderRules | undefined = rules; level; level = level.above) {
    const verdict = level.search?.verdict(path, isFolder);
    if (verdict) return verdict;
    path = `${level.name}/${path}`;
  }
  return undefined;
}
