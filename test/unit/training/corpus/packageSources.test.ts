import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { heldOutPackages, readPackageList } from '../../../../training/corpus/packageList';
import type { PinnedPackage } from '../../../../training/corpus/pinnedPackage';
import { readPackageSources } from '../../../../training/corpus/packageSources';
import { readText } from '../../../../training/corpus/readText';

/** Different code for every name, so that no two files are copies. */
const code = (name: string) => Array.from({ length: 30 }, (_, i) => `export const ${name}${i} = compute${name}(${i}, '${name} number ${i}');\n`).join('');

describe('sources of packages', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'elman-sources-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A list of packages whose cache is filled already. */
  function prepare(packages: Record<string, Record<string, string>>, more: Partial<PinnedPackage> = {}): string {
    const list = Object.keys(packages).map((name) => ({ registry: 'npm', name, version: '1.0.0', licence: 'MIT', language: 'typescript', ...more }));
    for (const [name, files] of Object.entries(packages)) {
      for (const [path, text] of Object.entries({ 'package.json': '{"license": "MIT"}', ...files })) {
        const target = join(folder, 'cache', 'npm', `${name.replace('/', '+')}@1.0.0`, path);
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, text);
      }
    }
    writeFileSync(join(folder, 'sources.json'), JSON.stringify({ packages: list }));
    return join(folder, 'sources.json');
  }
  const read = (list: string) => readPackageSources(list, join(folder, 'cache'), () => undefined);

  it('reads hand-written sources only', async () => {
    const list = prepare({
      '@scope/one': {
        'src/a.ts': code('a').replaceAll('\n', '\r\n'), 'src/b.tsx': code('b'), 'src/c.js': code('c'), 'src/types.d.ts': code('d'), 'src/made.ts': `// @generated\n${code('e')}`, 'src/packed.js': 'f(1);'.repeat(900),
        'src/__tests__/f.ts': code('f'), 'src/g.test.ts': code('g'), 'src/large.ts': code('h').repeat(200), 'dist/i.js': code('i'), 'src/node_modules/j/k.ts': code('k'), 'src/copy.ts': code('a'), 'src/script.py': code('l'),
      },
    });
    const files = await read(list);
    assert.deepEqual(files.map(({ path, language }) => [path, language]), [['@scope/one@1.0.0/src/a.ts', 'typescript'], ['@scope/one@1.0.0/src/b.tsx', 'typescriptreact'], ['@scope/one@1.0.0/src/c.js', 'javascript']]);
    assert.equal(readText(files[0].file), code('a'));
    assert.equal(files[0].bytes, code('a').length);
    assert.deepEqual([files[0].source, files[0].licence], ['@scope/one@1.0.0', 'MIT']);
  });

  it('reads the folders that the list names, and no more than it allows', async () => {
    const files = { 'lib/a.ts': code('a'), 'lib/b.ts': code('b'), 'other/c.ts': code('c') };
    assert.deepEqual((await read(prepare({ one: files }, { folders: ['lib'] }))).map(({ path }) => path), ['one@1.0.0/lib/a.ts', 'one@1.0.0/lib/b.ts']);
    assert.equal((await read(prepare({ one: files }, { maximumBytes: 2 * code('a').length }))).length, 2);
  });

  it('holds out whole packages, and drops what the others copied from them', async () => {
    const list = prepare(Object.fromEntries(['one', 'two', 'three'].map((name) => [name, { 'src/own.ts': code(name), 'src/shared.ts': code('shared') }])));
    writeFileSync(list, readFileSync(list, 'utf8').replace('"name":"two"', '"name":"two","heldOut":true'));
    const files = await read(list);
    assert.deepEqual(files.map(({ path, split }) => [path, split === 'test']).sort(), [
      ['one@1.0.0/src/own.ts', false], ['three@1.0.0/src/own.ts', false], ['two@1.0.0/src/own.ts', true], ['two@1.0.0/src/shared.ts', true]]);
    assert.deepEqual(await read(list), files);
  });

  it('refuses a package that states another licence', async () => {
    const list = prepare({ one: { 'package.json': '{"license": "UNLICENSED"}' } });
    await assert.rejects(read(list), /The package one is listed under the licence MIT, but states UNLICENSED/);
  });

  it('refuses a list with a licence that is not accepted, and one that is no list', async () => {
    await assert.rejects(read(prepare({ one: {} }, { licence: 'GPL-3.0' })), /The package one is listed under the licence GPL-3\.0, which is not accepted\./);
    writeFileSync(join(folder, 'broken.json'), '{');
    await assert.rejects(read(join(folder, 'broken.json')), /The list of packages .* cannot be read/);
  });
});

describe('the list of packages', () => {
  const packages = readPackageList(join('training', 'sources.json'));

  it('pins every package once, exactly', () => {
    assert.equal(new Set(packages.map(({ name }) => name)).size, packages.length);
    for (const { name, version } of packages) assert.match(version, /^[0-9][0-9A-Za-z.+:~-]*$/, name);
  });
  it('holds out the same packages, whatever is added', () => {
    assert.deepEqual([...heldOutPackages(packages)].sort(), ['@noble/curves', 'black', 'fastify', 'python3-pytest', 'react-native-reanimated']);
  });
});
