// Where Elman stays silent by rule, and in which words it says so. Whether a suggestion is probable enough is not
// decided here.
import { isPrivatePath } from '../prediction/privatePaths';
import type { Sentence } from '../model/userError';
import { SCHEMES, isSettingsFile, nameOf, pathOf, schemeOf } from './documentPath';
import type { EditorState } from './editorState';
import type { ElmanDocument } from './elmanDocument';
import type { IgnoredFiles } from './ignoredFiles';
import { isLanguageEnabled } from './settings';

/** A character that continues a word: with one right of the cursor there is no end to complete. */
const WORD_CHARACTER = /^[\p{L}\p{M}\p{N}_]/u;

export class Silence {
  constructor(
    private readonly state: EditorState,
    private readonly ignored: IgnoredFiles,
  ) {}

  /** Why the network never reads this document; undefined if it may. */
  ofDocument({ uri }: ElmanDocument): Sentence | undefined {
    if (!this.state.settings.enabled) return OFF;
    if (!(SCHEMES as readonly string[]).includes(schemeOf(uri))) return NO_FILE;
    const name = nameOf(uri);
    if (isSettingsFile(name)) return SETTINGS;
    if (isPrivatePath(name)) return PRIVATE;
    const path = pathOf(uri);
    return path !== undefined && this.ignored.isIgnored(path, this.state.folders) ? IGNORED : undefined;
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
const INSIDE_WORD: Sentence = { template: 'Letters stand right of the cursor.', values: [] };
/** With the editor's own list open. */
export const FIXED_SELECTION: Sentence = { template: 'The selected entry of the list cannot be continued here.', values: [] };
/** While keys come faster than ghost text is read. */
export const TOO_FAST: Sentence = { template: 'Keys are coming faster than ghost text can be read.', values: [] };
/** After two suggestions in one stretch. */
export const TYPED_OVER: Sentence = { template: 'The last suggestions here were typed over. Only surer ones are shown.', values: [] };
/** Before a model is loaded. */
export const LOADING: Sentence = { template: 'The model is being loaded.', values: [] };
