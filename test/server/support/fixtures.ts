// Model packages and folders for the server's tests: made once per test process, removed at its end.
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readManifest } from '../../../src/model/manifest';
import { ModelStore } from '../../../src/server/modelStore';
import { writeTinyPackage } from '../../support/tinyPackage';
import { SENTENCES, writeTaughtPackage } from './taughtPackage';

/** A common word that stands in no sentence of the bundled package: only the learned network suggests it. */
export const INVENTED = 'celebrate';

let root: string | undefined;
let packages: Promise<{ bundled: string; learned: string }> | undefined;

/** `bundled` knows SENTENCES; `learned` also that people celebrate. */
export function taughtPackages(): Promise<{ bundled: string; learned: string }> {
  packages ??= makePackages();
  return packages;
}

async function makePackages(): Promise<{ bundled: string; learned: string }> {
  const folder = newFolder();
  return {
    bundled: await writeTaughtPackage(join(folder, 'bundled')),
    learned: await writeTaughtPackage(join(folder, 'learned'), { lines: [...SENTENCES, `we ${INVENTED} every morning`, `they ${INVENTED} at night`], seed: 2 }),
  };
}

/** A package with random weights: it predicts nothing, but the same text always has the same figures (see taughtPackage.ts). */
export function tinyPackage(): string {
  return writeTinyPackage(join(newFolder(), 'tiny'));
}

/** An empty folder; all of them go when the process ends. */
export function newFolder(): string {
  if (!root) {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'elman-server-')));
    const made = root;
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  }
  return mkdtempSync(join(root, 'f-'));
}

/** A folder with these files. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = newFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A copy of a package that a test may damage. */
export function copyOf(folder: string): string {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** A storage folder in which a model was learned; both taught packages have one vocabulary. */
export function storageWith(learned: string): string {
  const storage = newFolder();
  const store = new ModelStore(storage);
  const folder = store.adopt(copyOf(learned));
  const { vocabularyFingerprint: bundledFingerprint } = readManifest(learned);
  store.makeLive({ folder, kind: 'learned', bundledFingerprint, formatVersion: 1 });
  return storage;
}
