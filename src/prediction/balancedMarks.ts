// Brackets and quotes of a suggestion. A suggestion closes what it opens, and closes nothing else but what the document has open. A bracket
// of the document counts from earlier lines on, a quote only in the line of the cursor.

const CLOSER_OF = new Map(['()', '[]', '{}', '<>', '「」', '『』', '【】', '《》', '〈〉', '（）', '［］', '｛｝', '“”'].map((pair) => [pair[0], pair[1]]));
const OPENER_OF = new Map(Array.from(CLOSER_OF, ([opener, closer]) => [closer, opener]));
const QUOTES = new Set(['"', "'", '`', '«', '»', '„']);
/** Marks that open and close alike, or whose direction depends on the language, share a name. */
const QUOTE_NAMES: Readonly<Record<string, string>> = { '»': '«' };

const WORD = /[\p{L}\p{M}\p{N}_]/u;
const TAG_START = /[\p{L}\p{N}_/!?{[("'<]/u;
const OPERATOR_PART = /[\s=\-<|&]/;
/** Nesting beyond this is a file that was not written by hand. */
const DEEPEST = 64;

/** Openers and quotes that are still open, the innermost last. */
export type OpenMarks = readonly string[];

/** What is open at the end of a text. Closers without an opener are passed over. @param lines the last one is the line of the cursor. */
export function openMarks(lines: readonly string[]): OpenMarks {
  let open: string[] = [];
  for (const line of lines) {
    open = open.filter((mark) => CLOSER_OF.has(mark));
    for (const { mark, closes } of marksOf(line, (name) => open.includes(name))) {
      if (!closes) open.push(mark);
      else if (open.includes(mark)) open = open.slice(0, open.lastIndexOf(mark));
      if (open.length > DEEPEST) open.shift();
    }
  }
  return open;
}

/** Whether an insertion closes all that it opens, and closes nothing that is not open. @param before the line left of it. */
export function isBalanced(before: string, inserted: string, open: OpenMarks): boolean {
  const stack = [...open];
  let own = 0;
  const line = before + inserted;
  for (const { mark, closes } of marksOf(line, (name) => stack.includes(name), before.length)) {
    if (!closes) {
      stack.push(mark);
      own++;
    } else if (own > 0) {
      if (stack.pop() !== mark) return false;
      own--;
    } else if (stack.includes(mark)) stack.length = stack.lastIndexOf(mark);
    else return false;
  }
  return own === 0;
}

interface Mark {
  readonly at: number;
  /** The opener, also where its closer stands. */
  readonly mark: string;
  readonly closes: boolean;
}

/** Brackets and quotes of a line from a place on. @param isOpen asked for quotes when they come. */
function* marksOf(line: string, isOpen: (mark: string) => boolean, from = 0): Generator<Mark> {
  for (let at = from; at < line.length; at++) {
    const character = line[at];
    if (line[at - 1] === '\\') continue;
    if (character === '<' || character === '>') {
      const angle = angleMark(line, at);
      if (angle) yield angle;
    } else if ((character === '“' || character === '”') && isOpen('„')) yield { at, mark: '„', closes: true };
    else if (CLOSER_OF.has(character)) yield { at, mark: character, closes: false };
    else if (OPENER_OF.has(character)) yield { at, mark: OPENER_OF.get(character)!, closes: true };
    else if (QUOTES.has(character)) {
      const mark = QUOTE_NAMES[character] ?? character;
      const closes = isOpen(mark);
      const isApostrophe = character === "'" && WORD.test(line[at - 1] ?? '') && (!closes || WORD.test(line[at + 1] ?? ''));
      if (!isApostrophe) yield { at, mark, closes };
    }
  }
}

/** `<` and `>` are brackets only where no blank stands at their inner side and they are no arrow. */
function angleMark(line: string, at: number): Mark | undefined {
  if (line[at] === '<') return at + 1 === line.length || TAG_START.test(line[at + 1]) ? { at, mark: '<', closes: false } : undefined;
  const before = line[at - 1] ?? ' ';
  if (before === '>') return angleMark(line, at - 1) && { at, mark: '<', closes: true };
  return OPERATOR_PART.test(before) ? undefined : { at, mark: '<', closes: true };
}

/** Symbols that ask for something behind them. */
const DANGLING = /[.=+\-*/&|<@#$^~\\]$/;
/** Ends that look like one of those and are none: `i++`, the end of a comment, emphasis, an ellipsis of its own. */
const FINISHED = /(?:\+\+|--|\*\/|[^\s*]\*{1,3}|[^\s~]~~)$/;
const ARROW = /[-=]>$/;
/** A question mark or an exclamation mark behind a blank belongs to an expression. */
const SPACED_MARK = /(?:^|\s)[?!:]$/;

/** Whether a text ends with a symbol that asks for more: a dot, an operator, an arrow. */
export function endsDangling(text: string): boolean {
  const trimmed = text.trimEnd();
  if (ARROW.test(trimmed) || SPACED_MARK.test(trimmed)) return true;
  return DANGLING.test(trimmed) && !FINISHED.test(trimmed);
}
