// Runs the mocha suite of `test/vscode/suite` inside the extension host of a real VS Code that has the packaged extension
// installed: a desktop one where there is one, otherwise code-server. Both load the suite the same way.
import { resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBrowser } from '../../test/support/browser';
import { projectRoot } from '../projectRoot';
import { startCodeServer } from './codeServer';
import { installCodeServer } from './codeServerInstall';
import { quietSettings } from './quietSettings';

/** For the whole of it, the start of the editor included. */
export const suiteLimitMs = 15 * 60_000;
const installLimitMs = 2 * 60_000;
/** An extension with nothing in it: editors run tests only on behalf of an extension under development. */
const emptyExtension = path.join(projectRoot, 'test', 'vscode', 'runner');
const bundledSuite = path.join(projectRoot, 'dist', 'test', 'suite');

export interface SuiteOutcome {
  readonly passed: number;
  readonly failed: number;
  readonly failures?: readonly string[];
  /** What the suite said, line by line. */
  readonly log: readonly string[];
}

/** Bundles the suite, every test file on its own; mocha comes from `node_modules`. */
export async function buildEditorSuite(): Promise<void> {
  rmSync(bundledSuite, { recursive: true, force: true });
  const folder = path.join(projectRoot, 'test', 'vscode', 'suite');
  await build({
    entryPoints: [path.join(folder, 'index.ts'), path.join(folder, '*.test.ts')],
    outdir: bundledSuite,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

/** A new folder for a run: the workspace that is opened and the file where the suite leaves its outcome. */
function newRun(): { scratch: string; workspace: string; outcomeFile: string } {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'elman-suite-'));
  const workspace = path.join(scratch, 'workspace');
  mkdirSync(workspace);
  return { scratch, workspace, outcomeFile: path.join(scratch, 'outcome.json') };
}

function outcomeOf(file: string, scratch: string): SuiteOutcome {
  const outcome = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SuiteOutcome) : undefined;
  rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  return outcome ?? { passed: 0, failed: 1, log: ['  The suite did not run to its end.'] };
}

/** By test-electron, in the desktop editor whose program file is given; in this process, which needs a screen. */
export async function runByTestElectron(executable: string, vsix: string): Promise<SuiteOutcome> {
  const { scratch, workspace, outcomeFile } = newRun();
  const profile = ['--user-data-dir', path.join(scratch, 'user'), '--extensions-dir', path.join(scratch, 'extensions')];
  const settingsFile = path.join(scratch, 'user', 'User', 'settings.json');
  mkdirSync(path.dirname(settingsFile), { recursive: true });
  writeFileSync(settingsFile, JSON.stringify(quietSettings));
  const [command, ...commandArguments] = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  const install = [...commandArguments, ...profile, '--no-sandbox', '--install-extension', vsix];
  execFileSync(command!, install, { stdio: 'ignore', timeout: installLimitMs, shell: process.platform === 'win32' });
  await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: emptyExtension,
    extensionTestsPath: path.join(bundledSuite, 'index.js'),
    extensionTestsEnv: { ELMAN_TEST_OUTCOME: outcomeFile },
    launchArgs: [workspace, ...profile],
  }).catch(() => undefined); // the outcome says it better
  return outcomeOf(outcomeFile, scratch);
}

/** In code-server, whose window a browser shows; it tells the page when the test host ends. */
export async function runInCodeServer(vsix: string): Promise<SuiteOutcome> {
  const { scratch, workspace, outcomeFile } = newRun();
  const server = await startCodeServer({
    install: installCodeServer(),
    extensions: [vsix],
    environment: { ELMAN_TEST_OUTCOME: outcomeFile },
    moreArguments: ['--vscode-option', 'enable-smoke-test-driver'],
  });
  const { page, close } = await openBrowser();
  try {
    const ended = new Promise<void>((resolve) => {
      page.on('crash', () => resolve());
      void page.exposeFunction('codeAutomationExit', () => resolve());
    });
    await page.exposeFunction('codeAutomationLog', () => undefined);
    const remote = (file: string): string => `vscode-remote://${server.host}${file}`;
    const payload = JSON.stringify([
      ['extensionDevelopmentPath', remote(emptyExtension)],
      ['extensionTestsPath', remote(path.join(bundledSuite, 'index.js'))],
      ['skipWelcome', 'true'],
    ]);
    await page.goto(`${server.url}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(payload)}`);
    await Promise.race([ended, sleep(suiteLimitMs, undefined, { ref: false })]);
  } finally {
    await close();
    await server.stop();
  }
  return outcomeOf(outcomeFile, scratch);
}
