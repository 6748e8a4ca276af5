// What is in the packages: exactly the files of the allow-list, each with its own platform's libraries only.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { packageFile } from '../../scripts/package';
import { packageEntries, targets } from '../../scripts/packageFiles';
import { zipEntries } from '../support/zip';

const largestLinuxBytes = 30e6;

for (const target of targets) {
  describe(`the package for ${target}`, () => {
    const entries = (): Map<string, () => Buffer> => zipEntries(readFileSync(packageFile(target)));

    it('has exactly the files of the allow-list', () => {
      assert.deepEqual([...entries().keys()].sort(), packageEntries(target));
    });

    it('says which platform it is for', () => {
      const manifest = entries().get('extension.vsixmanifest')!().toString('utf8');
      assert.match(manifest, new RegExp(`TargetPlatform="${target}"`));
    });

    it('has native libraries of its platform only', () => {
      const folder = `/napi-v6/${target.replace('-', '/')}/`;
      const native = [...entries().keys()].filter((name) => /\.(node|dll|dylib|so[.\d]*)$/.test(name));
      assert.ok(native.length >= 2);
      assert.deepEqual(native.filter((name) => !name.includes(folder)), []);
    });

    it('carries no development section in its manifest', () => {
      const manifest = JSON.parse(entries().get('extension/package.json')!().toString('utf8'));
      assert.deepEqual(Object.keys(manifest).filter((key) => /scripts|dependencies/i.test(key)), []);
    });
  });
}

describe('the package for linux-x64', () => {
  it('is at most 30 MB', () => {
    assert.ok(statSync(packageFile('linux-x64')).size <= largestLinuxBytes);
  });
});
