// What is in the packages: exactly the files of the allow-list, each with its own platform's libraries only.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
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

    it('has every file that its documents link to', () => {
      const files = entries();
      const documents = [...files.keys()].filter((name) => /^extension\/(?:[^/]+|models\/.*)\.md$/.test(name));
      assert.ok(documents.length >= 4);
      const linked = documents.flatMap((name) => linksOf(files.get(name)!().toString('utf8')).map((link) => path.posix.join(path.posix.dirname(name), link)));
      assert.deepEqual(linked.filter((file) => !files.has(file)), []);
    });

    it('has a README without pictures, for the page of an installed extension shows none that has no https address', () => {
      const readme = entries().get('extension/readme.md')!().toString('utf8');
      assert.doesNotMatch(readme, /!\[|<img|data:image/);
      assert.match(readme, /^# Elman/);
      assert.doesNotMatch(readme, /\n\n\n/);
    });

    it('says under which terms the libraries ship that are not ONNX Runtime itself, by their true versions', () => {
      const notices = entries().get('extension/dist/NOTICES.txt')!().toString('utf8').split(`\n${'='.repeat(80)}\n`);
      for (const [file, read] of entries()) {
        const name = path.posix.basename(file);
        if (!/\.(dll|dylib|so[.\d]*)$/.test(name) || /onnxruntime/.test(name)) continue;
        const [version] = /\d+(\.\d+)+/.exec(notices.find((notice) => notice.includes(name)) ?? '') ?? [];
        assert.ok(version && read().includes(Buffer.from(version, 'utf16le')), `${name}: ${version}`);
      }
    });

    it('carries no development section in its manifest', () => {
      const manifest = JSON.parse(entries().get('extension/package.json')!().toString('utf8'));
      assert.deepEqual(Object.keys(manifest).filter((key) => /scripts|dependencies/i.test(key)), []);
    });
  });
}

/** Relative links and pictures of a Markdown text, without places inside files. */
function linksOf(markdown: string): string[] {
  return [...markdown.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, target]) => target!).filter((target) => !/^[a-z]+:/.test(target));
}

describe('the package for linux-x64', () => {
  it('is at most 30 MB', () => {
    assert.ok(statSync(packageFile('linux-x64')).size <= largestLinuxBytes);
  });
});
