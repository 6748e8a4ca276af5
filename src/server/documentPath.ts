// From the address of a document to what may be known of it: its path on this machine and whether Elman works in it.
import { existsSync } from 'node:fs';
import { normalize } from 'node:path';

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
  if (scheme === 'file') return filePath(uri);
  // The fragment of a cell says which one it is; its authority, if there is one, which remote machine: the one of this server.
  if (scheme === 'vscode-notebook-cell') return localPath(withoutAuthority(uri.slice(scheme.length + 1).replace(/#[^#]*$/, '')).path);
  return undefined;
}

/**
 * Path of a `file:` address, also where an editor has not encoded `#`, `?` or `%` in it.
 * @returns undefined if it names no file of this machine.
 */
export function filePath(uri: string): string | undefined {
  if (schemeOf(uri) !== 'file') return undefined;
  const { authority, path } = withoutAuthority(uri.slice('file:'.length));
  if (authority !== '' && authority !== 'localhost') return process.platform === 'win32' ? localPath(`//${authority}${path}`) : undefined;
  const whole = localPath(path);
  const short = localPath(withoutQuery(path));
  return whole !== short && whole !== undefined && short !== undefined && !existsSync(whole) && existsSync(short) ? short : whole;
}

/** Names to judge a document by: its path, or what stands for it where it has no file yet; also without what looks like a query or fragment. */
export function namesOf(uri: string): string[] {
  const address = uri.slice(uri.indexOf(':') + 1);
  return [...new Set([pathOf(uri) ?? decoded(address), decoded(withoutQuery(address))])];
}

export function isSettingsFile(path: string): boolean {
  return WORKSPACE_SETTINGS.test(path) || USER_SETTINGS.test(path);
}

function withoutAuthority(rest: string): { authority: string; path: string } {
  const [, authority, path] = /^\/\/([^/]*)(.*)$/s.exec(rest) ?? ['', '', rest];
  return { authority, path };
}

function withoutQuery(address: string): string {
  return address.replace(/[#?].*$/s, '');
}

/** Path in the manner of this machine. */
function localPath(encoded: string): string | undefined {
  const path = decoded(encoded);
  if (!path.startsWith('/') || path.includes('\0')) return undefined;
  return process.platform === 'win32' ? normalize(path.replace(/^\/(?=[A-Za-z]:)/, '')) : normalize(path);
}

/** Decodes as much as is encoded: a percent sign without two hexadecimal digits stays. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}
