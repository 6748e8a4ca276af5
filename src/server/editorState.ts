// What the editor told the server about itself and its user. Changed only by the editor's messages.
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InitializeParams } from 'vscode-languageserver/node';
import type { InitializationOptions, Settings } from './protocol';
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
  try {
    return [fileURLToPath(uri)];
  } catch {
    return [];
  }
}
