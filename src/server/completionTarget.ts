// What a suggestion replaces. Usually the word before the cursor; with the editor's own list open the range of its
// selected item, and then the suggestion must go on from that item or the editor does not show it.
import type { SelectedCompletionInfo } from 'vscode-languageserver/node';

export interface CompletionTarget {
  /** What a suggestion must begin with in place of the typed word; undefined if nothing is selected. */
  readonly selected?: string;
  /** Column at which the replaced range starts, for a suggestion that starts at `wordStart`. */
  start(wordStart: number): number;
  /** The whole text for that range. */
  insertion(suggestion: string): string;
}

/**
 * @param text the line; @param typed its last piece before the cursor, blanks before the word included.
 * @returns undefined if the selected item cannot be extended at this cursor.
 */
export function completionTarget(text: string, character: number, typed: string, selected: SelectedCompletionInfo | undefined): CompletionTarget | undefined {
  if (!selected) return { start: (wordStart) => wordStart, insertion: (suggestion) => suggestion };
  const { start, end } = selected.range;
  if (start.line !== end.line || end.character !== character || start.character > character) return undefined;
  const word = character - typed.trimStart().length;
  const from = start.character;
  const fixed = { start: () => from };
  if (from >= word) {
    // The item replaces the end of the word only; the rest of the word stays before it.
    const kept = text.slice(word, from);
    return { ...fixed, selected: kept + selected.text, insertion: (suggestion) => suggestion.slice(kept.length) };
  }
  // The item replaces more than the word, as in `console.lo`: what stands before the word must be its beginning.
  const before = text.slice(from, word);
  if (!selected.text.startsWith(before)) return undefined;
  return { ...fixed, selected: selected.text.slice(before.length), insertion: (suggestion) => before + suggestion };
}
