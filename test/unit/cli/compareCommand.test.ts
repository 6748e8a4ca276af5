// `elman compare` as a person runs it, on a small folder with little time.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildBundles } from '../../../scripts/build';
import { evaluateTexts } from '../../../src/model/evaluate';
import { parseTokenizer } from '../../../src/model/tokenizerFile';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { LARGEST_PERPLEXITY } from '../../../src/prediction/perplexity';
import type { ComparedFigures, ComparisonData } from '../../../src/report/comparisonData';
import { comparedModels, DEFAULT_MODELS } from '../../../training/comparison/modelNames';
import { historyModel } from '../../../training/comparators/historyModel';
import { KneserNey } from '../../../training/comparators/kneserNey';
import { ngramPredictor } from '../../../training/comparators/ngramPredictor';
import { splitHeldOut } from '../../../training/corpus/split';
import { encodeTexts, setAside } from '../../../training/texts';
import { trainTokenizer } from '../../../training/tokenizerTraining';
import { inTemporaryFolder } from '../../support/tinyPackage';
import { elman, type CommandOutcome, type CommandSurroundings } from '../../support/terminalStub';

const SMALL = ['--minutes', '0.005', '--hidden', '16', '--embedding', '8', '--vocabulary', '300'];
const VOCABULARY = 300;

/** Small files of words in a random order. */
const files = Array.from({ length: 60 }, (_, i) => {
  const random = seededRandom(i);
  const text = Array.from({ length: 40 }, () => ['the quick fox', 'jumps over', 'a lazy dog', 'and runs home', '한국어 문장'][Math.floor(5 * random())]).join('\n');
  return { relative: `${i}.txt`, name: `${i}.txt`, text: `${text}\n`, bytes: Buffer.byteLength(`${text}\n`) };
});

/** Runs `elman compare` in a folder with those files in `texts`; checks what is left there. */
async function compare(args: (folder: string) => string[], check: (outcome: CommandOutcome, folder: string) => void | Promise<void>, surroundings: CommandSurroundings = {}): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    mkdirSync(join(folder, 'texts'));
    for (const { name, text } of files) writeFileSync(join(folder, 'texts', name), text);
    await check(await elman(['compare', ...args(folder), join(folder, 'texts')], surroundings), folder);
  });
}

function readComparison(folder: string): ComparisonData {
  return JSON.parse(readFileSync(join(folder, 'comparison.json'), 'utf8')) as ComparisonData;
}

/** Figures that follow from others do. */
function checkFigures(model: ComparedFigures, { heldOut, train }: ComparisonData): void {
  const close = (value: number, expected: number, what: string) => assert.ok(Math.abs(value / expected - 1) < 1e-9, `${model.name}, ${what}: ${value}, not ${expected}`);
  close(model.bitsPerByte, model.nats / Math.LN2 / heldOut.bytes, 'bits per byte');
  close(model.perplexityPerWord, Math.min(Math.exp(model.nats / heldOut.words), LARGEST_PERPLEXITY), 'perplexity per word');
  close(model.perplexityPerToken, Math.exp(model.nats / heldOut.tokens), 'perplexity per token');
  close(model.tokensPerSecond, model.trainingTokens / model.trainingSeconds, 'tokens per second');
  assert.ok(model.top1Token > 0 && model.top1Token < 1 && model.microsecondsPerPrediction > 0 && model.bytes > 0);
  assert.equal(model.problem, null);
  const isNgram = model.name.startsWith('kn-');
  assert.equal(isNgram, model.unseenContexts !== null);
  assert.ok(isNgram ? model.course.length === 1 && model.trainingTokens === train.tokens : model.course.length > 0);
  const seconds = model.course.map((point) => point.seconds);
  assert.deepEqual(seconds, [...seconds].sort((a, b) => a - b));
}

describe('elman compare', function () {
  this.timeout(120_000);
  before(() => buildBundles(['reportPage']));

  it('prints and keeps one table of the models that are asked for', async () => {
    await compare((folder) => ['--out', join(folder, 'out'), ...SMALL], ({ exitCode, output, notes }, folder) => {
      assert.equal(exitCode, 0, notes);
      assert.deepEqual(readdirSync(folder).sort(), ['out', 'texts']);
      assert.deepEqual(readdirSync(join(folder, 'out')).sort(), ['comparison.html', 'comparison.json']);
      const comparison = readComparison(join(folder, 'out'));
      assert.deepEqual([comparison.asked, comparison.models.map(({ name }) => name), comparison.folders], [DEFAULT_MODELS, DEFAULT_MODELS, ['texts']]);
      for (const model of comparison.models) checkFigures(model, comparison);
      const [head, ...rows] = output.split('\n').map((line) => line.trim().split(/ {2,}/));
      assert.equal(head.length, 9);
      assert.deepEqual(rows.slice(0, 6).map(([name, , , , bits]) => [name, bits]), comparison.models.map(({ name, bitsPerByte }) => [name, bitsPerByte.toFixed(3)]));
      assert.deepEqual(rows.slice(0, 6).map((row) => row[7] === '-'), [true, true, true, true, false, false]);
      assert.match(output, /\nThe comparison is in .*out; comparison\.html there shows how the models learned\.\n$/);
      assert.ok(readFileSync(join(folder, 'out', 'comparison.html'), 'utf8').includes('"name":"kn-6"'));
    });
  });

  it('trains and measures on the split that every command has, and counts what there is', async () => {
    await compare((folder) => ['--out', join(folder, 'out'), '--json', '--models', 'kn-2, elman,kn-2', ...SMALL], async ({ exitCode, output, notes }, folder) => {
      assert.equal(exitCode, 0, notes);
      const comparison = JSON.parse(output) as ComparisonData;
      assert.deepEqual(comparison, readComparison(join(folder, 'out')));
      const [ngram, network] = comparison.models;
      assert.deepEqual(comparison.asked, ['kn-2', 'elman']);
      const { train: learnable, heldOut } = splitHeldOut(files);
      const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);
      const { train } = setAside([...learnable].sort(byName));
      assert.deepEqual(comparison.heldOut.bytes, heldOut.reduce((sum, { bytes }) => sum + bytes, 0));
      assert.equal(comparison.train.bytes, train.reduce((sum, { bytes }) => sum + bytes, 0));
      const tokenizer = parseTokenizer(trainTokenizer(train.map(({ text }) => text), VOCABULARY), 'tokenizer.json');
      const counted = KneserNey.train(encodeTexts(tokenizer, train), tokenizer.size, 2);
      const evaluation = await evaluateTexts({ model: historyModel(ngramPredictor(counted)), tokenizer }, heldOut);
      assert.deepEqual([ngram.parameters, ngram.bitsPerByte, ngram.top1Token], [counted.ngrams, evaluation.bitsPerByte, evaluation.top1Token]);
      const [V, E, H] = [tokenizer.size, 8, 16];
      assert.equal(comparison.options.vocabulary, V);
      assert.equal(network.parameters, V * E + E * H + H * H + H + H * E + V);
    });
  });

  it('keeps what is measured when it ends early, and an older comparison until then', async () => {
    await inTemporaryFolder((folder) => {
      mkdirSync(join(folder, 'out'));
      writeFileSync(join(folder, 'out', 'comparison.json'), 'older');
      return compare(() => ['--out', join(folder, 'out'), '--models', 'elman,kn-2', ...SMALL], ({ exitCode, output, notes }) => {
        assert.deepEqual({ exitCode, output }, { exitCode: 1, output: '' });
        assert.match(notes, /^Stopping\.\nelman: training\..*\nThe comparison was cancelled; nothing was written\.\n$/s);
        assert.equal(readFileSync(join(folder, 'out', 'comparison.json'), 'utf8'), 'older');
      }, { onListening: (interrupt) => interrupt() });
    });
    const { compareFromPaths } = await import('../../../training/comparison/compareFromPaths');
    await inTemporaryFolder(async (folder) => {
      for (const { name, text } of files) writeFileSync(join(folder, name), text);
      const out = join(folder, 'new', 'out');
      const notes: string[] = [];
      const onNote = (sentence: string) => void notes.push(sentence);
      const options = { out, paths: [folder], models: ['kn-2', 'kn-3', 'elman'], vocabulary: VOCABULARY, onNote, isCancelled: () => notes.includes('kn-3: training.') };
      await assert.rejects(compareFromPaths(options), { name: 'UserError', message: `The comparison was cancelled; what was measured until then is in ${out}.` });
      assert.equal(notes.at(-1), 'kn-3: training.', 'it is left while it counts');
      const { asked, models } = readComparison(out);
      assert.deepEqual([asked, models.map(({ name }) => name)], [['kn-2', 'kn-3', 'elman'], ['kn-2']]);
      assert.ok(existsSync(join(out, 'comparison.html')));
    });
  });

  it('refuses what it does not know, before it reads or writes anything', async () => {
    for (const list of ['rnn', 'elman,', '', 'kn-7', 'constructor']) {
      await compare((folder) => ['--out', join(folder, 'out'), '--models', list], ({ exitCode, output, notes }, folder) => {
        assert.deepEqual({ exitCode, output }, { exitCode: 2, output: '' }, list);
        for (const name of comparedModels.keys()) assert.match(notes, new RegExp(`[ ,]${name}[,.]`), `${name} is listed`);
        assert.match(notes, /^There is no model ".*"\. The models are elman, /);
        assert.ok(!existsSync(join(folder, 'out')));
      });
    }
    for (const wrong of [['--minutes', '0'], ['--minutes', 'long'], ['--hidden', '0']]) {
      await compare((folder) => ['--out', join(folder, 'out'), ...wrong], ({ exitCode, notes }) => {
        assert.equal(exitCode, 2);
        assert.match(notes, new RegExp(`^${wrong[0]} wants `));
      });
    }
  });

  it('refuses networks whose file nobody could open, before it reads anything', async () => {
    await compare((folder) => ['--out', join(folder, 'out'), '--models', 'kn-2,lstm-3-layers', '--hidden', '4096'], ({ exitCode, output, notes }, folder) => {
      assert.deepEqual({ exitCode, output }, { exitCode: 1, output: '' });
      assert.match(notes, /^A model of these sizes has \d+ bytes, \d+ at most: /);
      assert.ok(!existsSync(join(folder, 'out')));
    });
  });

  it('refuses a folder that it cannot write or that holds something else', async () => {
    await compare((folder) => ['--out', join(folder, 'texts'), ...SMALL], ({ exitCode, output, notes }, folder) => {
      assert.deepEqual({ exitCode, output }, { exitCode: 1, output: '' });
      assert.match(notes, /^The folder .* holds .*\.txt, which belongs to no comparison: choose another folder\.\n$/);
      assert.equal(readdirSync(join(folder, 'texts')).length, files.length);
    });
    for (const place of ['0.txt', join('0.txt', 'out')]) {
      await compare((folder) => ['--out', join(folder, 'texts', place), ...SMALL], ({ exitCode, notes }, folder) => {
        assert.equal(exitCode, 1);
        assert.match(notes, /^The comparison cannot be written to /);
        assert.equal(readFileSync(join(folder, 'texts', '0.txt'), 'utf8'), files[0].text);
      });
    }
  });

  it('says so if there is nothing to learn from or to judge by', async () => {
    await inTemporaryFolder(async (folder) => {
      mkdirSync(join(folder, 'empty'));
      mkdirSync(join(folder, 'one'));
      writeFileSync(join(folder, 'one', 'a.txt'), 'hello\n');
      for (const path of ['empty', 'nowhere', 'one']) {
        const { exitCode, output, notes } = await elman(['compare', '--out', join(folder, 'out'), join(folder, path)]);
        assert.deepEqual({ exitCode, output }, { exitCode: 1, output: '' });
        assert.match(notes, /^[A-Z].*\.\n$/);
        assert.ok(!existsSync(join(folder, 'out')));
      }
    });
  });
});
