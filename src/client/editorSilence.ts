// Where nothing is suggested for reasons that only the editor knows. The rules of files, languages and words are the
// server's, which says its own reasons.
import type { Sentence } from '../model/userError';

/** What stands around the place at which a suggestion is asked for. */
export interface EditorPlace {
  readonly cursors: number;
  readonly isTextSelected: boolean;
  readonly isInDiff: boolean;
  /** "Continue Writing" is at work. */
  readonly isWriting: boolean;
}

/** Why the server was not asked for a suggestion, and in which document; it says nothing of any other. */
export interface EditorSilence {
  /** As the server has it. */
  readonly uri: string;
  readonly reason: Sentence;
}

const DIFF: Sentence = { template: 'Elman does not suggest in diff editors.', values: [] };
const CURSORS: Sentence = { template: 'There is more than one cursor.', values: [] };
const WRITING: Sentence = { template: 'Elman is writing.', values: [] };
const SELECTED: Sentence = { template: 'Text is selected.', values: [] };

/** A class of tab contents, as the editor has them. */
type TabKind = abstract new (...parameters: never[]) => unknown;

/**
 * Whether a tab compares or merges texts. Some such tabs, of several files or of a merge, have no kind that an extension
 * could ask for: every kind counts but those in which one text is edited.
 * @param input contents of the tab. @param single those kinds.
 */
export function isDiffTab(input: unknown, single: readonly TabKind[]): boolean {
  return !single.some((kind) => input instanceof kind);
}

/** Why nothing is suggested at this place; undefined if the server should be asked. */
export function editorSilence({ cursors, isTextSelected, isInDiff, isWriting }: EditorPlace): Sentence | undefined {
  if (isWriting) return WRITING;
  if (isInDiff) return DIFF;
  if (cursors > 1) return CURSORS;
  return isTextSelected ? SELECTED : undefined;
}
