import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_BYTES_LIMIT, parseManifest, readManifest, writeManifest, type Manifest } from '../../../src/model/manifest';
import { inTemporaryFolder, tinyContents } from '../../support/tinyPackage';

const HASH = 'a1'.repeat(32);
const whole: Manifest = { ...tinyContents().manifest, vocabularyFingerprint: HASH, files: { 'model.onnx': { bytes: 10, sha256: HASH }, 'tokenizer.json': { bytes: 20, sha256: HASH } } };

/** Sentence that refuses the manifest with the value at a path (`network.hidden`) replaced; undefined removes it. */
function refusal(path: string, value: unknown): string {
  const manifest = structuredClone(whole) as unknown as Record<string, unknown>;
  const keys = path.split('/');
  const last = keys.pop()!;
  const parent = keys.reduce((object, key) => object[key] as Record<string, unknown>, manifest);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  try {
    parseManifest(JSON.stringify(manifest), 'manifest.json');
  } catch (error) {
    assert.equal((error as Error).name, 'UserError');
    return (error as Error).message;
  }
  return 'accepted';
}

describe('a manifest', () => {
  it('comes back as it was written', async () => {
    await inTemporaryFolder((folder) => {
      const manifest = { ...whole, training: { ...whole.training, from: HASH } };
      writeManifest(folder, manifest);
      assert.deepEqual(readManifest(folder), manifest);
    });
  });

  it('that does not say how weights are stored is of the time when all were in half precision', () => {
    const { precision: _, ...older } = whole;
    assert.equal(parseManifest(JSON.stringify(older), 'manifest.json').precision, 'float16');
  });

  it('is not written if it would not be read', async () => {
    await inTemporaryFolder((folder) => {
      const broken = { ...whole, heldOut: [{ name: 'empty', bytes: 0, bitsPerByte: NaN, perplexityPerWord: 1, perplexityPerToken: 1 }] };
      assert.throws(() => writeManifest(folder, broken), { message: /heldOut\[0\]\.bitsPerByte is missing or not valid/ });
      assert.throws(() => readManifest(folder), { name: 'UserError', message: /manifest\.json does not exist/ });
    });
  });

  it('of another version is refused as such, whatever else it holds', () => {
    assert.equal(refusal('formatVersion', 2), 'manifest.json has format version 2; this version of Elman reads 1.');
    assert.equal(refusal('formatVersion', '1'), 'manifest.json has format version none; this version of Elman reads 1.');
    assert.throws(() => parseManifest('{}', 'manifest.json'), { message: /format version none/ });
  });

  it('is refused with the name of every field that is missing', () => {
    for (const field of ['name', 'created', 'network', 'startToken', 'vocabularyFingerprint', 'files', 'training', 'heldOut', 'network/cell', 'network/hidden', 'files/model.onnx', 'files/tokenizer.json/sha256', 'training/seed', 'training/data', 'training/data/0/licence']) {
      const path = field.replace('data/0', 'data[0]').replaceAll('/', '.');
      assert.equal(refusal(field, undefined), `manifest.json: ${path} is missing or not valid.`);
    }
  });

  it('is refused beyond its limits', () => {
    assert.equal(refusal('network/layers', 4), 'manifest.json: network.layers is 4, not 1 to 3.');
    assert.equal(refusal('network/hidden', 4097), 'manifest.json: network.hidden is 4097, not 1 to 4096.');
    assert.equal(refusal('network/embedding', 0), 'manifest.json: network.embedding is 0, not 1 to 4096.');
    assert.equal(refusal('network/vocabulary', 256), 'manifest.json: network.vocabulary is 256, not 257 to 65536.');
    assert.equal(refusal('network/vocabulary', 65_537), 'manifest.json: network.vocabulary is 65537, not 257 to 65536.');
    assert.equal(refusal('startToken', 280), 'manifest.json: startToken is 280, not 0 to 279.');
    assert.match(refusal('files/model.onnx/bytes', 1e12), /files\.model\.onnx\.bytes is 1000000000000, not 1 to/);
  });

  it('is refused with values of another type', () => {
    const wrong: [string, unknown][] = [
      ['name', ''], ['name', 'two\nlines'], ['name', 'x'.repeat(201)], ['created', 'yesterday'], ['created', 5], ['network', []], ['network/cell', 'transformer'], ['network/tied', 'yes'], ['network/initialState', 'random'], ['precision', 'int2'], ['precision', null],
      ['network/hidden', '10'], ['network/hidden', 1.5], ['vocabularyFingerprint', 'A1'.repeat(32)], ['files/model.onnx', null], ['training/tokens', -1], ['training/from', 'no hash'], ['heldOut', {}], ['heldOut', [5]],
    ];
    for (const [path, value] of wrong) assert.match(refusal(path, value), /is missing or not valid\.$/, `${path} = ${JSON.stringify(value)}`);
  });

  it('brings nothing along that is not known', () => {
    const text = JSON.stringify(whole).replace('{', '{"__proto__":{"polluted":1},"constructor":5,"more":[1],');
    assert.deepEqual(parseManifest(text, 'manifest.json'), whole);
  });

  it('is refused if it is no JSON, no object, or huge', async () => {
    assert.throws(() => parseManifest('{"formatVersion":1', 'manifest.json'), { name: 'UserError', message: /^manifest\.json is no JSON file/ });
    assert.throws(() => parseManifest('null', 'manifest.json'), { name: 'UserError', message: 'manifest.json is no JSON object.' });
    await inTemporaryFolder((folder) => {
      writeFileSync(join(folder, 'manifest.json'), ' '.repeat(MANIFEST_BYTES_LIMIT + 1));
      assert.throws(() => readManifest(folder), { name: 'UserError', message: /manifest\.json is too large: 1048577 bytes, 1048576 at most\.$/ });
    });
  });
});
