// The two settings of git that decide about ignored files: `core.excludesFile` and `core.ignoreCase`. Reads the files of
// the system, of the user and of the repository, with the files that they include.
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { RuleFiles } from './ruleFiles';
import { byteString, wildmatch } from './wildmatch';

/** Values that no file gives are undefined. */
export interface GitSettings {
  /** Absolute path; empty: none. */
  readonly excludesFile?: string;
  readonly ignoreCase?: boolean;
}

/** Environment of the process, as far as git looks at it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A file that includes itself is read this often. */
const DEEPEST_INCLUDE = 10;

/** Path of the home folder. */
export function homeOf(environment: Environment): string {
  return environment['HOME'] || homedir();
}

/** Folder of the user's settings below which git has its own. */
export function configHomeOf(environment: Environment): string {
  return environment['XDG_CONFIG_HOME'] || join(homeOf(environment), '.config');
}

/** The place whose settings are asked for. */
export interface ConfiguredPlace {
  /** Folder where the repository begins, or any other. */
  readonly folder: string;
  /** Folder with `HEAD`, for conditions; undefined outside repositories. */
  readonly gitFolder: string | undefined;
  /** Configuration files of the repository, the later one deciding. */
  readonly ownFiles: readonly string[];
}

/** Settings in force in a repository. */
export function readGitSettings(files: RuleFiles, environment: Environment, place: ConfiguredPlace): GitSettings {
  const reader = new ConfigReader(files, environment, place);
  for (const path of [...sharedFiles(environment), ...place.ownFiles]) reader.read(path);
  return reader.settings;
}

function sharedFiles(environment: Environment): string[] {
  const system = environment['GIT_CONFIG_NOSYSTEM'] ? [] : [environment['GIT_CONFIG_SYSTEM'] ?? (process.platform === 'win32' ? '' : '/etc/gitconfig')];
  const global = environment['GIT_CONFIG_GLOBAL'];
  const user = global === undefined ? [join(configHomeOf(environment), 'git', 'config'), join(homeOf(environment), '.gitconfig')] : [global];
  return [...system, ...user].filter((path) => path !== '');
}

class ConfigReader {
  settings: GitSettings = {};

  constructor(
    private readonly files: RuleFiles,
    private readonly environment: Environment,
    private readonly place: ConfiguredPlace,
  ) {}

  read(path: string, depth = 0): void {
    const content = this.files.read(path);
    if (typeof content === 'string' || depth > DEEPEST_INCLUDE) return;
    for (const { section, name, value } of entriesOf(content.text)) {
      if (section === 'core' && name === 'excludesfile') this.settings = { ...this.settings, excludesFile: value === '' ? '' : this.pathOf(value, this.place.folder) };
      if (section === 'core' && name === 'ignorecase') this.settings = { ...this.settings, ignoreCase: isTrue(value) };
      if (name === 'path' && this.includes(section, path)) this.read(this.pathOf(value, dirname(path)), depth + 1);
    }
  }

  private includes(section: string, file: string): boolean {
    if (section === 'include') return true;
    const condition = /^includeif "(gitdir|gitdir\/i):(.*)"$/s.exec(section);
    return condition !== null && this.place.gitFolder !== undefined && this.holdsRepository(condition[2], condition[1] === 'gitdir/i', dirname(file));
  }

  /** Whether the repository lies where a condition says. */
  private holdsRepository(written: string, ignoreCase: boolean, folder: string): boolean {
    const expanded = /^(?:~|\.)\//.test(written) ? this.pathOf(written, folder).replaceAll('\\', '/') : written;
    const anchored = isAbsolute(expanded) ? expanded : `**/${expanded}`;
    const pattern = written.endsWith('/') ? `${anchored.replace(/\/$/, '')}/**` : anchored;
    return wildmatch(byteString(pattern), byteString(this.place.gitFolder!.replaceAll('\\', '/')), { isPath: true, ignoreCase }) === true;
  }

  private pathOf(value: string, folder: string): string {
    return value.startsWith('~/') ? join(homeOf(this.environment), value.slice(2)) : resolve(folder, value);
  }
}

interface Entry {
  /** Lower case; a subsection follows in quotation marks. */
  readonly section: string;
  /** Lower case. */
  readonly name: string;
  readonly value: string;
}

const SECTION = /^\s*\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/;
const ASSIGNMENT = /^\s*([A-Za-z][\w-]*)\s*(?:=\s*(.*))?$/s;

function entriesOf(text: string): Entry[] {
  const entries: Entry[] = [];
  let section = '';
  for (const line of text.replace(/^\uFEFF/, '').replace(/\\\r?\n/g, '').split(/\r?\n/)) {
    const opened = SECTION.exec(line);
    if (opened) section = opened[1].toLowerCase() + (opened[2] === undefined ? '' : ` "${opened[2].replace(/\\(.)/g, '$1')}"`);
    const assigned = ASSIGNMENT.exec(opened ? line.slice(opened[0].length) : line);
    if (assigned) entries.push({ section, name: assigned[1].toLowerCase(), value: assigned[2] === undefined ? 'true' : unquoted(assigned[2]) });
  }
  return entries;
}

/** A value without its quotation marks, escapes and comment. */
function unquoted(written: string): string {
  let value = '';
  let isQuoted = false;
  let kept = 0;
  for (let i = 0; i < written.length; i++) {
    const character = written[i];
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === '#' || character === ';')) break;
    else if (character === '\\') value += ESCAPES[written[++i] ?? ''] ?? written[i] ?? '';
    else value += character;
    if (isQuoted || !/\s/.test(character)) kept = value.length;
  }
  return value.slice(0, kept);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b' };

function isTrue(value: string): boolean {
  return /^(?:true|yes|on|[1-9]\d*)$/i.test(value);
}
