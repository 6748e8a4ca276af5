// The bundled model as it stands in the repository: that it is what its manifest and its card say, small enough, good
// enough, and a standard file.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readManifest } from '../../../../src/model/manifest';
import { openModelPackage } from '../../../../src/model/package';
import { STORED } from '../../../../training/base/modelCard';
import { heldOutPackages, readPackageList } from '../../../../training/corpus/packageList';
import { readRehearsal } from '../../../../training/rehearsal';
import { readGraph } from '../../../support/onnxNodes';

const folder = join('models', 'base');
const card = readFileSync(join(folder, 'README.md'), 'utf8');
const STANDARD_OPERATORS = new Set(['Add', 'Cast', 'Concat', 'Floor', 'Gather', 'MatMul', 'Mul', 'RNN', 'Squeeze', 'Sub', 'Transpose']);
/** Bits per UTF-8 byte at most, static, on held-out text. */
const LIMITS: Readonly<Record<string, number>> = { prose: 1.75, 'books-en': 2.35, korean: 1.6, typescript: 2.2, python: 2.2 };

describe('the bundled model', () => {
  it('opens, and has at most 6 MB with all that belongs to it', async () => {
    const opened = await openModelPackage(folder);
    assert.deepEqual(opened.manifest.network.cell, 'elman-tanh');
    await opened.dispose();
    const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    assert.ok(bytes <= 6e6, `${bytes} bytes`);
  });

  it('is a standard file whose hT comes out of the RNN operator', () => {
    const { nodes, inputs, outputs, operatorSets } = readGraph(readFileSync(join(folder, 'model.onnx')));
    assert.deepEqual(inputs, ['tokens', 'h0']);
    assert.deepEqual(outputs, ['logits', 'hT']);
    assert.deepEqual(operatorSets, ['']);
    for (const { operator, domain } of nodes) assert.ok(domain === '' && STANDARD_OPERATORS.has(operator), `${domain} ${operator}`);
    const maker = nodes.find((node) => node.outputs.includes('hT'));
    assert.equal(maker?.operator, 'RNN');
    assert.equal(maker?.outputs[1], 'hT');
  });

  it('reaches on held-out text what was asked of it, by its own manifest', () => {
    const { heldOut } = readManifest(folder);
    for (const [name, limit] of Object.entries(LIMITS)) {
      const figures = heldOut.find((entry) => entry.name === name);
      assert.ok(figures && figures.bitsPerByte <= limit, `${name}: ${figures?.bitsPerByte}`);
    }
  });

  it('has a card with its own figures and with every source', () => {
    const { heldOut, training, files, precision } = readManifest(folder);
    assert.ok(card.includes(`\`model.onnx\` is ${(files['model.onnx'].bytes / 1e6).toFixed(1)} MB with weights ${STORED[precision]}.`));
    for (const { name, bytes, bitsPerByte } of heldOut) assert.ok(card.includes(`| ${name} | ${bytes} | ${bitsPerByte.toFixed(3)} |`), name);
    for (const { name, licence } of training.data) assert.ok(card.includes(`| ${name} | ${licence} |`), name);
    for (const { name, version, licence } of readPackageList(join('training', 'sources.json'))) assert.ok(card.includes(`- ${name} ${version}, ${licence}`), name);
  });

  it('names the packages that were held out, and none of them as trained on', () => {
    const packages = readPackageList(join('training', 'sources.json'));
    const heldOut = heldOutPackages(packages);
    const [, trainedOn, judgedBy] = /Source code that was trained on([^]*?)\nHeld out, never trained on([^]*)/.exec(card) ?? [];
    for (const { name, version } of packages) assert.ok((heldOut.has(name) ? judgedBy : trainedOn)?.includes(`- ${name} ${version},`), name);
  });

  it('comes with texts of each language to read again', () => {
    const { train, heldOut } = readRehearsal(folder);
    for (const texts of [train, heldOut]) assert.deepEqual(Object.keys(texts).sort(), ['en', 'ko', 'python', 'typescript']);
    assert.match(readFileSync(join(folder, 'NOTICES.txt'), 'utf8'), /react-docs-ko: reactjs\/ko\.react\.dev at [0-9a-f]{40}, CC BY 4\.0[^]*Permission is hereby granted/);
  });
});
