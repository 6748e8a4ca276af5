// Code, line by line: which brackets are open, where the next line may begin, and how what was opened is closed.
import { CodeRules, SCRIPT, shapeOf, type CodeHabits } from './codeRules';
import { indentationOf, indentationStep, openBrackets, scanCode, type OpenBracket } from './codeText';
import { DocumentWords } from './textWords';
import type { UnitRules } from './unitRules';
import type { WritingPlan } from './writingPlan';

/** With fewer words left no new block is opened. */
const WORDS_OF_BLOCK = 12;
/** Lines between two blank ones. */
const LINES_BETWEEN_BLANKS = 2;
/** Lines of the same shape in a row. */
const MOST_OF_A_SHAPE = 2;

export class CodePlan implements WritingPlan {
  readonly given: string;
  private readonly habits: CodeHabits;
  private open: readonly OpenBracket[];
  /** Brackets that were open at the cursor. */
  private readonly opened: number;
  /** Brackets at the cursor that are closed behind it. */
  private readonly closedBehind: number;
  private lineBefore: string;
  /** Lines since the last blank one. */
  private sinceBlank: number;
  private shapes: string[] = [];
  private pending = '';
  /** Whether the line at the cursor is over. */
  private isBegun = false;
  private written = false;

  /** @param typed the end of `before` that is no finished word yet. */
  constructor(before: string, typed: string, after: string) {
    const lineStart = before.lastIndexOf('\n') + 1;
    const above = before.slice(0, lineStart);
    this.given = before.slice(lineStart) === '' && lineStart > 0 ? '\n' : before.slice(lineStart);
    const words = new DocumentWords(`${before.slice(0, before.length - typed.trimStart().length)}\n${after}`);
    const colonBlocks = /^\s*(?:def|class|if|for|while|with|try|elif|else)\b.*:\s*$/mu.test(before);
    const characters = new Set([...before].filter((character) => character > ' '));
    this.habits = { words, step: indentationStep(before), colonBlocks, isScript: SCRIPT.test(before) || /\bclass \w+/u.test(before), characters, lines: new Set(above.split('\n').map((line) => line.trim())) };
    this.open = openBrackets(above);
    this.opened = this.open.length;
    this.closedBehind = after.trim() === '' ? 0 : this.open.length;
    const lines = above.split('\n').slice(0, -1);
    this.lineBefore = lines.filter((line) => line.trim() !== '').at(-1) ?? '';
    this.sinceBlank = lines.length - 1 - lines.findLastIndex((line) => line.trim() === '');
  }

  rules(wordsLeft: number): UnitRules {
    const { open, lineBefore, closedBehind } = this;
    return new CodeRules(this.habits, {
      open,
      closable: open.length - Math.min(open.length, closedBehind),
      lineBefore,
      mayBeBlank: this.sinceBlank >= LINES_BETWEEN_BLANKS,
      shapesBefore: this.shapes.length < MOST_OF_A_SHAPE ? [] : this.shapes,
      given: this.isBegun ? '' : this.given,
      mayOpen: wordsLeft >= WORDS_OF_BLOCK,
    });
  }

  take(unit: string, written: string): string {
    const line = unit.replace(/^\n/u, '').replace(/\n$/u, '');
    this.open = scanCode(line, this.open).open;
    this.isBegun = true;
    if (line.trim() === '') {
      // Blank lines wait for a line behind them.
      this.sinceBlank = 0;
      this.pending += '\n';
      return '';
    }
    const text = this.pending + written.replace(/\n$/u, '');
    this.written = true;
    this.sinceBlank++;
    this.lineBefore = line;
    this.habits.lines.add(line.trim());
    this.shapes = [...this.shapes, shapeOf(line)].slice(-MOST_OF_A_SHAPE);
    this.pending = '\n';
    return text;
  }

  next(): string {
    // The line end that ended the last unit has been read.
    return '';
  }

  /** Closes what was opened: brackets, and a block that has no line yet. */
  ending(): string {
    if (!this.written) return '';
    const { lineBefore, open, opened } = this;
    const { colonBlocks, step } = this.habits;
    const isEmptyBlock = colonBlocks && lineBefore.trimEnd().endsWith(':');
    const body = isEmptyBlock ? `\n${indentationOf(lineBefore)}${step}pass` : '';
    let closers = '';
    let last: object | undefined;
    for (const { indentation, closer, line } of open.slice(opened).reverse()) {
      closers += line === last ? closer : `\n${indentation}${closer}`;
      last = line;
    }
    return body + closers;
  }
}
