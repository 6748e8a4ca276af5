// Every kind of network from training to the editor: it learns, is exported to standard operators, opens as a package,
// says what the training graph says, gives its weights back, and keeps its state while a document is edited.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluateTexts } from '../../../src/model/evaluate';
import { readManifest } from '../../../src/model/manifest';
import type { NetworkDescription } from '../../../src/model/networkDescription';
import { openModelPackage } from '../../../src/model/package';
import { parseTokenizer } from '../../../src/model/tokenizerFile';
import { documentTokens } from '../../../src/prediction/documentTokens';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { exportPackage, readParameters } from '../../../training/adaptModel';
import { balanced } from '../../../training/balance';
import { initialParameters } from '../../../training/initialise';
import { countTargets } from '../../../training/minibatches';
import { defaultRecipe, trainNetwork, type TrainedNetwork } from '../../../training/trainNetwork';
import { Validation } from '../../../training/validation';
import { assertSameParameters } from '../../support/sameParameters';
import { coveringNetworks, nameOf } from '../../support/coveringNetworks';
import { checkEditSession } from '../../support/editSession';
import { readFresh } from '../../support/freshReading';
import { readGraph } from '../../support/onnxNodes';
import { inTemporaryFolder, TINY_TOKENIZER } from '../../support/tinyPackage';

const tokenizer = parseTokenizer(TINY_TOKENIZER, 'tokenizer.json');
const TEXT = 'the thing\nhello const one\nthe stone tells\n'.repeat(12);
const document = documentTokens(tokenizer, TEXT);
const recipe = { ...defaultRecipe, batch: 4, windowSteps: 12, candidates: 150, learningRate: 1e-2, threads: 1, validations: 2 };
const OPERATORS: Readonly<Record<string, string>> = { elman: 'RNN', gru: 'GRU', lstm: 'LSTM' };

/** As a package of its own is written: it says of a document about what it said, and training goes on from weights that are stored the same again, but for the rounding of scales. */
async function checkStoredSmall(out: string, network: NetworkDescription, trained: TrainedNetwork, expected: number): Promise<void> {
  const provenance = { name: 'One', data: [], seed: 2, heldOut: [] };
  exportPackage(out, { network, trained, tokenizerJson: TINY_TOKENIZER, provenance });
  assert.equal(readManifest(out).precision, 'int8');
  const { parameters } = readParameters(out);
  const again = `${out}-again`;
  exportPackage(again, { network, trained: { ...trained, parameters }, tokenizerJson: TINY_TOKENIZER, provenance });
  assertSameParameters(readParameters(again).parameters, parameters);
  const opened = await openModelPackage(out);
  const { nats } = await readFresh(opened.model, opened.tokenizer, TEXT);
  const mean = nats.subarray(1, 33).reduce((sum, value) => sum + value, 0) / 32;
  assert.ok(Math.abs(mean - expected) < 0.1, `${mean}, not ${expected}`);
  await opened.dispose();
}

describe('every network', function () {
  this.timeout(60_000);

  for (const network of coveringNetworks({ vocabulary: tokenizer.size, embedding: 10, hidden: 14 })) {
    it(`goes the whole way: ${nameOf(network)}`, () => inTemporaryFolder(async (folder) => {
      const start = initialParameters(network, countTargets([document], tokenizer.size), seededRandom(2));
      const documents = { train: [document], validation: [document] };
      const untrained = await trainNetwork(network, start, documents, { steps: 0 }, recipe);
      const trained = await trainNetwork(network, start, documents, { steps: 400 }, recipe);
      assert.ok(trained.validationNats < untrained.validationNats - 0.5, `${untrained.validationNats} -> ${trained.validationNats}`);

      const out = join(folder, 'model');
      exportPackage(out, { network, trained, tokenizerJson: TINY_TOKENIZER, precision: 'float32', provenance: { name: 'One', data: [], seed: 2, heldOut: [] } });
      const { nodes, operatorSets } = readGraph(readFileSync(join(out, 'model.onnx')));
      assert.deepEqual(operatorSets, ['']);
      assert.equal(nodes.filter(({ operator }) => operator === OPERATORS[network.cell.split('-')[0]]).length, network.layers);
      assert.deepEqual(readParameters(out), { network, parameters: balanced(network, trained.parameters) });

      const opened = await openModelPackage(out);
      const lanes = await Validation.create(network, Array.from({ length: 16 }, () => document.subarray(0, 33)), 1);
      const expected = await lanes.meanNats(trained.parameters);
      await lanes.dispose();
      const { nats } = await readFresh(opened.model, opened.tokenizer, TEXT);
      const mean = nats.subarray(1, 33).reduce((sum, value) => sum + value, 0) / 32;
      assert.ok(Math.abs(mean - expected) < 1e-5, `${mean}, not ${expected}`);
      const evaluation = await evaluateTexts(opened, [{ name: 'text', text: TEXT }]);
      assert.ok(Math.abs(evaluation.nats - nats.reduce((sum, value) => sum + value, 0)) < 1e-5 * nats.length);
      await checkEditSession(opened, { text: TEXT, edits: 30, seed: 6 });
      await opened.dispose();
      await checkStoredSmall(join(folder, 'small'), network, trained, expected);
    }));
  }
});
