// The lines of an ignore file as git reads them (`dir.c`): comments, negation, patterns for folders only, patterns of
// names and of paths. The last line that matches decides.
import { byteString, isLiteral, literalLength, wildmatch } from './wildmatch';

interface Pattern {
  readonly text: string;
  readonly isNegated: boolean;
  readonly isForFolders: boolean;
  /** Without a slash: compared with the last part of a path. */
  readonly isName: boolean;
  /** `*` and a literal ending. */
  readonly isEnding: boolean;
  /** Length of the literal beginning. */
  readonly literal: number;
}

/** Verdict of a list about a path; undefined if no line speaks of it. */
export type Verdict = 'ignored' | 'kept' | undefined;

/** The patterns of one ignore file. */
export class PatternList {
  private readonly patterns: readonly Pattern[];

  /** @param text content of the file. */
  constructor(text: string, private readonly ignoreCase: boolean) {
    this.patterns = byteString(text.replace(/^\uFEFF/, '')).split('\n').flatMap(parse);
  }

  /** @param path from the folder of the file, with slashes, as a byte string; not the paths of the folders above it. */
  verdict(path: string, isFolder: boolean): Verdict {
    const name = path.slice(path.lastIndexOf('/') + 1);
    for (let i = this.patterns.length - 1; i >= 0; i--) {
      const pattern = this.patterns[i];
      if (pattern.isForFolders && !isFolder) continue;
      const isMatch = pattern.isName ? this.matchesName(pattern, name) : this.matchesPath(pattern, path);
      // A pattern that takes too long hides the path, and brings nothing back.
      if (isMatch ?? !pattern.isNegated) return pattern.isNegated ? 'kept' : 'ignored';
    }
    return undefined;
  }

  private matchesName({ text, literal, isEnding }: Pattern, name: string): boolean | undefined {
    if (literal === text.length) return this.isSame(text, name);
    if (isEnding) return name.length >= text.length - 1 && this.isSame(text.slice(1), name.slice(name.length - text.length + 1));
    return wildmatch(text, name, { isPath: false, ignoreCase: this.ignoreCase });
  }

  /** The literal beginning is compared first; the rest is a pattern of its own, as in git. */
  private matchesPath({ text, literal }: Pattern, path: string): boolean | undefined {
    const skipped = text.startsWith('/') ? 1 : 0;
    const beginning = text.slice(skipped, Math.max(skipped, literal));
    if (!this.isSame(beginning, path.slice(0, beginning.length))) return false;
    const rest = text.slice(skipped + beginning.length);
    const restOfPath = path.slice(beginning.length);
    if (beginning !== '' && rest === '' && restOfPath === '') return true;
    return wildmatch(rest, restOfPath, { isPath: true, ignoreCase: this.ignoreCase });
  }

  private isSame(a: string, b: string): boolean {
    return a === b || (this.ignoreCase && a.length === b.length && lowered(a) === lowered(b));
  }
}

function parse(written: string): Pattern[] {
  if (written === '' || written.startsWith('#')) return [];
  const line = withoutTrailingSpaces(written.replace(/\r$/, ''));
  const isNegated = line.startsWith('!');
  const body = isNegated ? line.slice(1) : line;
  const isForFolders = body.endsWith('/');
  const text = isForFolders ? body.slice(0, -1) : body;
  if (text === '') return [];
  const isEnding = body.startsWith('*') && isLiteral(body, 1);
  return [{ text, isNegated, isForFolders, isName: !text.includes('/'), isEnding, literal: Math.min(literalLength(body), text.length) }];
}

/** A space behind a backslash stays. */
function withoutTrailingSpaces(line: string): string {
  let end = 0;
  for (let i = 0; i < line.length; i++) {
    if (line[i] === '\\') {
      if (++i === line.length) return line;
      end = i + 1;
    } else if (line[i] !== ' ') end = i + 1;
  }
  return line.slice(0, end);
}

/** ASCII letters only: git folds no others. */
function lowered(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
