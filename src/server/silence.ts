// Where Elman stays silent by rule, and in which words it says so. Whether a suggestion is probable enough is not
// decided here.
import { dirname, join } from 'node:path';
import type { Sentence } from '../model/userError';
import { isPrivatePath } from '../privacy/privatePaths';
import type { ReadingRule, Refusal } from '../privacy/readingRule';
import { SCHEMES, isSettingsFile, namesOf, pathOf, schemeOf } from './documentPath';
import type { EditorState } from './editorState';
import type { ElmanDocument } from './elmanDocument';
import { isLanguageEnabled } from './settings';

/** A character that continues a word: with one right of the cursor there is no end to complete. */
const WORD_CHARACTER = /^[\p{L}\p{M}\p{N}_]/u;

export class Silence {
  constructor(
    private readonly state: EditorState,
    readonly rule: ReadingRule,
  ) {}

  /** Why the network never reads this document; undefined if it may. */
  ofDocument({ uri }: ElmanDocument): Sentence | undefined {
    if (!this.state.settings.enabled) return OFF;
    if (!(SCHEMES as readonly string[]).includes(schemeOf(uri))) return NO_FILE;
    const names = namesOf(uri);
    if (names.some(isSettingsFile)) return SETTINGS;
    if (names.some(isPrivatePath)) return PRIVATE;
    const path = pathOf(uri);
    const refusal = path === undefined ? undefined : this.rule.refusalOf(path);
    return refusal && REFUSED[refusal];
  }

  /** Whether the text of one document may be known in another one. */
  letsKnow(document: ElmanDocument, other: ElmanDocument): boolean {
    if (document.isWithheld || document.isDeleted || !isLanguageEnabled(this.state.settings, document.languageId) || this.ofDocument(document)) return false;
    const path = pathOf(document.uri);
    if (path === undefined || path === pathOf(other.uri) || this.state.folders.length === 0) return true;
    // A cell is judged as a file beside its notebook would be: of a notebook's own file a training reads nothing.
    return this.rule.isLearnable(schemeOf(document.uri) === 'file' ? path : join(dirname(path), 'cell'));
  }

  /** Why no text is written into a document, though somebody asks for it. */
  ofWriting(document: ElmanDocument): Sentence | undefined {
    return this.state.paused ? PAUSED : this.ofDocument(document);
  }

  /** Why nothing is suggested at this place, as far as rules go. */
  ofPlace(document: ElmanDocument, line: string, character: number): Sentence | undefined {
    const always = this.ofWriting(document);
    if (always) return always;
    const { languageId } = document;
    if (!isLanguageEnabled(this.state.settings, languageId)) return { template: 'Suggestions are switched off for {0}.', values: [languageId] };
    return WORD_CHARACTER.test(line.slice(character)) ? INSIDE_WORD : undefined;
  }
}

const OFF: Sentence = { template: 'Elman is switched off in the settings.', values: [] };
const PAUSED: Sentence = { template: 'Suggestions are paused.', values: [] };
const NO_FILE: Sentence = { template: 'This is not a file, an untitled document or a notebook cell.', values: [] };
const SETTINGS: Sentence = { template: 'Elman does not read settings files.', values: [] };
const PRIVATE: Sentence = { template: 'Elman does not read files that may hold secrets.', values: [] };
const IGNORED: Sentence = { template: 'Elman does not read files that git ignores.', values: [] };
const EXCLUDED: Sentence = { template: 'Elman does not read files that files.exclude or search.exclude hides.', values: [] };
const UNREADABLE: Sentence = { template: 'Elman reads nothing here: a list of ignored files cannot be read.', values: [] };
const REFUSED: Readonly<Record<Refusal, Sentence>> = { private: PRIVATE, ignored: IGNORED, excluded: EXCLUDED, unreadable: UNREADABLE };
const INSIDE_WORD: Sentence = { template: 'Letters stand right of the cursor.', values: [] };
/** With the editor's own list open. */
export const FIXED_SELECTION: Sentence = { template: 'The selected entry of the list cannot be continued here.', values: [] };
/** While keys come faster than ghost text is read. */
export const TOO_FAST: Sentence = { template: 'Keys are coming faster than ghost text can be read.', values: [] };
/** After two suggestions in one stretch. */
export const TYPED_OVER: Sentence = { template: 'The last suggestions here were typed over. Only surer ones are shown.', values: [] };
/** Before a model is loaded. */
export const LOADING: Sentence = { template: 'The model is being loaded.', values: [] };
