// `elman export`: what a copy says, and that nothing is overwritten.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluateTexts } from '../../../src/model/evaluate';
import { MANIFEST_FILE, MODEL_BYTES_LIMIT, readManifest, type Manifest } from '../../../src/model/manifest';
import { openModelPackage } from '../../../src/model/package';
import { readParameters } from '../../../training/adaptModel';
import { reencodePackage } from '../../../training/reencode';
import { elman } from '../../support/terminalStub';
import { inTemporaryFolder, TINY_NETWORK, writeTinyPackage } from '../../support/tinyPackage';

const FILES = ['manifest.json', 'model.onnx', 'tokenizer.json'];

async function natsOf(folder: string): Promise<number> {
  const opened = await openModelPackage(folder);
  const { nats } = await evaluateTexts(opened, [{ name: 'text', text: 'hello the const\nhello one\n'.repeat(5) }]);
  await opened.dispose();
  return nats;
}

function withoutFiles(folder: string): object {
  const { files: _, precision: __, ...rest } = readManifest(folder);
  return rest;
}

function changeManifest(folder: string, change: Partial<Manifest>): void {
  writeFileSync(join(folder, MANIFEST_FILE), JSON.stringify({ ...readManifest(folder), ...change }));
}

describe('elman export', () => {
  it('copies a package in 8 bits, and leaves out figures that were measured before the rounding', () => inTemporaryFolder(async (folder) => {
    const [model, out] = [writeTinyPackage(join(folder, 'model')), join(folder, 'deep', 'small')];
    const { exitCode, output, notes } = await elman(['export', '--model', model, '--out', out]);
    const { files, precision } = readManifest(out);
    assert.deepEqual({ exitCode, output }, { exitCode: 0, output: `The model is in ${out}: int8, ${files['model.onnx'].bytes} bytes.\n` });
    assert.match(notes, /^Weights were rounded: the figures on held-out text .* were left out\.\n$/);
    assert.equal(precision, 'int8');
    assert.ok(files['model.onnx'].bytes < readManifest(model).files['model.onnx'].bytes);
    assert.deepEqual(withoutFiles(out), { ...withoutFiles(model), heldOut: [] });
    assert.deepEqual(readdirSync(out).sort(), FILES);
    const [exact, rounded] = [await natsOf(model), await natsOf(out)];
    assert.ok(rounded !== exact && Math.abs(rounded / exact - 1) < 1e-2, `${exact} ${rounded}`);
  }));

  it('copies one in 8 bits to single precision and back without a change', () => inTemporaryFolder(async (folder) => {
    const names = ['model', 'small', 'large', 'again'].map((name) => join(folder, name));
    const [model, small, large, again] = names;
    writeTinyPackage(model);
    await elman(['export', '--model', model, '--out', small]);
    changeManifest(small, { heldOut: readManifest(model).heldOut });
    for (const args of [['--model', small, '--out', large, '--float'], ['--model', large, '--out', again]]) assert.deepEqual({ ...(await elman(['export', ...args])), output: '' }, { exitCode: 0, output: '', notes: '' });
    assert.equal(readManifest(large).precision, 'float32');
    assert.ok(Math.abs((await natsOf(large)) / (await natsOf(small)) - 1) < 1e-6);
    assert.deepEqual(readFileSync(join(again, 'model.onnx')), readFileSync(join(small, 'model.onnx')));
    for (const copy of [large, again]) assert.deepEqual(withoutFiles(copy), withoutFiles(small));
  }));

  it('copies one whose embedding is stored in 4 bits as it is, and to single precision without a change', () => inTemporaryFolder(async (folder) => {
    const [model, small, again, large] = ['model', 'small', 'again', 'large'].map((name) => join(folder, name));
    writeTinyPackage(model, { network: { ...TINY_NETWORK, tied: false } });
    reencodePackage(model, small, 'int4');
    assert.match((await elman(['export', '--model', small, '--out', again])).output, /: int4, \d+ bytes\.\n$/);
    assert.deepEqual(readFileSync(join(again, 'model.onnx')), readFileSync(join(small, 'model.onnx')));
    assert.deepEqual({ ...(await elman(['export', '--model', small, '--out', large, '--float'])), output: '' }, { exitCode: 0, output: '', notes: '' });
    assert.ok(Math.abs((await natsOf(large)) / (await natsOf(small)) - 1) < 1e-6);
  }));

  it('stores half precision for programs that know no 8 bits', () => inTemporaryFolder(async (folder) => {
    const [model, out] = [writeTinyPackage(join(folder, 'model')), join(folder, 'half')];
    assert.match((await elman(['export', '--model', model, '--out', out, '--half'])).output, /: float16, \d+ bytes\.\n$/);
    assert.equal(readManifest(out).precision, 'float16');
    assert.ok(Math.abs((await natsOf(out)) / (await natsOf(model)) - 1) < 1e-3);
  }));

  it('makes one of 8 bits of a package that is older than these', () => inTemporaryFolder(async (folder) => {
    const [model, older, out] = [writeTinyPackage(join(folder, 'model')), join(folder, 'older'), join(folder, 'small')];
    await elman(['export', '--model', model, '--out', older, '--half']);
    const { precision: _, ...manifest } = readManifest(older);
    writeFileSync(join(older, MANIFEST_FILE), JSON.stringify(manifest));
    assert.equal((await elman(['export', '--model', older, '--out', out])).exitCode, 0);
    assert.ok(Math.abs((await natsOf(out)) / (await natsOf(older)) - 1) < 1e-2);
    const { network, parameters } = readParameters(older);
    assert.deepEqual(network, TINY_NETWORK);
    for (const [name, values] of Object.entries(readParameters(out).parameters)) {
      const largest = Math.max(...parameters[name].map(Math.abs));
      values.forEach((value, i) => assert.ok(Math.abs(value - parameters[name][i]) <= largest / 250, name));
    }
  }));

  it('overwrites nothing', () => inTemporaryFolder(async (folder) => {
    const model = writeTinyPackage(join(folder, 'model'));
    const before = readFileSync(join(model, 'model.onnx'));
    const refuses = async (out: string, sentence: RegExp) => {
      const { exitCode, output, notes } = await elman(['export', '--model', model, '--out', out]);
      assert.deepEqual({ exitCode, output }, { exitCode: 1, output: '' });
      assert.match(notes, sentence);
    };
    await refuses(model, /^The folder .*model is not empty: choose another folder\.\n$/);
    assert.deepEqual(readFileSync(join(model, 'model.onnx')), before);
    mkdirSync(join(folder, 'other'));
    writeFileSync(join(folder, 'other', 'letter.txt'), 'mine');
    await refuses(join(folder, 'other'), /^The folder .*other holds letter\.txt, which belongs to no model package/);
    await refuses(join(folder, 'other', 'letter.txt'), /^The model cannot be written to /);
    assert.deepEqual(readdirSync(join(folder, 'other')), ['letter.txt']);
  }));

  it('writes nothing of a package that cannot be opened', () => inTemporaryFolder(async (folder) => {
    const [model, out] = [writeTinyPackage(join(folder, 'model')), join(folder, 'copy')];
    writeFileSync(join(model, 'model.onnx'), readFileSync(join(model, 'model.onnx')).fill(0, 200, 300));
    const { exitCode, notes } = await elman(['export', '--model', model, '--out', out]);
    assert.equal(exitCode, 1);
    assert.match(notes, /model\.onnx was changed: /);
    assert.ok(!existsSync(out));
  }));

  it('refuses a precision in which the model would be too large to be opened', () => inTemporaryFolder((folder) => {
    const model = writeTinyPackage(join(folder, 'model'));
    changeManifest(model, { network: { ...TINY_NETWORK, cell: 'lstm', layers: 3, hidden: 2048 } });
    assert.throws(() => reencodePackage(model, join(folder, 'copy'), 'float32'), { name: 'UserError', message: new RegExp(`^The weights of this model would have \\d+ bytes; a model file that can be opened has ${MODEL_BYTES_LIMIT} at most\\.$`) });
  }));
});
