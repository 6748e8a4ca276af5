// Whether a package says of itself what the list says of it: package.json of npm packages, the copyright file of Debian ones.
import { UserError } from '../../src/model/userError';
import type { PinnedPackage } from './pinnedPackage';

/** Licences that allow the use with attribution alone; SPDX identifiers. */
export const ACCEPTED_LICENCES: readonly string[] = ['MIT', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'Apache-2.0', 'PSF-2.0'];

/** Names that Debian's copyright files use. */
const DEBIAN_NAMES: Readonly<Record<string, string>> = {
  expat: 'MIT', mit: 'MIT', 'bsd-2-clause': 'BSD-2-Clause', 'bsd-3-clause': 'BSD-3-Clause', 'bsd-3': 'BSD-3-Clause', isc: 'ISC',
  apache: 'Apache-2.0', 'apache-2': 'Apache-2.0', 'apache-2.0': 'Apache-2.0', 'psf-2': 'PSF-2.0', 'psf-2.0': 'PSF-2.0', python: 'PSF-2.0', 'python-2.0': 'PSF-2.0',
};

/** @throws UserError if package.json states another licence or none. */
export function checkNpmLicence({ name, licence }: PinnedPackage, packageJson: string): void {
  const { license: stated } = JSON.parse(packageJson) as { license?: unknown };
  if (stated !== licence) throw differs(name, licence, typeof stated === 'string' ? stated : 'none');
}

/**
 * @param copyright Debian's copyright file of the package.
 * @returns whether a file of the package, by its installed path, is under an accepted licence too.
 * @throws UserError if the licence of the package is another one.
 */
export function checkDebianLicence({ name, licence }: PinnedPackage, copyright: string): (path: string) => boolean {
  if (licence === 'PSF-2.0' && /PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2/.test(copyright)) return () => true;
  const parts = partsOf(copyright);
  const main = parts.find(({ patterns }) => patterns.includes('*'));
  if (!main?.licences.includes(licence)) throw differs(name, licence, main?.licences.join(', ') || 'none that can be read');
  const refused = parts.filter(({ licences }) => !licences.every((one) => ACCEPTED_LICENCES.includes(one))).flatMap(({ patterns }) => patterns.map(toExpression));
  return (path) => !refused.some((expression) => expression.test(path));
}

interface CopyrightPart {
  readonly patterns: readonly string[];
  /** SPDX identifiers where known, else the name as it stands. */
  readonly licences: readonly string[];
}

/** The `Files:` paragraphs of a machine-readable copyright file (DEP-5). */
function partsOf(copyright: string): CopyrightPart[] {
  return copyright.split(/\n\s*\n/).flatMap((paragraph) => {
    const files = fieldOf(paragraph, 'Files');
    const licence = fieldOf(paragraph, 'License')?.split('\n')[0].trim();
    return files && licence !== undefined ? [{ patterns: files.split(/\s+/).filter(Boolean), licences: licence.split(/,?\s+(?:and|or)\s+/).map((name) => DEBIAN_NAMES[name.toLowerCase()] ?? name) }] : [];
  });
}

function fieldOf(paragraph: string, name: string): string | undefined {
  return new RegExp(`^${name}:[ \\t]*(.*(?:\\n[ \\t].*)*)`, 'm').exec(paragraph)?.[1];
}

/** Copyright files name paths in the source tree; installed ones lack its outer folders. */
function toExpression(pattern: string): RegExp {
  const installed = pattern.replace(/^\.?\//, '').replace(/^(?:src|lib)\//, '');
  return new RegExp(`(?:^|/)${installed.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.')}$`);
}

function differs(name: string, pinned: string, stated: string): UserError {
  return new UserError('The package {0} is listed under the licence {1}, but states {2}; it is not used.', name, pinned, stated);
}
