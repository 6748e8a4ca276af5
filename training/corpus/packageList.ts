// The list of packages whose source code the bundled model reads: what is pinned, and which packages are held out.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { UserError } from '../../src/model/userError';
import { ACCEPTED_LICENCES } from './licences';
import type { PinnedPackage } from './pinnedPackage';

/** Share of the packages of each language that is held out. */
const HELD_OUT_SHARE = 0.05;
/** Mixed into the hash of the name; another one would hold out other packages. Chosen before any figure was seen. */
const SALT = '0';

/** @throws UserError if the list cannot be read, or names a licence that is not accepted. */
export function readPackageList(sourcesFile: string): PinnedPackage[] {
  let list: { packages: PinnedPackage[] };
  try {
    list = JSON.parse(readFileSync(sourcesFile, 'utf8')) as { packages: PinnedPackage[] };
  } catch (error) {
    throw new UserError('The list of packages {0} cannot be read: {1}.', sourcesFile, (error as Error).message);
  }
  for (const { name, licence } of list.packages) {
    if (!ACCEPTED_LICENCES.includes(licence)) throw new UserError('The package {0} is listed under the licence {1}, which is not accepted.', name, licence);
  }
  return list.packages;
}

/** Names of the packages that are never trained on: of each language the first 5 % by the hash of their names, at least one. */
export function heldOutPackages(packages: readonly PinnedPackage[]): Set<string> {
  const heldOut = new Set<string>();
  for (const language of new Set(packages.map((pinned) => pinned.language))) {
    const names = packages.filter((pinned) => pinned.language === language).map(({ name }) => name);
    const ranked = names.sort((a, b) => (hashOf(SALT + a) < hashOf(SALT + b) ? -1 : 1));
    for (const name of ranked.slice(0, Math.max(1, Math.ceil(HELD_OUT_SHARE * names.length)))) heldOut.add(name);
  }
  return heldOut;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
