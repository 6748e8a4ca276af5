// The licences of the texts in `rehearsal.json`: the extension is published with pieces of them, so they travel with it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf } from '../corpus/packageCache';
import { readPackageList } from '../corpus/packageList';
import type { PinnedPackage } from '../corpus/pinnedPackage';
import proseSources from './proseSources.json';

const RULE = '='.repeat(80);

/** Works whose pieces may ship, with what must be said of each: package and version, or prose source -> notice. */
export type Notices = ReadonlyMap<string, string>;

/** Characters of a notice at most: a longer one would be longer than the pieces themselves. */
const LONGEST_NOTICE = 10_000;

/**
 * Notices of the prose sources and of the packages that carry the text of their licence, if it is not too long; the others name one only.
 * @param cacheFolder where the packages are unpacked.
 */
export function readNotices(cacheFolder: string): Notices {
  const notices = new Map<string, string>();
  for (const { name, origin, commit, licence } of proseSources) notices.set(name, `${name}: ${origin}${commit === '-' ? '' : ` at ${commit}`}, ${licence}`);
  for (const pinned of readPackageList(join('training', 'sources.json'))) {
    const file = licenceFile(pinned, cacheFolder);
    const notice = file && readFileSync(file, 'utf8').trim();
    if (notice && notice.length <= LONGEST_NOTICE) notices.set(`${pinned.name}@${pinned.version}`, `${pinned.name} ${pinned.version} (${pinned.licence})\n\n${notice}`);
  }
  return notices;
}

/** The text of `NOTICES.txt` for the works that pieces were taken of. */
export function noticesText(works: ReadonlySet<string>, notices: Notices): string {
  return [
    'rehearsal.json holds pieces of the following works. They were shortened, and e-mail addresses and key-like strings in them were masked.',
    'CC BY 4.0: https://creativecommons.org/licenses/by/4.0/legalcode\nCC0 1.0: https://creativecommons.org/publicdomain/zero/1.0/legalcode\nApache 2.0: https://www.apache.org/licenses/LICENSE-2.0',
    ...[...works].sort().map((work) => notices.get(work)!),
  ].join(`\n\n${RULE}\n\n`) + '\n';
}

function licenceFile(pinned: PinnedPackage, cacheFolder: string): string | undefined {
  const carrier = pinned.copyrightOf ? { ...pinned, name: pinned.copyrightOf } : pinned;
  const folder = folderOf(carrier, cacheFolder);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const name = pinned.registry === 'debian' ? join('usr', 'share', 'doc', carrier.name, 'copyright') : names.find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
  const file = name === undefined ? undefined : join(folder, name);
  return file !== undefined && existsSync(file) ? file : undefined;
}
