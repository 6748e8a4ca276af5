import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildBundles } from '../../../scripts/build';
import { reportOfHtml } from '../../../src/report/reportHtml';
import { readManifest } from '../../../src/model/manifest';
import { trainFromPaths } from '../../../training/trainFromPaths';
import { inTemporaryFolder, writeTinyPackage } from '../../support/tinyPackage';
import { elman, type CommandOutcome, type CommandSurroundings } from '../../support/terminalStub';

const SMALL = ['--hidden', '16', '--embedding', '8', '--vocabulary', '300', '--json'];

/** Runs `elman train` in a folder with 40 small text files in `texts`; checks what is left there. */
async function train(args: (folder: string) => string[], check: (outcome: CommandOutcome, folder: string) => void | Promise<void>, surroundings: CommandSurroundings = {}): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    mkdirSync(join(folder, 'texts'));
    for (let i = 0; i < 40; i++) writeFileSync(join(folder, 'texts', `${i}.txt`), `file ${i}\n${'the quick brown fox jumps over the lazy dog\n'.repeat(20 + i)}`);
    await check(await elman(['train', ...args(folder), join(folder, 'texts')], surroundings), folder);
  });
}

describe('elman train', function () {
  this.timeout(120_000);
  before(() => buildBundles(['reportPage']));

  it('writes a package and prints one JSON object', async () => {
    await train((folder) => ['--out', join(folder, 'model'), '--steps', '6', '--seed', '5', ...SMALL], async ({ exitCode, output, notes }, folder) => {
      assert.equal(exitCode, 0, notes);
      const result = JSON.parse(output) as Record<string, number> & { validation: Record<string, number> };
      assert.deepEqual(Object.keys(result), ['tokens', 'steps', 'seconds', 'tokensPerSecond', 'epochs', 'validation']);
      assert.deepEqual(Object.keys(result.validation), ['bitsPerByte', 'perplexityPerWord', 'perplexityPerToken']);
      assert.equal(result.steps, 6);
      const { network, training, heldOut } = readManifest(join(folder, 'model'));
      assert.deepEqual([network.hidden, network.embedding, training.steps, training.seed], [16, 8, 6, 5]);
      assert.deepEqual(heldOut.map(({ name: _, bytes, ...figures }) => [bytes > 5000, figures]), [[true, result.validation]], 'the package says what it reaches');
      assert.deepEqual(readdirSync(folder).sort(), ['model', 'texts']);
      const report = reportOfHtml(readFileSync(join(folder, 'model', 'report.html'), 'utf8'))!;
      assert.deepEqual([report.state, report.folders, report.points.length], ['done', ['texts'], 6]);
      assert.equal(report.languages.reduce((sum, { files, heldOutFiles }) => sum + files + heldOutFiles, 0), 39, 'one of forty is watched');
      assert.ok(Math.abs(report.heldOut[0].after - result.validation.bitsPerByte) < 1e-9);
      assert.equal((await elman(['evaluate', '--model', join(folder, 'model'), join(folder, 'texts', '1.txt')])).exitCode, 0);
    });
  });

  it('learns and judges without the files that have no word in them', async () => {
    await inTemporaryFolder(async (folder) => {
      for (let i = 0; i < 40; i++) {
        mkdirSync(join(folder, 'code', `part${i}`), { recursive: true });
        writeFileSync(join(folder, 'code', `part${i}`, '__init__.py'), i % 2 === 0 ? '' : '\n');
      }
      const out = writeTinyPackage(join(folder, 'model'));
      const args = ['train', '--out', out, '--steps', '2', ...SMALL, join(folder, 'code')];
      const { exitCode, notes } = await elman(args);
      assert.deepEqual([exitCode, notes], [1, 'There is too little text to learn from and to judge by: 0 files; at least two are needed.\n']);
      assert.equal(readManifest(out).name, 'Tiny', 'nothing was replaced');
      for (const i of [3, 4]) writeFileSync(join(folder, 'code', `part${i}`, 'main.py'), 'print("hello")\n'.repeat(30));
      const second = await elman(args);
      assert.equal(second.exitCode, 0, second.notes);
      assert.equal(readManifest(out).heldOut[0].bytes, 450);
    });
  });

  const tooLarge = {
    'in its tables': ['--hidden', '4096', '--embedding', '4096', '--vocabulary', '30000'],
    'in its layers': ['--cell', 'lstm', '--layers', '3', '--hidden', '4096'],
    'in a table of its own for the output': ['--untied', '--embedding', '2400', '--vocabulary', '30000'],
  };
  for (const [what, sizes] of Object.entries(tooLarge)) {
    it(`refuses at once a model that nobody could open: too large ${what}`, async () => {
      await train((folder) => ['--out', join(folder, 'model'), '--minutes', '5', ...sizes], ({ exitCode, output, notes }, folder) => {
        assert.deepEqual({ exitCode, output }, { exitCode: 1, output: '' });
        assert.match(notes, /^A model of these sizes has \d+ bytes, 268435456 at most: give a smaller --hidden, --embedding or --vocabulary, or fewer --layers\.\n$/);
        assert.ok(!existsSync(join(folder, 'model')));
      });
    });
  }

  const networks = {
    'GRU of two layers, untied': [['--cell', 'gru', '--layers', '2', '--untied'], { cell: 'gru', layers: 2, tied: false, initialState: 'zero' }],
    'LSTM with a learned state': [['--cell', 'lstm', '--initial-state', 'learned'], { cell: 'lstm', layers: 1, tied: true, initialState: 'learned' }],
    'rectified Elman network of three layers': [['--cell', 'elman-relu', '--layers', '3'], { cell: 'elman-relu', layers: 3, tied: true, initialState: 'zero' }],
  } as const;
  for (const [name, [asked, expected]] of Object.entries(networks)) {
    it(`trains a ${name} that can be measured, asked and trained on`, async () => {
      await train((folder) => ['--out', join(folder, 'model'), '--steps', '6', ...asked, ...SMALL], async ({ exitCode, notes }, folder) => {
        assert.equal(exitCode, 0, notes);
        const model = join(folder, 'model');
        const { network: { vocabulary: _, ...network }, heldOut } = readManifest(model);
        assert.deepEqual(network, { ...expected, hidden: 16, embedding: 8 });
        const options = reportOfHtml(readFileSync(join(model, 'report.html'), 'utf8'))!.options;
        assert.deepEqual([options.cell, options.layers, options.tied, options.initialState], [expected.cell, expected.layers, String(expected.tied), expected.initialState]);
        const measured = JSON.parse((await elman(['evaluate', '--model', model, '--json', join(folder, 'texts', '1.txt')])).output) as { bitsPerByte: number };
        assert.ok(Math.abs(measured.bitsPerByte / heldOut[0].bitsPerByte - 1) < 0.2);
        const predicted = await elman(['predict', '--model', model, '--top', '3', '--json'], { input: 'the quick ' });
        assert.equal(predicted.exitCode, 0, predicted.notes);
        const next = await elman(['train', '--out', join(folder, 'next'), '--from', model, '--steps', '2', '--json', join(folder, 'texts')]);
        assert.equal(next.exitCode, 0, next.notes);
        assert.deepEqual(readManifest(join(folder, 'next')).network, readManifest(model).network);
      });
    });
  }

  it('keeps the network of a package that training goes on from', () => inTemporaryFolder(async (folder) => {
    const from = writeTinyPackage(join(folder, 'model'));
    const options = { paths: [folder], out: join(folder, 'next'), from, steps: 1 };
    for (const asked of [{ cell: 'gru' }, { layers: 2 }, { tied: false }, { initialState: 'learned' }, { hidden: 9 }] as const) {
      await assert.rejects(trainFromPaths({ ...options, ...asked }), { name: 'UserError', message: /^The network that training goes on from is fixed: / });
    }
    assert.deepEqual(readdirSync(folder), ['model']);
  }));

  it('goes on from a package, and says which', async () => {
    await train((folder) => ['--out', join(folder, 'next'), '--from', writeTinyPackage(join(folder, 'model')), '--steps', '2'], ({ exitCode, output, notes }, folder) => {
      assert.equal(exitCode, 0, notes);
      assert.match(output, /^Trained on \d+ tokens in 2 steps .*\nHeld-out files: .* bits per byte, .*\nThe model is in /);
      assert.equal(readManifest(join(folder, 'next')).training.from, readManifest(join(folder, 'model')).files['model.onnx'].sha256);
    });
  });

  it('leaves everything as it was when it is interrupted', async () => {
    const interrupted = { onListening: (interrupt: () => void) => interrupt() };
    await train((folder) => ['--out', writeTinyPackage(join(folder, 'model')), '--minutes', '5', ...SMALL], ({ exitCode, output, notes }, folder) => {
      assert.deepEqual({ exitCode, output }, { exitCode: 1, output: '' });
      assert.match(notes, /^Stopping\.\nTraining was cancelled; nothing was written\.\n$/);
      assert.equal(readManifest(join(folder, 'model')).name, 'Tiny');
    }, interrupted);
  });

  it('refuses before it reads anything what it could not write', async () => {
    await train((folder) => ['--out', join(folder, 'texts'), '--steps', '1', ...SMALL], ({ exitCode, output, notes }, folder) => {
      assert.deepEqual({ exitCode, output }, { exitCode: 1, output: '' });
      assert.match(notes, /which belongs to no model package: choose another folder\.$/m);
      assert.ok(existsSync(join(folder, 'texts', '0.txt')));
    });
    await train((folder) => ['--out', join(folder, 'texts', '0.txt'), '--steps', '1', ...SMALL], ({ exitCode, notes }, folder) => {
      assert.equal(exitCode, 1);
      assert.match(notes, /^The model cannot be written to /);
      assert.match(readFileSync(join(folder, 'texts', '0.txt'), 'utf8'), /^file 0/);
    });
  });

  it('refuses to go on from what is no package', async () => {
    await train((folder) => ['--out', join(folder, 'model'), '--from', join(folder, 'texts'), '--steps', '1'], ({ exitCode, output, notes }) => {
      assert.deepEqual({ exitCode, output }, { exitCode: 1, output: '' });
      assert.match(notes, /texts.manifest\.json does not exist\.$/m);
    });
  });

  it('says so if there is nothing to learn from', async () => {
    await inTemporaryFolder(async (folder) => {
      mkdirSync(join(folder, 'empty'));
      for (const path of [join(folder, 'empty'), join(folder, 'nowhere')]) {
        const { exitCode, output, notes } = await elman(['train', '--out', join(folder, 'model'), '--steps', '1', path]);
        assert.deepEqual({ exitCode, output }, { exitCode: 1, output: '' });
        assert.match(notes, /^[A-Z].*\.\n$/);
        assert.ok(!existsSync(join(folder, 'model')));
      }
    });
  });
});
