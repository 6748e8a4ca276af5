// The session for the last step against the file's own graph: the same states to the bit, nearly the same probabilities.
import assert from 'node:assert/strict';
import * as ort from 'onnxruntime-node';
import { vanilla, type NetworkDescription } from '../../../src/model/networkDescription';
import { OnnxLanguageModel } from '../../../src/model/onnxModel';
import { decodeConstants } from '../../../src/model/onnxFile';
import { quickGraph } from '../../../src/model/quickGraph';
import { createQuickSession, isQuicker } from '../../../src/model/quickSession';
import { reducedGraph } from '../../../src/model/reducedGraph';
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

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const tensor = (tokens: readonly number[], batch: number) => new ort.Tensor('int64', BigInt64Array.from(tokens, BigInt), [tokens.length / batch, batch]);

describe('quick session', () => {
  for (const network of NETWORKS) {
    for (const precision of ['int8', 'int4'] as const) it(`says after the last step what the file says, for ${network.layers} layers of ${network.cell}, ${network.tied ? 'tied' : 'untied'}, in ${precision}`, async () => {
      const file = fileOf(network, precision);
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

  it('is not made of a file of millions of parts, which would fill the memory', () => {
    const parts = new Uint8Array(40_002).fill(0);
    for (let i = 0; i < parts.length; i += 2) parts[i] = 0x08; // field 1, the number 0, again and again
    assert.throws(() => reducedGraph(parts, ['hT']), /more than 10000 fields/);
    const tensors = Buffer.concat(Array.from({ length: 1001 }, () => Buffer.of(0x2a, 0x02, 0x10, 0x01))); // field 5: a tensor of float32 without dimensions
    const graph = Buffer.concat([Buffer.of(0x3a, 0x80 | (tensors.length & 0x7f), tensors.length >> 7), tensors]);
    assert.throws(() => decodeConstants(graph), /tensor/);
  });

  describe('beside the whole one', () => {
    const network = NETWORKS[0];
    const bytes = fileOf(network);
    const state = new Float32Array(network.hidden);

    /** A runtime whose sessions note their runs; the quick one, which is made second, runs as a test wants it. */
    async function load(quickRun: (run: () => Promise<ort.InferenceSession.ReturnType>) => Promise<ort.InferenceSession.ReturnType>): Promise<{ model: OnnxLanguageModel; runs: number[]; released: number[] }> {
      const runs: number[] = [];
      const released: number[] = [];
      const create = async (...args: [Uint8Array, ort.InferenceSession.SessionOptions]) => {
        const session = await ort.InferenceSession.create(...args);
        const number = runs.push(0) - 1;
        const run = session.run.bind(session) as (...given: unknown[]) => Promise<ort.InferenceSession.ReturnType>;
        const release = session.release.bind(session);
        return Object.assign(session, {
          run: async (...given: unknown[]) => {
            runs[number]++;
            const plain = () => run(...given);
            if (number === 1) return quickRun(plain);
            await pause(5);
            return plain();
          },
          release: () => {
            released.push(number);
            return release();
          },
        });
      };
      const runtime = { ...ort, InferenceSession: { create } } as unknown as typeof ort;
      const model = await OnnxLanguageModel.load({ file: 'model.onnx', bytes }, { network, startToken: 0 }, { quick: true, loadRuntime: async () => runtime });
      runs.fill(0);
      return { model, runs, released };
    }

    it('is asked for the last step and nothing else, if it is quicker', async () => {
      const { model, runs, released } = await load((run) => run());
      await model.run([4, 5, 6], 1, state, 'last');
      assert.deepEqual(runs, [0, 1]);
      assert.equal((await model.run([4, 5, 6], 1, state, 'all')).logProbabilities.length, 3 * network.vocabulary);
      assert.deepEqual(runs, [1, 1]);
      await model.dispose();
      assert.deepEqual(released.sort(), [0, 1]);
      await assert.rejects(model.run([4], 1, state, 'last'), /disposed/);
    });

    const unfit: Record<string, Parameters<typeof load>[0]> = {
      'is slower': (run) => pause(25).then(run),
      'cannot run': () => Promise.reject(new Error('no kernel for this processor')),
      'says something else': async (run) => {
        const results = await run();
        return { ...results, logProbabilities: new ort.Tensor('float32', new Float32Array(network.vocabulary).fill(-Math.log(network.vocabulary)), [1, 1, network.vocabulary]) };
      },
      'says no number': async (run) => ({ ...(await run()), logProbabilities: new ort.Tensor('float32', new Float32Array(network.vocabulary).fill(NaN), [1, 1, network.vocabulary]) }),
    };
    for (const [what, quickRun] of Object.entries(unfit)) {
      it(`is given up if it ${what}, and the model works without it`, async () => {
        const { model, runs, released } = await load(quickRun);
        assert.deepEqual(released, [1]);
        await model.run([4], 1, state, 'last');
        assert.deepEqual(runs, [1, 0]);
        await model.dispose();
      });
    }
  });

  it('is compared by the shortest of some runs', async () => {
    const lengths = [40, 5, 40, 40, 40];
    assert.equal(await isQuicker(() => pause(lengths.shift()!), () => pause(25)), true);
    assert.equal(await isQuicker(() => pause(25), () => pause(1)), false);
  });
});
