// The session for the last step against the file's own graph: the same states to the bit, nearly the same probabilities.
import assert from 'node:assert/strict';
import * as ort from 'onnxruntime-node';
import { vanilla, type NetworkDescription } from '../../../src/model/networkDescription';
import { OnnxLanguageModel } from '../../../src/model/onnxModel';
import { quickGraph } from '../../../src/model/quickGraph';
import { createQuickSession, isQuicker } from '../../../src/model/quickSession';
import type { Precision } from '../../../src/model/precision';
import { seededRandom } from '../../../src/prediction/seededRandom';
import { exportModel } from '../../../training/graph/exportedModel';
import { initialParameters } from '../../../training/initialise';
import { readGraph } from '../../support/onnxNodes';

const sizes = { vocabulary: 300, embedding: 64, hidden: 40 };
const NETWORKS: readonly NetworkDescription[] = [vanilla(sizes), { ...vanilla(sizes), tied: false, cell: 'gru' }, { ...vanilla(sizes), cell: 'lstm', layers: 2 }];

function fileOf(network: NetworkDescription, precision: Precision = 'int8'): Uint8Array {
  const parameters = initialParameters(network, new Float32Array(network.vocabulary).fill(1), seededRandom(5), { embedding: 1, drive: 1, projection: 1, radius: 0.9 });
  return exportModel(network, parameters, precision);
}

const tensor = (tokens: readonly number[], batch: number) => new ort.Tensor('int64', BigInt64Array.from(tokens, BigInt), [tokens.length / batch, batch]);

describe('quick session', () => {
  for (const network of NETWORKS) {
    it(`says after the last step what the file says, for ${network.layers} layers of ${network.cell}, ${network.tied ? 'tied' : 'untied'}`, async () => {
      const file = fileOf(network);
      const model = await OnnxLanguageModel.load({ file: 'model.onnx', bytes: file }, { network, startToken: 0 });
      const quick = await createQuickSession(ort, { file: 'model.onnx', bytes: file }, network, 1);
      assert.ok(quick);
      for (const [tokens, batch] of [[[7], 1], [[7, 8, 9], 1], [[1, 2, 3, 4, 5, 6], 2]] as const) {
        const state = Float32Array.from({ length: model.layers * batch * network.hidden }, (_, i) => Math.sin(i) / 2);
        const expected = await model.run(tokens, batch, state);
        const { logProbabilities, hT, lastProjected }: ort.InferenceSession.ReturnType = await quick.run({ tokens: tensor(tokens, batch), h0: new ort.Tensor('float32', state, [model.layers, batch, network.hidden]) });
        assert.deepEqual(hT.data, expected.state);
        assert.deepEqual(lastProjected.data, expected.projected!.slice(-batch * network.embedding));
        const last = expected.logProbabilities.slice(-batch * network.vocabulary);
        assert.equal(logProbabilities.data.length, last.length);
        const divergence = last.reduce((sum, value, i) => sum + Math.exp(value) * (value - Number(logProbabilities.data[i])), 0) / batch;
        assert.ok(Math.abs(divergence) < 1e-3, `${divergence} nats`);
      }
      await quick.release();
      await model.dispose();
    });
  }

  it('has nothing of the file that the last step does not need', () => {
    const { nodes, outputs } = readGraph(quickGraph(fileOf(NETWORKS[0]), sizes)!);
    assert.deepEqual(outputs, ['hT', 'logProbabilities', 'lastProjected']);
    assert.equal(nodes.filter(({ outputs: [name] }) => name === 'logits').length, 0);
    assert.equal(nodes.filter(({ operator }) => operator === 'Transpose').length, 0, 'the table is not turned');
    assert.equal(nodes.filter(({ operator }) => operator === 'RNN').length, 1);
  });

  it('is not made of other weights or sizes, nor of a file that is none', async () => {
    for (const precision of ['float32', 'float16'] as const) assert.equal(quickGraph(fileOf(NETWORKS[0], precision), sizes), undefined);
    const narrow = { ...sizes, embedding: 24 };
    assert.equal(quickGraph(fileOf(vanilla(narrow)), narrow), undefined);
    assert.equal(await createQuickSession(ort, { file: 'model.onnx', bytes: new TextEncoder().encode('no model') }, sizes, 1), undefined);
  });

  it('is used for the last step only, and only if it is quicker here', async () => {
    const file = { file: 'model.onnx', bytes: fileOf(NETWORKS[0]) };
    const model = await OnnxLanguageModel.load(file, { network: NETWORKS[0], startToken: 0 }, { quick: true });
    const state = new Float32Array(40);
    const all = await model.run([4, 5, 6], 1, state);
    const last = await model.run([4, 5, 6], 1, state, 'last');
    assert.equal(all.logProbabilities.length, 900);
    assert.deepEqual(last.state, all.state);
    assert.ok(last.logProbabilities.slice(-300).every((value, i) => Math.abs(value - all.logProbabilities[600 + i]) < 0.3));
    await model.dispose();
    await assert.rejects(model.run([4], 1, state, 'last'), /disposed/);
  });

  it('is compared by the shortest of some runs', async () => {
    const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    const lengths = [40, 5, 40, 40, 40];
    assert.equal(await isQuicker(() => pause(lengths.shift()!), () => pause(25)), true);
    assert.equal(await isQuicker(() => pause(25), () => pause(1)), false);
  });
});
