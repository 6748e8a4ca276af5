// Nothing that ships can open a connection. The LSP library's pipes need `net`; that is the one exception.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { packageFile } from '../../scripts/package';
import { targets } from '../../scripts/packageFiles';
import { connectionsOfLibrary, connectionsOfScript } from '../support/connections';
import { zipEntries } from '../support/zip';

/** The bundles with the LSP library in them. */
const withPipes = ['extension/dist/extension.js', 'extension/dist/server.js'];

describe('the search for connections', () => {
  it('finds required modules and identifiers', () => {
    assert.deepEqual(connectionsOfScript("const a = require('node:https'); import('http2'); require('net')"), ['http2', 'https', 'net']);
    assert.deepEqual(connectionsOfScript('globalThis.fetch(u); new WebSocket(u); g["undici"]'), ['WebSocket', 'fetch', 'undici']);
  });

  it('takes no notice of comments, texts and longer names', () => {
    assert.deepEqual(connectionsOfScript("// fetch\nconst prefetch = 'see https://example.invalid', fetches = {}"), []);
  });

  it('finds imports of native libraries', () => {
    assert.deepEqual(connectionsOfLibrary(Buffer.from('\0connect\0x\0reconnected\0')), ['connect']);
    assert.deepEqual(connectionsOfLibrary(Buffer.from('\0disconnect\0')), []);
  });
});

for (const target of targets) {
  describe(`the package for ${target}`, () => {
    it('has no script that can open a connection', () => {
      for (const [name, read] of zipEntries(readFileSync(packageFile(target)))) {
        if (!/\.[cm]?js$/.test(name)) continue;
        const allowed = withPipes.includes(name) ? ['net'] : [];
        assert.deepEqual(connectionsOfScript(read().toString('utf8')).filter((found) => !allowed.includes(found)), [], name);
      }
    });

    it('has no native library that can open a connection', () => {
      for (const [name, read] of zipEntries(readFileSync(packageFile(target)))) {
        if (!/\.(node|dll|dylib|so[.\d]*)$/.test(name)) continue;
        assert.deepEqual(connectionsOfLibrary(read()), [], name);
      }
    });
  });
}
