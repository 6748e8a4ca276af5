// The suites of `npm test` and how each is run.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildBundles } from './build';
import { installCodeServerAndBrowser } from './editor/codeServerInstall';
import { browserPackages, installDebianPackages } from './editor/debianPackages';
import { findDesktopEditor } from './editor/desktopEditor';
import { runInDesktopEditor } from './editor/desktopSuiteProcess';
import { buildEditorSuite, runInCodeServer, type SuiteOutcome } from './editor/editorSuite';
import { hostTarget, makePackages, packageFile } from './package';
import { targets, type Target } from './packageFiles';
import { projectRoot } from './projectRoot';

/** A test that never lets go of its thread is not ended by mocha's own limits. */
const suiteLimitMs = 20 * 60_000;
/** Its tests wait for what a real editor shows: six minutes on two free cores, several times that on busy ones. */
const browserLimitMs = 40 * 60_000;

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** What was said of those that failed, to be said again at the end. */
  readonly failures?: readonly string[];
}

/** Name -> run; in this order. */
export const suites: Readonly<Record<string, () => Promise<Counts>>> = {
  types: async () => sum(['.', 'src/reportPage'].map((project) => tool('typescript/bin/tsc', '--noEmit', '-p', project))),
  lint: async () => tool('eslint/bin/eslint.js', '.'),
  layers: async () => mocha([path.join('test', 'unit', 'layers.test.ts')], 60_000),
  unit: unitTests,
  server: serverWithoutNetwork,
  package: async () => {
    await makePackages(targets);
    for (const target of targets) packaged.add(target);
    installDebianPackages(browserPackages); // the pages are drawn in a browser
    return mocha(testsIn(path.join('test', 'package')), 120_000);
  },
  editor: insideEditor,
  browser: async () => {
    await packageOnce(ownTarget());
    installCodeServerAndBrowser();
    return mocha(testsIn(path.join('test', 'vscode', 'ui')), 180_000, { limitMs: browserLimitMs });
  },
};

/** One check that passes or fails as a whole: a program from `node_modules`. */
function tool(program: string, ...programArguments: string[]): Counts {
  const command = [program, ...programArguments].join(' ');
  const { status } = spawnSync(process.execPath, [path.join(projectRoot, 'node_modules', program), ...programArguments], { cwd: projectRoot, stdio: 'inherit' });
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, failures: [`  NOT OK ${command}`] };
}

/** All of them together. */
export function sum(counts: readonly Counts[]): Required<Counts> {
  return counts.reduce<Required<Counts>>(
    (all, { passed, failed, failures = [] }) => ({ passed: all.passed + passed, failed: all.failed + failed, failures: [...all.failures, ...failures] }),
    { passed: 0, failed: 0, failures: [] });
}

/** Test files below a folder of the project, sorted. */
function testsIn(folder: string): string[] {
  if (!existsSync(path.join(projectRoot, folder))) return [];
  const names = readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.test.ts')).sort().map((name) => path.join(folder, name));
}

interface MochaProcess {
  /** A command that runs the command behind it. */
  readonly prefix?: readonly string[];
  readonly limitMs?: number;
}

/** Number of processes that share the unit tests: one for each of two cores. */
const UNIT_PROCESSES = 2;

/** Runs the unit tests in processes side by side. Every test file runs in one of them. */
async function unitTests(): Promise<Counts> {
  const files = testsIn(path.join('test', 'unit')).filter((file) => !file.endsWith('layers.test.ts'));
  await buildBundles(); // before the processes begin, for each of them would build what is missing
  const shares = Array.from({ length: UNIT_PROCESSES }, (_, share) => files.filter((_, i) => i % UNIT_PROCESSES === share));
  return sum(await Promise.all(shares.map((share) => mocha(share, 120_000))));
}

/** Runs mocha on files in a process of its own. */
async function mocha(files: readonly string[], timeoutMs: number, { prefix = [], limitMs = suiteLimitMs }: MochaProcess = {}): Promise<Counts> {
  if (files.length === 0) return { passed: 0, failed: 0 };
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'elman-mocha-'));
  const outcomeFile = path.join(scratch, 'outcome.json');
  const absolute = files.map((file) => path.join(projectRoot, file));
  const [program, ...rest] = [
    ...[...prefix, process.execPath, '--import', 'tsx', path.join(projectRoot, 'test', 'support', 'runFiles.ts')],
    ...[outcomeFile, String(timeoutMs), ...absolute],
  ];
  const child = spawn(program!, rest, { cwd: projectRoot, stdio: 'inherit', timeout: limitMs, killSignal: 'SIGKILL' });
  const [status, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  const outcome = existsSync(outcomeFile) ? (JSON.parse(readFileSync(outcomeFile, 'utf8')) as Counts) : undefined;
  rmSync(scratch, { recursive: true, force: true });
  if (outcome === undefined) throw new Error(`mocha ended with ${signal ?? `code ${status}`} before its tests did.`);
  return outcome;
}

/** The server must work without a network, so it is tested in a world that has none, where the system lets us make one. */
async function serverWithoutNetwork(): Promise<Counts> {
  const prefix = takingNetworkAway();
  const isExpected = process.platform === 'linux' && process.getuid?.() === 0;
  const remark = prefix ? '  Run without a network.' : `  ${isExpected ? 'NOT OK t' : 'T'}he network cannot be taken away here, so the tests run with it.`;
  console.log(remark);
  const tested = await mocha(testsIn(path.join('test', 'server')), 120_000, { prefix: prefix ?? [] });
  return prefix === undefined && isExpected ? sum([tested, { passed: 0, failed: 1, failures: [remark] }]) : tested;
}

/** A command that runs another without a network; undefined where the system has none that works. */
function takingNetworkAway(): string[] | undefined {
  const commands = [['unshare', '--net'], ['unshare', '--map-root-user', '--net']];
  return commands.find(([program, ...options]) => spawnSync(program!, [...options, 'true']).status === 0);
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
  return reported(await runInDesktopEditor(desktop, vsix));
}

function reported({ log, ...counts }: SuiteOutcome): Counts {
  for (const line of log) console.log(line);
  return counts;
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
