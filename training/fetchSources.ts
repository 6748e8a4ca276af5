// Fills the cache with the packages whose source code the bundled model reads: npx tsx training/fetchSources.ts [FOLDER]
import { join } from 'node:path';
import { UserError } from '../src/model/userError';
import { unpackedPackage } from './corpus/packageCache';
import { readPackageList } from './corpus/packageList';

const cache = process.argv[2] ?? join('.elman', 'sources');
try {
  const packages = readPackageList(join('training', 'sources.json'));
  for (const pinned of packages) unpackedPackage(pinned, cache, console.log);
  console.log(`${packages.length} packages lie in ${cache}`);
} catch (error) {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
}
