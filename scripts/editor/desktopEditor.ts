// The desktop VS Code: the one whose `code` is on the PATH, or one that test-electron downloads into `.vscode-test/`.
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projectRoot } from '../projectRoot';
import { editorCache } from './codeServerInstall';
import { desktopPackages, installDebianPackages } from './debianPackages';
import { askedToEnd } from './endingSignals';
import { endWithThisProcess } from './processGroup';
import { quietSettings } from './quietSettings';

const downloadLimitMs = 20_000;

/**
 * The program file of a desktop VS Code, or undefined where there is none to be had.
 * @param needsScreen true if a person wants to look at it: on Linux without a display there is then none
 * @throws Error with a sentence if it was downloaded and Debian packages that it needs cannot be installed
 */
export async function findDesktopEditor({ needsScreen }: { needsScreen: boolean }): Promise<string | undefined> {
  if (needsScreen && !hasScreen()) return undefined;
  const installed = installedEditor();
  if (installed !== undefined) return installed;
  const downloaded = await downloadedEditor();
  if (downloaded !== undefined && lacksLibraries(downloaded)) installDebianPackages(desktopPackages);
  return downloaded;
}

/** False on a Linux without a display, where a desktop program needs a virtual one. */
export function hasScreen(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/** Opens `folder` with the extension of this checkout, unpacked; ends when the window is closed or on Ctrl+C. */
export async function runDesktopEditor(executable: string, folder: string, profile: string): Promise<number> {
  const userData = path.join(profile, 'user');
  const settingsFile = path.join(userData, 'User', 'settings.json');
  mkdirSync(path.dirname(settingsFile), { recursive: true });
  if (!existsSync(settingsFile)) writeFileSync(settingsFile, JSON.stringify(quietSettings, null, 2));
  const child = spawn(
    executable,
    [
      ...['--user-data-dir', userData, '--extensions-dir', path.join(profile, 'extensions')],
      ...['--extensionDevelopmentPath=' + projectRoot, '--disable-workspace-trust', '--new-window', '--wait'],
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      folder,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], detached: true },
  );
  const stop = endWithThisProcess(child);
  console.log('VS Code with Elman is open. Ctrl+C stops it.');
  const code = await Promise.race([askedToEnd(), once(child, 'exit').then(([exitCode]: (number | null)[]) => exitCode ?? 0)]);
  await stop();
  return code;
}

function installedEditor(): string | undefined {
  const command = commandOnPath();
  if (command === undefined || !isDesktopEditor(command)) return undefined;
  const up = path.dirname(path.dirname(command)); // .../bin/code stands beside the program
  const candidates = {
    linux: [path.join(up, 'code')],
    darwin: ['Electron', 'Code'].map((name) => path.join(up, '..', '..', 'MacOS', name)),
    win32: [path.join(up, 'Code.exe')],
  }[process.platform as string];
  return candidates?.find((candidate) => existsSync(candidate));
}

function commandOnPath(): string | undefined {
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const file = folders.map((folder) => path.join(folder, name)).find((candidate) => existsSync(candidate));
  return file && realpathSync(file);
}

/** Other programs are called `code` too; that of a remote window opens files there and knows no extension folder. */
function isDesktopEditor(command: string): boolean {
  return !command.includes('remote-cli') && /^1\.\d+\.\d+/.test(saidVersion(command));
}

/** '' if the program says none. As root VS Code answers only if it is told where to keep its data. */
function saidVersion(command: string): string {
  const userData = mkdtempSync(path.join(os.tmpdir(), 'elman-version-'));
  const shell = process.platform === 'win32'; // the command is a script there
  const [program, ...options] = [command, '--version', '--user-data-dir', userData].map((part) => (shell ? `"${part}"` : part));
  try {
    return execFileSync(program!, options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 20_000, shell });
  } catch {
    return '';
  } finally {
    rmSync(userData, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function downloadedEditor(): Promise<string | undefined> {
  const silent = { report: () => undefined, error: () => undefined };
  try {
    return await downloadAndUnzipVSCode({ cachePath: editorCache, timeout: downloadLimitMs, reporter: silent });
  } catch {
    return undefined;
  }
}

/** A download brings the program alone; an installed one came with what it needs. */
function lacksLibraries(executable: string): boolean {
  return process.platform === 'linux' && /not found/.test(spawnSync('ldd', [executable], { encoding: 'utf8' }).stdout ?? '');
}
