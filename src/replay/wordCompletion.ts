// The editor's own word completion, as VS Code 1.139 defines it (MIT licence), for comparison and for the list that stands
// beside ghost text:
//   words      every word of the document by the language's word pattern but numbers and the word at the cursor, 10 000 at
//              most (editorWebWorker.ts, $textualSuggest)
//   order      by the score of the match, then by distance, then by label (completionModel.ts; suggest.ts); the first is
//              selected (`editor.suggestSelection`). Words that begin with what is typed, letter for letter, score alike and
//              above all others; only they can be what the text has next, so only they are listed here
//   distance   none by default; with `editor.suggest.localityBonus` words that also stand on the lines of the
//              innermost brackets around the cursor come first (wordDistance.ts)
// Nothing is listed where no word has begun. Whether the editor would open the list by itself there is not asked.
import type { Position } from '../prediction/lineText';
import type { SelectedEntry } from './predictor';

const MOST_WORDS = 10_000;
/** The word patterns of TypeScript, and of Markdown, by its language configurations. */
const CODE_WORD = /(-?\d*\.\d\w*)|([^`@~!%^&*()\-=+[{\]}\\|;:'",.<>/?\s]+)/g;
const MARKDOWN_WORD = /[\p{Alphabetic}\p{Number}\p{Nonspacing_Mark}](?:_?[\p{Alphabetic}\p{Number}\p{Nonspacing_Mark}])*/gu;
const OPENERS = '([{';
const CLOSERS = ')]}';

export interface WordCompletionOptions {
  readonly languageId: string;
  readonly localityBonus: boolean;
}

/** The entry that is selected; undefined where no word has begun or none goes on from it. */
export function selectedWord(document: string, position: Position, { languageId, localityBonus }: WordCompletionOptions): SelectedEntry | undefined {
  const pattern = languageId === 'markdown' ? MARKDOWN_WORD : CODE_WORD;
  const lines = document.split('\n');
  const word = wordAt(lines[position.line], position.character, pattern);
  if (!word) return undefined;
  const typed = lines[position.line].slice(word.start, position.character);
  const near = localityBonus ? new Set(wordsOf(linesAround(lines, position), pattern)) : new Set<string>();
  const text = documentWords(lines, word.text, pattern)
    .filter((candidate) => candidate.startsWith(typed) && candidate !== typed)
    .reduce<string | undefined>((best, candidate) => (best === undefined || comesBefore(candidate, best, near) ? candidate : best), undefined);
  return text === undefined ? undefined : { range: { start: { ...position, character: word.start }, end: position }, text };
}

/** The word that stands around a cursor, if something of it stands left of it. */
function wordAt(line: string, character: number, pattern: RegExp): { start: number; text: string } | undefined {
  for (const { index, 0: text } of line.matchAll(pattern)) if (index < character && character <= index + text.length) return { start: index, text };
  return undefined;
}

/** In the order of the document; each once. */
function documentWords(lines: readonly string[], atCursor: string, pattern: RegExp): string[] {
  const found = new Set<string>();
  for (const word of wordsOf(lines, pattern)) {
    if (word !== atCursor) found.add(word);
    if (found.size > MOST_WORDS) break;
  }
  return [...found];
}

function* wordsOf(lines: readonly string[], pattern: RegExp): Generator<string> {
  for (const line of lines) for (const [word] of line.matchAll(pattern)) if (Number.isNaN(Number(word))) yield word;
}

function comesBefore(a: string, b: string, near: ReadonlySet<string>): boolean {
  return near.has(a) === near.has(b) ? a < b : near.has(a);
}

/** The lines of the innermost brackets around a cursor, that of the closing one excluded; none where there are no brackets. */
function linesAround(lines: readonly string[], { line, character }: Position): readonly string[] {
  const before = [...lines.slice(0, line), lines[line].slice(0, character)];
  const after = [lines[line].slice(character), ...lines.slice(line + 1)];
  const open = unmatchedLine([...before].reverse().map((text) => [...text].reverse()), OPENERS, CLOSERS);
  const close = unmatchedLine(after.map((text) => [...text]), CLOSERS, OPENERS);
  return open === undefined || close === undefined ? [] : lines.slice(line - open, line + close);
}

/** How many lines away the first bracket stands that has no partner on the way to it. */
function unmatchedLine(lines: readonly (readonly string[])[], wanted: string, partners: string): number | undefined {
  let depth = 0;
  const found = lines.findIndex((characters) => characters.some((character) => {
    if (partners.includes(character)) depth++;
    return wanted.includes(character) && --depth < 0;
  }));
  return found < 0 ? undefined : found;
}
