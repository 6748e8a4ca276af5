// From the address of a document to what may be known of it: its path on this machine and whether Elman works in it.
import { fileURLToPath } from 'node:url';

/** Documents that Elman works in. Output, diffs, settings and the like have other schemes. */
export const SCHEMES = ['file', 'untitled', 'vscode-notebook-cell'] as const;

/** Files through which the editor itself is set up; nobody wants ghost text in them. */
const WORKSPACE_SETTINGS = /(?:^|[\\/])\.vscode[\\/][^\\/]+\.jsonc?$|\.code-workspace$/;
const USER_SETTINGS = /[\\/]User[\\/](?:profiles[\\/][^\\/]+[\\/])?(?:settings|keybindings|tasks|mcp)\.json$/;

export function schemeOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.indexOf(':')));
}

/** Absolute path of the file that a document or a notebook cell stands in; undefined for untitled ones. */
export function pathOf(uri: string): string | undefined {
  const scheme = schemeOf(uri);
  if (scheme === 'file') return toPath(uri);
  if (scheme === 'vscode-notebook-cell') return toPath(uri.replace(/^[^:]*:(?:\/\/)?/, 'file://').replace(/[#?].*$/, ''));
  return undefined;
}

/** A name to judge a document by where it has no file yet. */
export function nameOf(uri: string): string {
  return pathOf(uri) ?? decoded(uri.slice(uri.indexOf(':') + 1));
}

export function isSettingsFile(path: string): boolean {
  return WORKSPACE_SETTINGS.test(path) || USER_SETTINGS.test(path);
}

function toPath(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
