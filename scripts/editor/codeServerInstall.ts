// A real VS Code that needs no download from Microsoft: code-server with the Node it wants, both from npm, kept under
// `.vscode-test/` and installed once. A marker written last says that an installation is complete.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../projectRoot';
import { browserPackages, compilerPackages, installDebianPackages } from './debianPackages';

const codeServerVersion = '4.139.1';
/** The Node that this code-server asks for; its native modules are compiled for it. */
const nodeVersion = '24.21.0';

export const editorCache = path.join(projectRoot, '.vscode-test');

export interface CodeServerInstall {
  /** The Node binary that runs it. */
  readonly node: string;
  /** Its entry file. */
  readonly entry: string;
}

const folder = path.join(editorCache, `code-server-${codeServerVersion}`);
const nodePackage = `node-${process.platform}-${process.arch}`;
const complete = path.join(folder, 'complete');

/**
 * Installs code-server where it is not there yet (about three minutes and 1.2 GB).
 * @throws Error with a sentence if the platform has none or npm fails.
 */
export function installCodeServer(): CodeServerInstall {
  const nodeFolder = path.join(folder, 'node', 'node_modules', nodePackage);
  const install = {
    node: path.join(nodeFolder, 'bin', 'node'),
    entry: path.join(folder, 'server', 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
  };
  if (existsSync(complete)) return install;
  if (process.platform === 'win32') throw new Error('code-server does not run on Windows: install VS Code, so that `code` is on the PATH.');

  installDebianPackages(compilerPackages);
  console.error(`Installing code-server ${codeServerVersion} into .vscode-test (once, about three minutes).`);
  rmSync(folder, { recursive: true, force: true });
  npmInstall(path.join(folder, 'node'), `${nodePackage}@${nodeVersion}`, {});
  npmInstall(path.join(folder, 'server'), `code-server@${codeServerVersion}`, {
    PATH: `${path.dirname(install.node)}${path.delimiter}${process.env['PATH'] ?? ''}`,
    npm_config_nodedir: nodeFolder, // the headers of that Node, not of the one that runs this
  });
  writeFileSync(complete, '');
  return install;
}

/** Code-server with a browser to show it: what is missing of Debian is named all at once. */
export function installCodeServerAndBrowser(): CodeServerInstall {
  installDebianPackages(existsSync(complete) ? browserPackages : [...browserPackages, ...compilerPackages]);
  return installCodeServer();
}

function npmInstall(folder: string, what: string, environment: Record<string, string>): void {
  mkdirSync(folder, { recursive: true });
  const scripts = { 'code-server': true, argon2: true }; // npm 11 and newer run no install script that is not named
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, allowScripts: scripts }));
  const { status, stderr, stdout } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', what], {
    cwd: folder,
    // The project's own packages run no install scripts; those of code-server build its server.
    env: { ...environmentOutsideNpm(), npm_config_ignore_scripts: 'false', ...environment },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${what} could not be installed by npm:\n${(stdout + stderr).trim().split('\n').slice(-15).join('\n')}`);
}

/** This process may itself run under npm, which tells its children which Node and which prefix to use: not these here. */
function environmentOutsideNpm(): Record<string, string | undefined> {
  const ofThisNpm = /^(NODE|INIT_CWD|npm_(?!config_).*|npm_config_(user_agent|node_gyp|prefix|global_prefix|globalconfig|local_prefix|allow_scripts))$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofThisNpm.test(name)));
}
