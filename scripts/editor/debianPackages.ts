// Debian packages that a real editor under test needs. Installed by apt when run as root; otherwise the person is told
// which are missing and how to get them.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What code-server needs to compile its native modules, and the browser that drives it (with letters for what is typed). */
export const browserPackages = ['chromium', 'fonts-noto-cjk', 'fonts-noto-color-emoji'];
export const compilerPackages = ['g++', 'libkrb5-dev', 'make', 'python3'];
/** Libraries that a downloaded desktop VS Code needs: chromium brings all but two. */
export const desktopPackages = [...browserPackages, 'libsecret-1-0', 'libxkbfile1'];
/** A screen that nobody looks at. */
export const screenPackages = ['xauth', 'xvfb'];

/**
 * Installs those of `names` that are missing.
 * @throws Error with a sentence, where this is not a Debian, not root, or apt fails.
 */
export function installDebianPackages(names: readonly string[]): void {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return;
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const command = `apt-get install --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0) throw new Error(`Debian packages are missing. Install them as root: ${command}`);
  console.error(`Installing the Debian packages ${missing.join(', ')}.`);
  apt('update');
  apt('install', '--yes', '--no-install-recommends', ...missing);
}

function isInstalled(name: string): boolean {
  const query = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' });
  return query.stdout === 'installed';
}

function apt(...command: string[]): void {
  const { status, stderr } = spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...command], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`apt-get ${command[0]} failed: ${stderr.trim().split('\n').at(-1) ?? ''}`);
}
