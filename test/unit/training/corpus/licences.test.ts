import assert from 'node:assert/strict';
import { checkDebianLicence, checkNpmLicence } from '../../../../training/corpus/licences';
import type { PinnedPackage } from '../../../../training/corpus/pinnedPackage';

const pinned = (licence: string): PinnedPackage => ({ registry: 'npm', name: 'some', version: '1.0.0', licence, language: 'python' });

const COPYRIGHT = `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: some

Files: *
Copyright: 2020 Somebody
License: Expat

Files: src/some/copied.py
 some/tables/*
Copyright: 2019 Another
License: GPL-2+

Files: some/also.py
Copyright: 2019 Another
License: BSD-3-clause and PSF-2

License: Expat
 Permission is hereby granted
`;

describe('licences', () => {
  it('takes an npm package that states the pinned licence', () => checkNpmLicence(pinned('MIT'), '{"license": "MIT"}'));
  it('refuses one that states another or none', () => {
    assert.throws(() => checkNpmLicence(pinned('MIT'), '{"license": "GPL-3.0"}'), /The package some is listed under the licence MIT, but states GPL-3\.0; it is not used\./);
    assert.throws(() => checkNpmLicence(pinned('MIT'), '{"license": {"type": "MIT"}}'), /states none/);
  });
  it('reads Debian copyright files, and leaves out files under other licences', () => {
    const isAllowed = checkDebianLicence(pinned('MIT'), COPYRIGHT);
    const below = (path: string) => isAllowed(`usr/lib/python3/dist-packages/some/${path}`);
    assert.deepEqual(['a.py', 'also.py', 'copied.py', 'tables/x/y.py', 'sub/copied.py'].map(below), [true, true, false, false, true]);
  });
  it('refuses a Debian package under another licence, or without a readable one', () => {
    assert.throws(() => checkDebianLicence(pinned('BSD-3-Clause'), COPYRIGHT), /listed under the licence BSD-3-Clause, but states MIT/);
    assert.throws(() => checkDebianLicence(pinned('MIT'), 'It was downloaded from somewhere.'), /states none that can be read/);
  });
  it('knows the licence of Python by its text', () => {
    assert.equal(checkDebianLicence(pinned('PSF-2.0'), 'PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2\n...')('usr/lib/python3.11/ast.py'), true);
    assert.throws(() => checkDebianLicence(pinned('PSF-2.0'), 'GNU GENERAL PUBLIC LICENSE'), /PSF-2\.0/);
  });
});
