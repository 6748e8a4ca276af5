// Rules of a line of code: known names, brackets and quotes that close, the document's indentation, no comment, no
// address, no line that stands there already.
import { indentationOf, scanCode, type OpenBracket } from './codeText';
import { lastRun, wordRuns, type DocumentWords } from './textWords';
import type { UnitRules, UnitText } from './unitRules';

const LEAST_WORD_END = 0.3;
/** UTF-16 units of a line. */
const LONGEST_LINE = 100;
/** Lines of fewer characters, such as a bracket, may come again and again. */
const SHORT_LINE = 8;
/** Times that a name may stand in a line. */
const MOST_IN_LINE = 2;
/** Quotes and commas of a line, and the share of letters and digits in a longer one: beyond them it is a heap of signs. */
const MOST_QUOTES = 4;
const MOST_COMMAS = 4;
const LEAST_LETTERS = 0.5;
const SIGN_LINE = 10;
/** What only languages with braces write, and what only languages with blocks by indentation write. */
const BRACES_ONLY = /\b(?:const|let|var|function|this|null|undefined|typeof)\b|=>|===|;\s*$|\b(?:if|for|while) \(|\{\s*$/u;
/** Written by JavaScript and its relatives, and by few others. */
export const SCRIPT = /\b(?:const|let|function|this|export|private|constructor|typeof|undefined)\b|=>|===/u;
const COLONS_ONLY = /^\s*(?:def|elif)\b|\bself\.|:\s*$/u;
const PLAIN = /^[A-Za-z0-9_ \t()[\]{}<>.,:;=+\-*/%!?&|'"\n]+$/u;
const LETTER = /[\p{L}\p{M}\p{N}_]/u;
/** Comments and addresses; what a language writes otherwise is judged by what stands in the document. */
const FOREIGN = /\/\/|(?:^|\s)#(?!\[|\w+\s*["<(])|\.{4}|^\s*[>*+\-=,;:.!?%&|\/]|\/\*|\*\/|https?:|www\.|:\/|--(?![=;)])|<!|<secret|example\.com/u;
/** Ends of a line that goes on in the next one. */
const CONTINUED = /[=+\-*/%&|<>?.,(]$|\b(?:and|or|not|in|is|return|const|let|var|new|of|if|for|while|import|from|def|class|function)$/u;
const DECLARATION = /^(?:export )?(?:async )?(?:let|const|var|function|class|interface|type|def|func|fn) +([\p{L}_][\p{L}\p{N}_]*)/u;
/** Words that may stand beside a name, in the languages that most people write. */
const KEYWORDS = new Set(('abstract and as assert async await bool boolean break by case catch chan char class const constexpr continue def default defer del delete do double elif else enum except export extends ' +
  'extern final finally float fn for from func function get global go if impl implements import in inline instanceof int interface is keyof lambda let long match mod module move mut namespace new nonlocal not ' +
  'number object of or override package pass private protected pub public raise range readonly ref return satisfies select set short signed static str string struct super switch this throw throws trait try type ' +
  'typeof union unknown unsafe unsigned use using val var virtual void volatile where while with yield').split(' '));
const OPENING = /(?:[)\w]|=>|\(|^)\s*\{$/u;

/** Place of a new line. */
export interface LinePlace {
  /** Brackets that are open before it, the outermost first. */
  readonly open: readonly OpenBracket[];
  /** Brackets among them that may be closed, counted from the innermost. */
  readonly closable: number;
  /** The last line before it that is not blank. */
  readonly lineBefore: string;
  /** Whether a blank line may come: none did for some lines. */
  readonly mayBeBlank: boolean;
  /** Shapes of the lines before it that were written; another line of the same shape would be too many. */
  readonly shapesBefore: readonly string[];
  /** Text of the line that stands before the cursor. */
  readonly given: string;
  /** Whether the line may open a block. */
  readonly mayOpen: boolean;
}

/** What is fixed for a document. */
export interface CodeHabits {
  readonly words: DocumentWords;
  readonly step: string;
  /** Whether a colon opens a block, as in Python. */
  readonly colonBlocks: boolean;
  /** Whether the document has the keywords or signs of JavaScript and its relatives, which the model knows best. */
  readonly isScript: boolean;
  /** Characters beyond the common ones that occur in the document. */
  readonly characters: ReadonlySet<string>;
  /** Lines that stand in the document, without white space around them. */
  readonly lines: Set<string>;
}

export class CodeRules implements UnitRules {
  constructor(
    private readonly habits: CodeHabits,
    private readonly place: LinePlace,
  ) {}

  readonly isOpenScript = false;

  allowsToken(text: string): boolean {
    return PLAIN.test(text) || [...text].every((character) => PLAIN.test(character) || this.habits.characters.has(character));
  }

  allowsStart(start: string): boolean {
    return this.habits.words.begins(start);
  }

  allows(unit: UnitText, piece: string): boolean {
    const text = unit.text + piece;
    const line = text.replace(/^\n/u, '');
    const shared = Math.min(text.length, this.place.given.length);
    if (text.slice(0, shared) !== this.place.given.slice(0, shared)) return false;
    if (line.length > LONGEST_LINE || FOREIGN.test(line) || / {2}$/u.test(line.trimStart())) return false;
    const run = lastRun(unit.text);
    if (run !== '' && LETTER.test(piece[0])) return this.continues(unit, run, piece);
    if (run !== '' && unit.text.length > unit.given && !this.isKnown(unit, run)) return false;
    if (line.trim() === '' && piece !== '\n') return this.mayIndent(line);
    if (unit.text.trim() === '' && piece.trim() !== '' && !this.hasIndentation(line)) return false;
    return piece === '\n' ? this.mayEnd(unit, unit.text.replace(/^\n/u, '')) : this.isBalanced(line);
  }

  isComplete({ text, given }: UnitText): boolean {
    return text.length > given && text.endsWith('\n') && text.length > 1;
  }

  accepts(text: string): boolean {
    const line = text.trim();
    if (line.length >= SHORT_LINE && this.habits.lines.has(line)) return false;
    if (isHeapOfSigns(line) || (this.habits.colonBlocks ? BRACES_ONLY : COLONS_ONLY).test(line) || (!this.habits.isScript && SCRIPT.test(line))) return false;
    if (/^(\S+) = \1(?![\w(])/u.test(line) || / = [^=]+[^=!<>] = /u.test(line)) return false;
    if (isSentence(line) || statementsOf(line) > 1 || this.declaresAgain(line)) return false;
    const { shapesBefore } = this.place;
    if (line !== '' && shapesBefore.length > 0 && shapesBefore.every((shape) => shape === shapeOf(line))) return false;
    const names = wordRuns(line);
    return names.every((name) => KEYWORDS.has(name) || name === 'self' || names.filter((other) => other === name).length <= MOST_IN_LINE);
  }

  private declaresAgain(line: string): boolean {
    const declared = DECLARATION.exec(line)?.[1];
    if (declared === undefined) return false;
    return [...this.habits.lines].some((other) => DECLARATION.exec(other)?.[1] === declared);
  }

  private continues(unit: UnitText, run: string, piece: string): boolean {
    const longer = run + /^[\p{L}\p{M}\p{N}_]+/u.exec(piece)![0];
    if (this.habits.words.beginsExactly(longer)) return true;
    return unit.text.length - run.length < unit.given || /^\d+$/u.test(longer);
  }

  private isKnown({ text, given, runTokens, wordEnd }: UnitText, run: string): boolean {
    if (this.habits.words.has(run)) return true;
    if (/^\d+$/u.test(run)) return run.length <= 2;
    return wordEnd >= LEAST_WORD_END && (runTokens === 1 || text.length - run.length < given);
  }

  private isBalanced(line: string): boolean {
    const { open, closable } = this.place;
    const scan = scanCode(line, open);
    const fewest = open.length - closable;
    return !scan.isBroken && lowestDepth(line, open) >= fewest && scan.open.length - open.length <= 3;
  }

  /** Whether a line may end here. */
  private mayEnd(unit: UnitText, line: string): boolean {
    if (line.trim() === '') return line === '' && unit.given <= 1 && this.place.mayBeBlank && !this.opensBlock(this.place.lineBefore) && this.isAtStatement();
    const { open } = this.place;
    const scan = scanCode(line, open);
    if (scan.quote !== undefined || scan.isBroken || /\s$/u.test(line)) return false;
    if (scan.open.length > open.length && !OPENING.test(line)) return false;
    if (this.opensBlock(line) && !this.place.mayOpen) return false;
    if (CONTINUED.test(line) && !OPENING.test(line) && !this.isListEntry(line)) return false;
    return !this.habits.colonBlocks || scan.open.length > 0 || isPythonLine(line);
  }

  /** Whether the place is between statements: not inside round or square brackets. */
  private isAtStatement(): boolean {
    const last = this.place.open.at(-1);
    return last === undefined || last.closer === '}';
  }

  private isListEntry(line: string): boolean {
    return line.endsWith(',') && this.place.open.length > 0;
  }

  private opensBlock(line: string): boolean {
    const code = line.trimEnd();
    return OPENING.test(code) || (this.habits.colonBlocks && code.endsWith(':'));
  }

  private mayIndent(blank: string): boolean {
    return this.indentations(false).some((allowed) => allowed.startsWith(blank));
  }

  private hasIndentation(line: string): boolean {
    const isCloser = /^\s*[)\]}]/u.test(line);
    return this.indentations(isCloser).includes(indentationOf(line));
  }

  /** Indentations that the line may have. */
  private indentations(isCloser: boolean): string[] {
    const { step, colonBlocks } = this.habits;
    const { lineBefore, open } = this.place;
    const before = indentationOf(lineBefore);
    if (isCloser) return open.slice(-1).map(({ indentation }) => indentation);
    if (this.opensBlock(lineBefore)) return [before + step];
    if (!colonBlocks || open.length > 0) return [open.length > 0 ? open[open.length - 1].indentation + step : before];
    const shallower = Array.from({ length: Math.floor(before.length / step.length) }, (_, depth) => step.repeat(depth));
    return /^\s*(?:return|raise|break|continue|pass)\b/u.test(lineBefore) ? shallower : [...shallower, before];
  }
}

/** Fewest brackets that are open at any place of a line. */
function lowestDepth(line: string, open: readonly OpenBracket[]): number {
  let lowest = open.length;
  for (let end = 1; end <= line.length; end++) {
    if (/[)\]}]/u.test(line[end - 1])) lowest = Math.min(lowest, scanCode(line.slice(0, end), open).open.length);
  }
  return lowest;
}

/** A line without its names and numbers: lines of one shape are a list. */
export function shapeOf(line: string): string {
  return line.trim().replace(/[\p{L}_][\p{L}\p{M}\p{N}_]*/gu, (word) => (KEYWORDS.has(word) ? word : 'name')).replace(/\d+/gu, '0');
}

/** Whether words stand side by side as in a sentence: names that no sign and no keyword parts. */
function isSentence(line: string): boolean {
  const code = line.replace(/(["'`])(?:\\.|(?!\1).)*\1/gu, '""');
  return [...code.matchAll(/(?<![\p{L}\p{N}_])([\p{L}_][\p{L}\p{M}\p{N}_]*) +(?=([\p{L}_][\p{L}\p{M}\p{N}_]*))/gu)].some(([, left, right]) => !KEYWORDS.has(left) && !KEYWORDS.has(right));
}

function isHeapOfSigns(line: string): boolean {
  const count = (sign: RegExp) => (line.match(sign) ?? []).length;
  if (count(/["'`]/gu) > MOST_QUOTES || count(/,/gu) > MOST_COMMAS || /""|''|["'][^\w\s]["']/u.test(line)) return true;
  return line.length >= SIGN_LINE && count(/[\p{L}\p{N}_ ]/gu) < LEAST_LETTERS * line.length;
}

function statementsOf(line: string): number {
  return /^\s*for\b/u.test(line) ? 1 : (line.match(/;/gu) ?? []).length;
}

const BLOCK_START = /^\s*(?:if|elif|else|for|while|def|class|with|try|except|finally|async)\b/u;

/** Whether a line of Python that begins a block ends with a colon, and no other line does. */
function isPythonLine(line: string): boolean {
  return BLOCK_START.test(line) === line.trimEnd().endsWith(':') || /\bif\b.*\belse\b/u.test(line);
}
