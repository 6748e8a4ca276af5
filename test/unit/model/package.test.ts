import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../../src/model/files';
import { readManifest, type Manifest } from '../../../src/model/manifest';
import { OnnxLanguageModel, type OnnxOptions } from '../../../src/model/onnxModel';
import { checkPackageFolder, openModelPackage, writeModelPackage } from '../../../src/model/package';
import { tokenizerJson } from '../../../src/model/tokenizerJson';
import { GraphBuilder } from '../../../training/graph/graphBuilder';
import { inTemporaryFolder, TINY_NETWORK, tinyContents, writeTinyPackage } from '../../support/tinyPackage';

/** Checks that a tiny package, once spoilt, is refused with a sentence. */
async function refuses(spoil: (folder: string) => void, expected: RegExp): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const dir = writeTinyPackage(join(folder, 'model'));
    spoil(dir);
    await assert.rejects(openModelPackage(dir), { name: 'UserError', message: expected });
  });
}

/** Replaces a file and makes the manifest vouch for it, as somebody would who means harm. */
function vouchFor(dir: string, name: 'model.onnx' | 'tokenizer.json', contents: Uint8Array | string, alsoFingerprint = false): void {
  writeFileSync(join(dir, name), contents);
  changeManifest(dir, (manifest) => {
    const entry = { bytes: Buffer.from(contents).length, sha256: sha256(contents) };
    return { ...manifest, files: { ...manifest.files, [name]: entry }, ...(alsoFingerprint ? { vocabularyFingerprint: entry.sha256 } : {}) };
  });
}

function changeManifest(dir: string, change: (manifest: Manifest) => object): void {
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify(change(readManifest(dir))));
}

/** A real ONNX file that is another network: `logits` and `hT` of the shapes asked for. */
function otherNetwork(hidden: number): Uint8Array {
  const graph = new GraphBuilder('other');
  graph.input('tokens', ['T', 'B'], 'int64');
  graph.input('h0', [1, 'B', hidden]);
  graph.nodeWithOutputs('Identity', ['tokens'], {}, ['logits']);
  graph.nodeWithOutputs('Identity', ['h0'], {}, ['hT']);
  graph.declareOutput('logits', ['T', 'B'], 'int64');
  graph.declareOutput('hT', [1, 'B', hidden]);
  return graph.encode();
}

describe('opening a model package', () => {
  it('gives the network, its tokenizer and its manifest', async () => {
    await inTemporaryFolder(async (folder) => {
      const opened = await openModelPackage(writeTinyPackage(join(folder, 'model')));
      const { model, tokenizer, manifest, fingerprint } = opened;
      assert.equal(fingerprint, sha256(readFileSync(join(folder, 'model', 'model.onnx'))));
      assert.equal(tokenizer.size, TINY_NETWORK.vocabulary);
      assert.equal(manifest.name, 'Tiny');
      const { logProbabilities, state } = await model.run([0, 5, 7, 9], 2, new Float32Array(2 * TINY_NETWORK.hidden));
      assert.equal(logProbabilities.length, 2 * 2 * TINY_NETWORK.vocabulary);
      assert.equal(state.length, 2 * TINY_NETWORK.hidden);
      await opened.dispose();
      await opened.dispose();
      await assert.rejects(model.run([0], 1, new Float32Array(TINY_NETWORK.hidden)), /disposed/);
    });
  });

  it('refuses a folder without one of its files', async () => {
    await inTemporaryFolder((folder) => assert.rejects(openModelPackage(join(folder, 'nowhere')), { name: 'UserError', message: /manifest\.json does not exist\.$/ }));
  });

  it('refuses files that are truncated, oversized or changed', async () => {
    const change = (name: string, how: (bytes: Buffer) => Uint8Array) => (dir: string) => writeFileSync(join(dir, name), how(readFileSync(join(dir, name))));
    for (const name of ['model.onnx', 'tokenizer.json']) {
      await refuses(change(name, (bytes) => bytes.subarray(0, bytes.length / 2)), new RegExp(`${name} is truncated: \\d+ bytes of \\d+\\.$`));
      await refuses(change(name, () => Buffer.alloc(0)), new RegExp(`${name} is truncated: 0 bytes of \\d+\\.$`));
      await refuses(change(name, (bytes) => Buffer.concat([bytes, Buffer.alloc(1)])), new RegExp(`${name} is oversized: \\d+ bytes instead of \\d+\\.$`));
      await refuses(change(name, (bytes) => bytes.fill(0, 50, 60)), new RegExp(`${name} was changed: its SHA-256`));
    }
  });

  it('refuses a package of another version', async () => {
    await refuses((dir) => changeManifest(dir, (manifest) => ({ ...manifest, formatVersion: 7 })), /manifest\.json has format version 7; this version of Elman reads 1\.$/);
  });

  it('refuses a foreign vocabulary', async () => {
    const foreign = tokenizerJson([['a', 'b']]);
    await refuses((dir) => vouchFor(dir, 'tokenizer.json', foreign), /tokenizer\.json is a foreign vocabulary: the model was trained with another one\.$/);
    await refuses((dir) => vouchFor(dir, 'tokenizer.json', foreign, true), /tokenizer\.json is a foreign vocabulary: it has 258 tokens, the model 280\.$/);
    await refuses((dir) => changeManifest(dir, (manifest) => ({ ...manifest, startToken: 3 })), /foreign vocabulary: its start token is 0, not 3\.$/);
  });

  it('refuses a file that is no ONNX model at all', async () => {
    await refuses((dir) => vouchFor(dir, 'model.onnx', 'GIF89a, not a network'), /model\.onnx is no ONNX model that can be read: /);
    await refuses((dir) => vouchFor(dir, 'model.onnx', tinyContents().modelBytes.subarray(0, 2000)), /model\.onnx is no ONNX model that can be read: /);
  });

  it('refuses another network than the manifest says', async () => {
    await refuses((dir) => vouchFor(dir, 'model.onnx', otherNetwork(TINY_NETWORK.hidden)), /model\.onnx is another network than its manifest says: logits is not float32 \(T, B, 280\)\.$/);
    await refuses((dir) => vouchFor(dir, 'model.onnx', tinyContents({ network: { ...TINY_NETWORK, hidden: 12 } }).modelBytes), /another network .* h0 is not float32 \(1, B, 10\)\.$/);
    await refuses((dir) => vouchFor(dir, 'model.onnx', tinyContents({ network: { ...TINY_NETWORK, vocabulary: 300 } }).modelBytes), /another network .* logits is not float32 \(T, B, 280\)\.$/);
  });

  it('refuses weights that are no numbers', async () => {
    await refuses((dir) => {
      const bytes = tinyContents().modelBytes.slice();
      const bias = new Float32Array(TINY_NETWORK.vocabulary).fill(Math.log(1.5 / (1.5 * TINY_NETWORK.vocabulary)));
      const at = Buffer.from(bytes).indexOf(Buffer.from(bias.buffer));
      assert.ok(at > 0, 'the output bias stands in the file');
      bytes.set(new Uint8Array(new Float32Array(1).fill(NaN).buffer), at);
      vouchFor(dir, 'model.onnx', bytes);
    }, /model\.onnx cannot be run: its outputs are not those of a language model/);
  });

  it('says what is wrong where the native runtime cannot be loaded, and the likely cause', async () => {
    const causes: [string, RegExp][] = [
      ["Cannot find module '../bin/napi-v6/linux/arm64/onnxruntime_binding.node'", /for another platform\. Install the one/],
      ["Cannot find package 'onnxruntime-node' imported from /x/server.js", /for another platform/],
      ["dlopen(x.node, 0x0001): tried: 'x.node' (mach-o file, but is an incompatible architecture (have 'x86_64', need 'arm64'))", /for another platform/],
      ['/x/libonnxruntime.so.1: invalid ELF header', /damaged\. Install Elman again/],
      ['/x/libonnxruntime.so.1: file too short', /damaged/],
      ['libonnxruntime.so.1: cannot open shared object file: No such file or directory', /missing or damaged/],
      ['\\\\?\\C:\\x\\onnxruntime_binding.node is not a valid Win32 application.', /damaged/],
      ["/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by /x/libonnxruntime.so.1)", /C library .* too old/],
      ['Error loading shared library ld-linux-x86-64.so.2: No such file or directory (needed by /x/onnxruntime_binding.node)', /Alpine Linux/],
      ['Module did not self-register', /cannot be loaded\. \(/],
    ];
    for (const [reason, cause] of causes) {
      const loadRuntime: OnnxOptions['loadRuntime'] = () => Promise.reject(new Error(`${reason}\nRequire stack: ...`));
      const loading = OnnxLanguageModel.load({ file: 'model.onnx', bytes: new Uint8Array() }, tinyContents().manifest, { loadRuntime });
      const isSaid = ({ name, message }: Error) =>
        name === 'UserError' && message.startsWith(`The native runtime for ${process.platform}-${process.arch} cannot be loaded`) && cause.test(message) && message.endsWith(`(${reason})`);
      await assert.rejects(loading, isSaid, reason);
    }
  });
});

describe('writing a model package', () => {
  it('replaces an older package and leaves nothing beside it', async () => {
    await inTemporaryFolder((folder) => {
      const dir = join(folder, 'deep', 'model');
      writeTinyPackage(`${dir}/`, { seed: 1 });
      const first = readManifest(dir).files['model.onnx'].sha256;
      writeTinyPackage(dir, { seed: 2 });
      assert.notEqual(readManifest(dir).files['model.onnx'].sha256, first);
      assert.deepEqual(readdirSync(join(folder, 'deep')), ['model']);
      assert.deepEqual(readdirSync(dir).sort(), ['manifest.json', 'model.onnx', 'tokenizer.json']);
    });
  });

  it('writes into an empty folder, never over something else', async () => {
    await inTemporaryFolder((folder) => {
      mkdirSync(join(folder, 'empty'));
      writeTinyPackage(join(folder, 'empty'));
      writeFileSync(join(folder, 'letter.txt'), 'Dear');
      assert.throws(() => writeTinyPackage(folder), { name: 'UserError', message: /holds (empty|letter\.txt), which belongs to no model package: choose another folder\.$/ });
      assert.throws(() => writeTinyPackage(join(folder, 'letter.txt')), { name: 'UserError', message: /^The model cannot be written to / });
      assert.throws(() => writeTinyPackage(join(folder, 'letter.txt', 'model')), { name: 'UserError', message: /^The model cannot be written to / });
      assert.equal(readFileSync(join(folder, 'letter.txt'), 'utf8'), 'Dear');
    });
  });

  it('leaves the older package as it was if the new one cannot be written', async () => {
    await inTemporaryFolder((folder) => {
      const dir = writeTinyPackage(join(folder, 'model'));
      const before = readFileSync(join(dir, 'manifest.json'), 'utf8');
      const { manifest, ...files } = tinyContents({ seed: 2 });
      assert.throws(() => writeModelPackage(dir, { ...files, manifest: { ...manifest, name: '' } }), { name: 'UserError' });
      assert.equal(readFileSync(join(dir, 'manifest.json'), 'utf8'), before);
      assert.deepEqual(readdirSync(folder), ['model']);
    });
  });

  it('can be asked beforehand whether a folder will do', async () => {
    await inTemporaryFolder((folder) => {
      checkPackageFolder(join(folder, 'new', 'model'));
      chmodSync(folder, 0o500);
      // The superuser may write anywhere.
      if (process.getuid?.() !== 0) assert.throws(() => checkPackageFolder(join(folder, 'other')), { name: 'UserError', message: /cannot be written/ });
      chmodSync(folder, 0o700);
    });
  });
});
