// What the editor told the server about itself and its user. Changed only by the editor's messages.
import { isAbsolute, resolve } from 'node:path';
import type { InitializeParams } from 'vscode-languageserver/node';
import { filePath } from './documentPath';
import type { InitializationOptions, Settings } from './protocol';
import { readExcluded } from './excludedSettings';
import { readSettings } from './settings';

export interface EditorState {
  settings: Settings;
  /** False in an untrusted workspace: no training, learned models stay unused. */
  trusted: boolean;
  paused: boolean;
  /** Document whose status is shown. */
  focus: string | null;
  /** Whether the editor says which document has the focus; other editors do not. */
  tellsFocus: boolean;
  /** Workspace folders, absolute paths. */
  folders: string[];
  /** Globs of `files.exclude` and `search.exclude` that are on; another array after every change. */
  excluded: readonly string[];
}

export function editorState(params: InitializeParams): EditorState {
  const options = (params.initializationOptions ?? {}) as InitializationOptions;
  return {
    settings: readSettings(options.settings),
    trusted: options.trusted ?? true,
    paused: false,
    focus: null,
    tellsFocus: false,
    folders: foldersOf(params),
    excluded: readExcluded(options.excluded) ?? [],
  };
}

/** Workspace folders, or the root folder of clients that know one only. */
function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): string[] {
  if (workspaceFolders) return workspaceFolders.flatMap(({ uri }) => folderPath(uri));
  if (rootUri) return folderPath(rootUri);
  return rootPath && isAbsolute(rootPath) ? [rootPath] : [];
}

/** Path of a folder on this machine; none for folders elsewhere. */
export function folderPath(uri: string): string[] {
  const path = filePath(uri);
  // A slash at the end is part of the address only.
  return path === undefined ? [] : [resolve(path)];
}
