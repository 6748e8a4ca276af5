// The exported file against the training graph, and its weights read back.
import assert from 'node:assert/strict';
import * as ort from 'onnxruntime-node';
import { encodeOnnx, type OnnxTensor } from '../../../../src/model/onnxFile';
import { vanilla } from '../../../../src/model/networkDescription';
import { seededRandom } from '../../../../src/prediction/seededRandom';
import { exportModel, importParameters } from '../../../../training/graph/exportedModel';
import { trainable } from '../../../../training/graph/trainable';
import { denseParameters } from '../../../../training/graph/trainableNetwork';
import { trainingGraph } from '../../../../training/graph/trainingGraph';
import { initialParameters } from '../../../../training/initialise';
import { Validation } from '../../../../training/validation';
import { logSoftmax } from '../../../support/logSoftmax';

const network = vanilla({ vocabulary: 300, embedding: 24, hidden: 40 });
const random = seededRandom(11);
const parameters = initialParameters(network, Float64Array.from({ length: 300 }, () => random() * 50), random);
parameters.embedding.forEach((value, i) => (parameters.embedding[i] = value * 10)); // far from uniform
parameters.bias.forEach((_, i) => (parameters.bias[i] = random() - 0.5));

/** Scored tokens: 313 windows of 32 steps. */
const SCORED = 10_016;
const document = Uint16Array.from({ length: SCORED + 1 }, (_, i) => (i === 0 ? 0 : 1 + Math.floor(random() ** 3 * 299)));

/** Mean nats per token of the document's first tokens by the exported file, read in runs of `steps` tokens. */
async function exportedNats(file: Uint8Array, steps: number, scored = SCORED): Promise<number> {
  const session = await ort.InferenceSession.create(file);
  let h0 = new ort.Tensor('float32', new Float32Array(network.hidden), [1, 1, network.hidden]);
  let nats = 0;
  for (let from = 0; from < scored; from += steps) {
    const run = document.subarray(from, Math.min(from + steps, scored));
    const tokens = new ort.Tensor('int64', BigInt64Array.from(run, BigInt), [run.length, 1]);
    const { logits, hT } = await session.run({ tokens, h0 });
    h0 = hT as typeof h0;
    const V = network.vocabulary;
    for (let t = 0; t < run.length; t++) nats -= logSoftmax((logits.data as Float32Array).subarray(t * V, (t + 1) * V))[document[from + t + 1]];
  }
  return nats / scored;
}

/** Mean nats per token of the document by the graph that computes gradients, all tokens being candidates. */
async function trainingNats(): Promise<number> {
  const V = network.vocabulary;
  const session = await ort.InferenceSession.create(trainingGraph(trainable(network), { batch: 1, steps: 32 }, V));
  const { shapes } = trainable(network);
  const ids = (values: ArrayLike<number>) => new ort.Tensor('int64', BigInt64Array.from(Array.from(values), BigInt), [values.length]);
  const fixed = Object.fromEntries(['embedding', ...denseParameters({ shapes })].map((name) => [name, new ort.Tensor('float32', parameters[name], shapes[name])]));
  const candidates = { candidates: ids(Array.from({ length: V }, (_, v) => v)), candidateBias: new ort.Tensor('float32', parameters.outputBias, [1, V]) };
  const weights = new ort.Tensor('float32', new Float32Array(32).fill(1 / 32), [32, 1]);
  let h0 = new ort.Tensor('float32', new Float32Array(network.hidden), [1, 1, network.hidden]);
  let nats = 0;
  for (let from = 0; from < SCORED; from += 32) {
    const keep = new ort.Tensor('float32', Float32Array.from({ length: 32 }, (_, t) => (from + t === 0 ? 0 : 1)), [32, 1]);
    const feeds = { ...fixed, ...candidates, weights, keep, h0, tokens: ids(document.subarray(from, from + 32)), columns: ids(document.subarray(from + 1, from + 33)) };
    const { loss, hT } = await session.run(feeds, ['loss', 'hT']);
    h0 = hT as typeof h0;
    nats += 32 * Number(loss.data[0]);
  }
  return nats / SCORED;
}

describe('exported model', () => {
  it('in float32 gives the nats of the training graph, within 1e-5 per token over 10 000 tokens', async () => {
    // Sixteen copies fill the lanes of the validation.
    const lanes = Array.from({ length: 16 }, () => document);
    const validation = await Validation.create(network, lanes, 1);
    const expected = await validation.meanNats(parameters);
    await validation.dispose();
    const nats = await exportedNats(exportModel(network, parameters, 'float32'), SCORED);
    assert.ok(Math.abs(nats - expected) < 1e-5, `${nats} and ${expected}`);
  });

  it('in float32 gives the loss of the graph that trains, within 1e-5 per token over 10 000 tokens', async () => {
    const nats = await exportedNats(exportModel(network, parameters, 'float32'), SCORED);
    const trained = await trainingNats();
    assert.ok(Math.abs(nats - trained) < 1e-5, `${nats} and ${trained}`);
  });

  it('is the same model however its text is cut into runs', async () => {
    const file = exportModel(network, parameters, 'float32');
    assert.ok(Math.abs((await exportedNats(file, 100)) - (await exportedNats(file, 7))) < 1e-6);
  });

  it('in half precision costs next to nothing', async () => {
    const whole = await exportedNats(exportModel(network, parameters, 'float32'), 100);
    const half = exportModel(network, parameters, 'float16');
    assert.ok(Math.abs((await exportedNats(half, 100)) - whole) < 1e-3 * whole);
    assert.ok(half.length < 0.56 * exportModel(network, parameters, 'float32').length);
  });

  it('in 8 bits has a quarter of the size and says about the same', async () => {
    const whole = exportModel(network, parameters, 'float32');
    const small = exportModel(network, parameters, 'int8');
    assert.ok(small.length < 0.36 * whole.length, `${small.length} of ${whole.length}`);
    const [exact, rounded] = [await exportedNats(whole, 100), await exportedNats(small, 100)];
    assert.ok(rounded !== exact && Math.abs(rounded / exact - 1) < 5e-3, `${exact} ${rounded}`);
  });

  it('of weights that are no numbers is refused in 8 bits', () => {
    for (const value of [NaN, Infinity, -Infinity]) {
      const recurrentWeights = parameters.recurrentWeights.map((weight, i) => (i === 7 ? value : weight));
      assert.throws(() => exportModel(network, { ...parameters, recurrentWeights }, 'int8'), { name: 'UserError', message: 'The model cannot be stored: its weights R are no finite numbers.' });
    }
  });

  it('gives its weights back', () => {
    const read = importParameters(exportModel(network, parameters, 'float32'), network);
    assert.deepEqual(read, parameters);
    const half = importParameters(exportModel(network, parameters, 'float16'), network);
    half.embedding.forEach((value, i) => assert.ok(Math.abs(value - parameters.embedding[i]) <= Math.abs(parameters.embedding[i]) * 2 ** -11 + 2 ** -25));
  });

  it('is refused when it is no model of ours', () => {
    assert.throws(() => importParameters(new Uint8Array(100), network));
    const file = exportModel(network, parameters, 'float32');
    assert.throws(() => importParameters(file.subarray(0, file.length / 2), network));
  });

  it('is refused in a sentence when weights of ours are not in it', () => {
    const model = (constants: OnnxTensor[]) => encodeOnnx({ name: 'elman', opset: 17, nodes: [], constants, inputs: [], outputs: [] });
    const tensor = (name: string, ...dims: number[]): OnnxTensor => ({ name, type: 'float32', dims, data: new Uint8Array(4 * dims.reduce((a, b) => a * b, 1)) });
    const refuses = (constants: OnnxTensor[], message: string) => assert.throws(() => importParameters(model(constants), vanilla({ vocabulary: 5, embedding: 2, hidden: 3 })), { name: 'UserError', message });
    refuses([], 'The model is none that Elman wrote: it has no weights embedding.');
    refuses([tensor('embedding', 5, 2), tensor('W', 1, 3, 4)], 'The model is none that Elman wrote: its weights W are (1,3,4), not (1,3,2).');
    refuses([{ name: 'embedding', type: 'int64', dims: [5, 2], data: new Uint8Array(80) }, tensor('W', 1, 3, 2)], 'The model is none that Elman wrote: it has no weights embedding.');
    const small: OnnxTensor = { name: 'embedding', type: 'int8', dims: [5, 2], data: new Uint8Array(10) };
    refuses([small], 'The model is none that Elman wrote: it has no weights embedding_scale.');
    refuses([small, { name: 'embedding_scale', type: 'int8', dims: [5, 1], data: new Uint8Array(5) }], 'The model is none that Elman wrote: it has no weights embedding_scale.');
    for (const dims of [[5], [5, 2], [4, 1], [1, 5], [1, 5, 1]]) refuses([small, tensor('embedding_scale', ...dims)], `The model is none that Elman wrote: its weights embedding_scale are (${dims.join()}), not (5,2).`);
  });
});
