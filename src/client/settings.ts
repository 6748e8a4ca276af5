// The user's settings as the server gets them. They are read, never written; their defaults stand in package.json.
import * as vscode from 'vscode';
import type { ExcludedGlobs, Settings } from '../server/protocol';
import { switchedOn } from '../privacy/switchedOn';

export const section = 'elman';

/** Section `elman`; the server replaces what is missing or absurd. */
export function readSettings(): Settings {
  const settings = vscode.workspace.getConfiguration(section);
  const names: Record<keyof Settings, true> = {
    enabled: true,
    languages: true,
    eagerness: true,
    maximumWords: true,
    maximumDocumentCharacters: true,
    trainingSeconds: true,
    continueWords: true,
    continueTemperature: true,
  };
  return Object.fromEntries(Object.keys(names).map((name) => [name, settings.get(name)])) as unknown as Settings;
}

/** Globs of `files.exclude` and `search.exclude` that are on in any folder of the workspace. */
export function readExcludedGlobs(): ExcludedGlobs {
  const scopes = [undefined, ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri)];
  const lists = scopes.flatMap((scope) => ['files', 'search'].map((name) => vscode.workspace.getConfiguration(name, scope).get('exclude')));
  return switchedOn(lists);
}
