// The suites of `npm test` and how each is run.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { installCodeServerAndBrowser } from './editor/codeServerInstall';
import { desktopPackages, installDebianPackages } from './editor/debianPackages';
import { findDesktopEditor, hasScreen } from './editor/desktopEditor';
import { buildEditorSuite, runInCodeServer, runInDesktopEditor } from './editor/editorSuite';
import { hostTarget, makePackages, packageFile } from './package';
import { targets, type Target } from './packageFiles';
import { projectRoot } from './projectRoot';

/** A test that never lets go of its thread is not ended by mocha's own limits. */
const suiteLimitMs = 20 * 60_000;

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Name -> run; in this order. */
export const suites: Readonly<Record<string, () => Promise<Counts>>> = {
  types: async () => tool('typescript/bin/tsc', '--noEmit', '-p', '.'),
  lint: async () => tool('eslint/bin/eslint.js', '.'),
  layers: async () => mocha([path.join('test', 'unit', 'layers.test.ts')], 60_000),
  unit: async () => mocha(testsIn(path.join('test', 'unit')).filter((file) => !file.endsWith('layers.test.ts')), 120_000),
  server: async () => mocha(testsIn(path.join('test', 'server')), 120_000, withoutNetwork()),
  package: async () => {
    await makePackages(targets);
    for (const target of targets) packaged.add(target);
    return mocha(testsIn(path.join('test', 'package')), 120_000);
  },
  editor: insideEditor,
  browser: async () => {
    await packageOnce(ownTarget());
    installCodeServerAndBrowser();
    return mocha(testsIn(path.join('test', 'vscode', 'ui')), 180_000);
  },
};

/** One check that passes or fails as a whole: a program from `node_modules`. */
function tool(program: string, ...programArguments: string[]): Counts {
  const { status } = spawnSync(process.execPath, [path.join(projectRoot, 'node_modules', program), ...programArguments], { cwd: projectRoot, stdio: 'inherit' });
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Test files below a folder of the project, sorted. */
function testsIn(folder: string): string[] {
  if (!existsSync(path.join(projectRoot, folder))) return [];
  const names = readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.test.ts')).sort().map((name) => path.join(folder, name));
}

/** Runs mocha on files in a process of its own, behind `prefix` if there is one. */
function mocha(files: readonly string[], timeoutMs: number, prefix: readonly string[] = []): Counts {
  if (files.length === 0) return { passed: 0, failed: 0 };
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'elman-mocha-'));
  const outcomeFile = path.join(scratch, 'outcome.json');
  const absolute = files.map((file) => path.join(projectRoot, file));
  const [program, ...rest] = [
    ...[...prefix, process.execPath, '--import', 'tsx', path.join(projectRoot, 'test', 'support', 'runFiles.ts')],
    ...[outcomeFile, String(timeoutMs), ...absolute],
  ];
  const { status, signal } = spawnSync(program!, rest, { cwd: projectRoot, stdio: 'inherit', timeout: suiteLimitMs, killSignal: 'SIGKILL' });
  const outcome = existsSync(outcomeFile) ? (JSON.parse(readFileSync(outcomeFile, 'utf8')) as Counts) : undefined;
  rmSync(scratch, { recursive: true, force: true });
  if (outcome === undefined) throw new Error(`mocha ended with ${signal ?? `code ${status}`} before its tests did.`);
  return outcome;
}

/** The server must work without a network, so it is tested in a world that has none, where the system lets us make one. */
function withoutNetwork(): string[] {
  const command = process.getuid?.() === 0 ? ['unshare', '--net'] : ['unshare', '--map-root-user', '--net'];
  const possible = process.platform === 'linux' && spawnSync(command[0]!, [...command.slice(1), 'true']).status === 0;
  console.log(possible ? '  Run without a network.' : '  The network cannot be taken away here; run with it.');
  return possible ? command : [];
}

async function insideEditor(): Promise<Counts> {
  const vsix = await packageOnce(ownTarget());
  await buildEditorSuite();
  const desktop = await findDesktopEditor({ needsScreen: false });
  if (desktop === undefined) {
    console.log('  In code-server: no desktop VS Code is on the PATH or can be downloaded.');
    installCodeServerAndBrowser();
    return reported(await runInCodeServer(vsix));
  }
  console.log(`  In the desktop VS Code ${desktop}, by test-electron.`);
  if (hasScreen()) return reported(await runInDesktopEditor(desktop, vsix));
  installDebianPackages(desktopPackages);
  const program = path.join(projectRoot, 'scripts', 'editor', 'desktopSuite.ts');
  const { stdout } = spawnSync('xvfb-run', ['--auto-servernum', process.execPath, '--import', 'tsx', program, desktop, vsix], { encoding: 'utf8', maxBuffer: 1 << 28 });
  return reported(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
}

function reported({ passed, failed, log }: Counts & { readonly log: readonly string[] }): Counts {
  for (const line of log) console.log(line);
  return { passed, failed };
}

function ownTarget(): Target {
  const target = hostTarget();
  if (target === undefined) throw new Error(`There is no package for ${process.platform} on ${process.arch}.`);
  return target;
}

const packaged = new Set<Target>();

/** The package of a target, made now unless this run has made it already: an older one would test older code. */
async function packageOnce(target: Target): Promise<string> {
  if (!packaged.has(target)) await makePackages([target]);
  packaged.add(target);
  return packageFile(target);
}
