// Starts one code-server (a real VS Code in the browser) with a profile of its own and stops it again. It listens on
// this machine only and asks no marketplace for anything.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { CodeServerInstall } from './codeServerInstall';
import { endWithThisProcess } from './processGroup';
import { quietSettings } from './quietSettings';

const startLimitMs = 60_000;
const noGallery = JSON.stringify({ serviceUrl: '', itemUrl: '', resourceUrlTemplate: '' });

export interface CodeServerOptions {
  readonly install: CodeServerInstall;
  /** A `.vsix` file, or the folder of an unpacked extension, which is linked. */
  readonly extensions: readonly string[];
  /** Where profile and extensions are kept; a new temporary folder, removed on stop, where missing. */
  readonly profile?: string;
  /** Added to the quiet settings; written anew at every start of a temporary profile only. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** True: folders must be trusted first, as in the desktop editor. */
  readonly askForTrust?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly moreArguments?: readonly string[];
}

export interface CodeServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** `127.0.0.1:PORT`, the authority of its `vscode-remote` addresses. */
  readonly host: string;
  readonly userData: string;
  readonly logFile: string;
  readonly process: ChildProcess;
  /** Ends it with all its children and removes a temporary profile. */
  stop(): Promise<void>;
}

/** @throws Error with its log if it does not answer in time or an extension cannot be installed. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  // Unix sockets end at 107 characters, so they live in the system's temporary folder, wherever the checkout is.
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'elman-'));
  const profile = options.profile ?? scratch;
  const userData = path.join(profile, 'user');
  const logFile = path.join(scratch, 'server.log');
  const run = { ...options, scratch, profile, userData, environment: environmentOf(options, scratch, profile) };
  writeProfile(run);
  try {
    await installExtensions(run);
    const port = await freePort();
    const child = launch(run, port, logFile);
    const end = endWithThisProcess(child);
    const stop = async (): Promise<void> => {
      await end();
      rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
    };
    const host = `127.0.0.1:${port}`;
    await untilHealthy(`http://${host}`, child, logFile).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    return { url: `http://${host}`, host, userData, logFile, process: child, stop };
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    throw error;
  }
}

interface Run extends Omit<CodeServerOptions, 'environment'> {
  readonly scratch: string;
  readonly profile: string;
  readonly userData: string;
  readonly environment: Record<string, string | undefined>;
}

/** The caller's environment without what an editor's own terminal puts there, and with folders of our own. */
function environmentOf(options: CodeServerOptions, scratch: string, profile: string): Record<string, string | undefined> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|PASSWORD$|PORT$)/.test(name));
  const home = path.join(profile, 'home');
  const temporary = path.join(scratch, 't');
  mkdirSync(home, { recursive: true });
  mkdirSync(temporary, { recursive: true });
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    TMPDIR: temporary,
    XDG_RUNTIME_DIR: temporary,
    EXTENSIONS_GALLERY: noGallery,
    ...options.environment,
  };
}

function writeProfile({ userData, profile, settings }: Run): void {
  const settingsFile = path.join(userData, 'User', 'settings.json');
  mkdirSync(path.dirname(settingsFile), { recursive: true });
  if (!existsSync(settingsFile)) writeFileSync(settingsFile, JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  writeFileSync(path.join(profile, 'config.yaml'), 'auth: none\n');
}

async function installExtensions(run: Run): Promise<void> {
  const folder = path.join(run.profile, 'extensions');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // Linked folders are found only as long as no extensions.json says what is there: they come first.
  for (const extension of run.extensions.filter((one) => !one.endsWith('.vsix'))) {
    const { publisher, name, version } = JSON.parse(readFileSync(path.join(extension, 'package.json'), 'utf8'));
    symlinkSync(extension, path.join(folder, `${publisher}.${name}-${version}`));
  }
  for (const extension of run.extensions.filter((one) => one.endsWith('.vsix'))) {
    const command = [run.install.entry, ...folderArguments(run), '--install-extension', extension];
    await promisify(execFile)(run.install.node, command, { env: run.environment });
  }
}

const folderArguments = ({ profile, userData }: Run): string[] => [
  ...['--config', path.join(profile, 'config.yaml')],
  ...['--user-data-dir', userData],
  ...['--extensions-dir', path.join(profile, 'extensions')],
];

function launch(run: Run, port: number, logFile: string): ChildProcess {
  const log = openSync(logFile, 'a');
  const command = [
    run.install.entry,
    ...folderArguments(run),
    ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--session-socket', path.join(run.scratch, 's')],
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', '--ignore-last-opened'],
    ...(run.askForTrust ? [] : ['--disable-workspace-trust']),
    ...(run.moreArguments ?? []),
  ];
  return spawn(run.install.node, command, { env: run.environment, detached: true, stdio: ['ignore', log, log] });
}

async function untilHealthy(url: string, child: ChildProcess, logFile: string): Promise<void> {
  for (const start = Date.now(); Date.now() - start < startLimitMs; await sleep(50)) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Error(`code-server did not start:\n${readFileSync(logFile, 'utf8')}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
