// The list of packages whose source code the bundled model reads: what is pinned, and which packages are held out.
import { readFileSync } from 'node:fs';
import { UserError } from '../../src/model/userError';
import { ACCEPTED_LICENCES } from './licences';
import type { PinnedPackage } from './pinnedPackage';

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

/**
 * Names of the packages that are never trained on: of the first of each language 5 %, by a hash of their names, before any figure was seen.
 * They are marked in the list, for one that was trained on cannot be held out when others are added.
 */
export function heldOutPackages(packages: readonly PinnedPackage[]): Set<string> {
  return new Set(packages.filter(({ heldOut }) => heldOut).map(({ name }) => name));
}
