// Runs the suite in a desktop VS Code by a process of its own, under a virtual screen where there is no real one, so that
// an editor that hangs can be ended with all that it started.
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../projectRoot';
import { installDebianPackages, screenPackages } from './debianPackages';
import { hasScreen } from './desktopEditor';
import { suiteLimitMs, type SuiteOutcome } from './editorSuite';
import { endWithThisProcess } from './processGroup';

/**
 * By test-electron, in the desktop editor whose program file is given.
 * @throws Error with a sentence if there is no screen and none can be made
 */
export async function runInDesktopEditor(executable: string, vsix: string): Promise<SuiteOutcome> {
  const program = path.join(projectRoot, 'scripts', 'editor', 'desktopSuite.ts');
  const [command, ...rest] = [...virtualScreen(), process.execPath, '--import', 'tsx', program, executable, vsix];
  const child = spawn(command!, rest, { detached: process.platform !== 'win32', stdio: ['ignore', 'pipe', 'inherit'] });
  const end = endWithThisProcess(child);
  try {
    const said = await Promise.race([text(child.stdout), sleep(suiteLimitMs, undefined, { ref: false })]);
    return said === undefined ? failed(`did not end within ${suiteLimitMs / 60_000} minutes`) : outcomeIn(said);
  } finally {
    await end();
  }
}

/** The command under which a program finds a screen; empty where there is one. */
function virtualScreen(): string[] {
  if (hasScreen()) return [];
  installDebianPackages(screenPackages);
  if (spawnSync('xvfb-run', ['--help']).error) throw new Error('There is no screen, and xvfb-run, which makes one, is not installed.');
  return ['xvfb-run', '--auto-servernum'];
}

function outcomeIn(said: string): SuiteOutcome {
  try {
    return JSON.parse(said.trim().split('\n').at(-1)!) as SuiteOutcome;
  } catch {
    return failed('ended without an outcome');
  }
}

const failed = (how: string): SuiteOutcome => ({ passed: 0, failed: 1, log: [`  NOT OK the suite in the desktop VS Code ${how}.`] });
