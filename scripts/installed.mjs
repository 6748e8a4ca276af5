// Installs the npm packages where they are missing or not those of the lock file. Plain Node without any package, because
// it runs on a clean checkout, before anything else can. All it has to say goes to standard error.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/**
 * Makes `node_modules` what `package-lock.json` says, by `npm ci` if it is not. Ends the process with a sentence on
 * failure: nothing of the project can run without its packages.
 */
export function installPackages() {
  refuseOldNode();
  const reason = whyToInstall();
  if (reason === undefined) return;
  console.error(`Installing the npm packages (${reason}).`);
  const { status, error } = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: projectRoot,
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  console.error(`The npm packages could not be installed: npm ci ended with ${error?.message ?? `code ${status}`}.`);
  process.exit(1);
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Node ${process.versions.node} is too old: Elman is developed with Node 20.19 or newer.`);
  process.exit(1);
}

/** Compares npm's record of what it installed (written last) with the lock file; optional packages may be absent. */
function whyToInstall() {
  const wanted = packagesOf('package-lock.json');
  const installed = packagesOf('node_modules/.package-lock.json');
  if (installed === undefined) return 'there are none yet';
  for (const [folder, { version, optional }] of Object.entries(wanted ?? {})) {
    if (folder === '' || (optional && installed[folder] === undefined)) continue;
    if (installed[folder]?.version !== version) return `${folder.replace(/^node_modules\//, '')} ${version} is not there`;
  }
  return undefined;
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(path.join(projectRoot, lockFile), 'utf8')).packages;
  } catch {
    return undefined;
  }
}
