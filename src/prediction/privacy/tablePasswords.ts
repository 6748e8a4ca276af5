// Tables with a password: a row with the word in one cell and the value in the next, and a column that is headed by the word.
// Cells are separated by | (Markdown), tabs, commas or semicolons (CSV).
import { WordKind, namesSecret, type PasswordWord } from './passwordWords';
import { isNoPassword, looksLikePassword } from './secretValues';
import type { Span } from './standIn';

/** Rows of a table that are looked at. */
const MOST_ROWS = 500;
/** Longer lines hold no tables that people read. */
const LONGEST_LINE = 2_000;
const MOST_CELLS = 40;
const SEPARATORS = ['|', '\t', ',', ';'] as const;
/** A cell of a head: few words, perhaps in quotes or bold. */
const HEAD_CELL = /^[\s"'*_`]{0,4}[\p{L}\p{N}][\p{L}\p{N} ._()/-]{0,40}[\s"'*_`]{0,4}$/u;
const MARKUP = /^[\s"'*_`]+|[\s"'*_`]+$/g;
const RULE = /^[\s|:+-]+$/;

/** Secrets of a table, and where it ends. */
export interface TableSecrets {
  readonly spans: readonly Span[];
  readonly end: number;
}

interface Cell extends Span {
  readonly text: string;
}

/** Secrets of the table whose head or row holds a word. Nothing is found and the end is 0 where it is no table. */
export function passwordsInTable(text: string, word: PasswordWord): TableSecrets {
  const nothing = { spans: [], end: 0 };
  if (word.kind === WordKind.Weak) return nothing;
  const line = lineAround(text, word.begin);
  if (line.end - line.begin > LONGEST_LINE) return nothing;
  const separator = SEPARATORS.find((sign) => isCellEnd(text, word.end, sign) && text.slice(line.begin, line.end).includes(sign));
  if (!separator) return nothing;
  const head = cellsOf(text, line, separator);
  const column = head.findIndex(({ begin, end }) => begin <= word.begin && word.end <= end);
  if (column < 0 || head.length < 2 || head.length > MOST_CELLS || !HEAD_CELL.test(head[column].text)) return nothing;
  const beside = separator === '|' ? valueBeside(head, column) : undefined;
  if (beside) return { spans: [beside], end: line.end };
  return head.every(({ text: cell }) => cell.trim() === '' || HEAD_CELL.test(cell)) ? columnsUnder(text, line, head, separator) : nothing;
}

/** Whether a cell ends behind a word, perhaps after its mark-up or a remark. */
function isCellEnd(text: string, at: number, separator: string): boolean {
  const rest = text.slice(at, at + 60);
  const [cell] = rest.split('\n', 1)[0].split(separator, 1);
  return /^[\s"'*_`]{0,6}(?:\([^()]{0,30}\))?[\s"'*_`]{0,6}$/.test(cell);
}

function valueBeside(row: readonly Cell[], column: number): Span | undefined {
  const cell = row[column + 1];
  if (!cell) return undefined;
  const value = trimmed(cell);
  return looksLikePassword(value.text) && !/\s/.test(value.text) && !namesSecret(value.text) ? value : undefined;
}

function columnsUnder(text: string, line: Span, head: readonly Cell[], separator: string): TableSecrets {
  const columns = head.flatMap(({ text: cell }, i) => (namesSecret(cell) ? [i] : []));
  const spans: Span[] = [];
  let row = nextLine(text, line);
  for (let rows = 0; row && rows < MOST_ROWS; rows++) {
    const written = text.slice(row.begin, row.end);
    if (row.end - row.begin > LONGEST_LINE || !written.includes(separator)) break;
    if (!RULE.test(written)) {
      const cells = cellsOf(text, row, separator);
      if (Math.abs(cells.length - head.length) > 1 || cells.some(({ text: cell }) => namesSecret(cell))) break;
      spans.push(...columns.flatMap((column) => (cells[column] && isCellSecret(trimmed(cells[column]).text, separator) ? [trimmed(cells[column])] : [])));
    }
    row = nextLine(text, row);
  }
  return { spans, end: spans.length > 0 ? row?.begin ?? text.length : 0 };
}

/** In a column of passwords every word is one; lists of code, which commas separate too, have names there. */
function isCellSecret(value: string, separator: string): boolean {
  if (/\s/.test(value) || isNoPassword(value)) return false;
  return looksLikePassword(value) || /^\d{4,12}$/.test(value) || (separator === '|' && /^[A-Za-z]{6,}$/.test(value));
}

function trimmed({ begin, text }: Cell): Cell {
  const lead = text.length - text.replace(/^[\s"'*_`]+/, '').length;
  const value = text.replace(MARKUP, '');
  return { begin: begin + lead, end: begin + lead + value.length, text: value };
}

function cellsOf(text: string, { begin, end }: Span, separator: string): Cell[] {
  const cells: Cell[] = [];
  let at = begin;
  for (const cell of text.slice(begin, end).split(separator, MOST_CELLS + 1)) {
    cells.push({ begin: at, end: at + cell.length, text: cell });
    at += cell.length + 1;
  }
  return cells;
}

function lineAround(text: string, at: number): Span {
  const from = Math.max(0, at - LONGEST_LINE);
  const begin = from + text.slice(from, at).lastIndexOf('\n') + 1;
  const end = text.slice(at, at + LONGEST_LINE + 1).indexOf('\n');
  return { begin, end: end < 0 ? Math.min(text.length, at + LONGEST_LINE + 1) : at + end };
}

function nextLine(text: string, { end }: Span): Span | undefined {
  if (end + 1 >= text.length || text[end] !== '\n') return undefined;
  return lineAround(text, end + 1);
}
