// Brackets, quotes and indentation of code, as far as a line-by-line writer needs them. Reads no grammar.

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const OPENERS = new Set(Object.keys(CLOSERS));
const ALL_CLOSERS = new Set(Object.values(CLOSERS));
const QUOTES = new Set(['"', "'", '`']);

/** A bracket that is open. */
export interface OpenBracket {
  readonly closer: string;
  /** White space before the first character of its line. */
  readonly indentation: string;
  /** Brackets of one line share it: they are closed together. */
  readonly line: object;
}

/** What a scan of code found. */
export interface CodeScan {
  /** Brackets that are open at the end, the outermost first. */
  readonly open: readonly OpenBracket[];
  /** The quote that is open at the end, or undefined. */
  readonly quote: string | undefined;
  /** Whether a bracket was closed that was not open, or a quoted text ran over the end of its line. */
  readonly isBroken: boolean;
}

/** Scans text line by line; comments count as code. @param before what was open before the text. */
export function scanCode(text: string, before: readonly OpenBracket[] = []): CodeScan {
  const open = [...before];
  let quote: string | undefined;
  let isBroken = false;
  let indentation = '';
  let line = {};
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (i === 0 || text[i - 1] === '\n') [indentation, line] = [/^[ \t]*/u.exec(text.slice(i))![0], {}];
    if (quote !== undefined) {
      if (character === '\\') i++;
      else if (character === quote) quote = undefined;
      else if (character === '\n' && quote !== '`') [quote, isBroken] = [undefined, true];
    } else if (QUOTES.has(character)) quote = character;
    else if (OPENERS.has(character)) open.push({ closer: CLOSERS[character], indentation, line });
    else if (ALL_CLOSERS.has(character) && open.pop()?.closer !== character) isBroken = true;
  }
  return { open, quote, isBroken };
}

/** Brackets that are open at the end of a document's text, however odd it is. Line comments and long quotes are left out. */
export function openBrackets(text: string): readonly OpenBracket[] {
  const plain = text.replace(/("""|''')[\s\S]*?\1/gu, '').replace(/\/\*[\s\S]*?\*\//gu, '').replace(/(?:^|\s)(?:\/\/|#(?!\w+[!(])).*$/gmu, '');
  let open: readonly OpenBracket[] = [];
  for (const line of plain.split('\n')) {
    const scan = scanCode(`${line}\n`, open);
    open = scan.isBroken ? scanCode(`${line.replace(/["'`]/gu, ' ')}\n`, open).open : scan.open;
  }
  return open;
}

/** White space at the start of a line. */
export function indentationOf(line: string): string {
  return /^[ \t]*/u.exec(line)![0];
}

/** One step of indentation of a document: a tab, or the smallest run of at least two spaces that a line begins with. */
export function indentationStep(text: string): string {
  if (/^\t/mu.test(text)) return '\t';
  const widths = [...text.matchAll(/^( {2,})\S/gmu)].map(([, spaces]) => spaces.length);
  const smallest = Math.min(...widths.filter((width) => width <= 8));
  return ' '.repeat(Number.isFinite(smallest) ? smallest : 4);
}
