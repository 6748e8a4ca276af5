// Gradients of whole training graphs: every cell, every way to put networks together and the fixed window against central
// differences, the fused operations against the plain ones, and proof that one wrong rule anywhere would be seen.
import assert from 'node:assert/strict';
import * as ort from 'onnxruntime-node';
import { vanilla } from '../../../../src/model/networkDescription';
import { seededRandom } from '../../../../src/prediction/seededRandom';
import { fixedWindowNetwork } from '../../../../training/graph/fixedWindow';
import { recurrentNetwork } from '../../../../training/graph/network';
import { denseParameters, outputTable, type TrainableNetwork } from '../../../../training/graph/trainableNetwork';
import { trainingGraph, type GraphOptions } from '../../../../training/graph/trainingGraph';
import { coveringNetworks, nameOf } from '../../../support/coveringNetworks';
import { errorOf, randomTensor, WrongTape, type Feeds } from '../../../support/gradientCheck';

const sizes = { vocabulary: 11, embedding: 3, hidden: 4 };
const window = { batch: 2, steps: 3 };
const CANDIDATES = 8;
const ROWS = window.batch * window.steps;
const elman = recurrentNetwork(vanilla(sizes));
const fixedWindow = fixedWindowNetwork({ ...sizes, cell: 'fixed-window', contextTokens: 3 });

/** Random inputs: some documents begin inside the window, one row has no weight. */
function feedsOf(network: TrainableNetwork, seed: number): Feeds {
  const random = seededRandom(seed);
  const floats = (dims: readonly number[], scale = 1) => randomTensor(dims, random, scale);
  const integers = (size: number, below: number) => new ort.Tensor('int64', BigInt64Array.from({ length: size }, () => BigInt(Math.floor(random() * below))), [size]);
  const { shapes, stateVectors: K, contextTokens } = network;
  const fed = new Set(['embedding', outputTable(network), ...denseParameters(network)]);
  return {
    ...Object.fromEntries([...fed].map((name) => [name, floats(shapes[name], 0.7)])),
    tokens: integers(ROWS * contextTokens, sizes.vocabulary),
    candidates: new ort.Tensor('int64', BigInt64Array.of(0n, 3n, 10n, 4n, 7n, 1n, 9n, 2n), [CANDIDATES]),
    candidateBias: floats([1, CANDIDATES]),
    columns: integers(ROWS, CANDIDATES),
    weights: new ort.Tensor('float64', Float64Array.from({ length: ROWS }, (_, row) => (row === 3 ? 0 : 1 / (ROWS - 1))), [ROWS, 1]),
    maskEmbedded: floats([window.batch * contextTokens, sizes.embedding]),
    maskProjected: floats([window.batch, sizes.embedding]),
    ...(K > 0 ? { keep: new ort.Tensor('float64', Float64Array.of(1, 0, 1, 1, 0, 1), [ROWS, 1]), h0: floats([K, window.batch, network.hidden]) } : {}),
  };
}

async function run(network: TrainableNetwork, options: GraphOptions): Promise<{ session: ort.InferenceSession; inputs: Feeds; results: Feeds }> {
  const graph = trainingGraph(network, window, CANDIDATES, { precision: 'float64', ...options });
  const session = await ort.InferenceSession.create(graph, { logSeverityLevel: 4, intraOpNumThreads: 1 });
  const { maskEmbedded, maskProjected, ...fed } = feedsOf(network, 7);
  const inputs = options.dropout ? { ...fed, maskEmbedded, maskProjected } : fed;
  return { session, inputs, results: (await session.run(inputs)) as Feeds };
}

/** Largest difference between the graph's gradients and central differences of its loss, relative to the largest gradient. */
async function worstError(network: TrainableNetwork, options: GraphOptions = {}): Promise<number> {
  const { session, inputs, results } = await run(network, options);
  const loss = async () => Number((await session.run(inputs, ['loss'])).loss.data[0]);
  let worst = 0;
  for (const [name, gradient] of Object.entries(gradientsOf(network, inputs, results))) worst = Math.max(worst, await errorOf(gradient, inputs[name], loss));
  await session.release();
  return worst;
}

/** By parameter; what the graph gives by rows is scattered and, where the output is tied, added up. */
function gradientsOf(network: TrainableNetwork, inputs: Feeds, results: Feeds): Feeds {
  const gradients: Feeds = { candidateBias: results.d_candidateBias };
  for (const name of denseParameters(network)) gradients[name] = results[`d_${name}`];
  const tables: Record<string, Float64Array> = {};
  const scatter = (table: string, tokens: ort.Tensor, rows: ort.Tensor) => {
    const E = network.embedding;
    const sum = (tables[table] ??= new Float64Array(network.vocabulary * E));
    (tokens.data as BigInt64Array).forEach((token, row) => {
      for (let i = 0; i < E; i++) sum[Number(token) * E + i] += Number(rows.data[row * E + i]);
    });
  };
  scatter('embedding', inputs.tokens, results.d_inputRows);
  scatter(outputTable(network), inputs.candidates, results.d_candidates);
  for (const [table, sum] of Object.entries(tables)) gradients[table] = new ort.Tensor('float64', sum, [network.vocabulary, network.embedding]);
  return gradients;
}

describe('gradients of a training graph', () => {
  for (const network of coveringNetworks(sizes)) {
    it(`agree with finite differences: ${nameOf(network)}`, async () => {
      const error = await worstError(recurrentNetwork(network));
      assert.ok(error < 1e-4, `${error}`);
    });
  }

  for (const [name, network] of Object.entries({ elman, fixedWindow })) {
    it(`agree with finite differences under dropout: ${name}`, async () => {
      const error = await worstError(network, { dropout: true });
      assert.ok(error < 1e-4, `${error}`);
    });
  }

  it('agree with finite differences: the fixed window', async () => {
    const error = await worstError(fixedWindow);
    assert.ok(error < 1e-4, `${error}`);
  });

  it('are the same with fused operations and with plain ones', async () => {
    const [fused, plain] = [await run(elman, {}), await run(elman, { plain: true })];
    for (const [name, { data }] of Object.entries(plain.results)) {
      (data as Float64Array).forEach((value, i) => assert.ok(Math.abs(value - Number(fused.results[name].data[i])) < 1e-12, name));
    }
  });

  for (const [name, network] of Object.entries({ elman, fixedWindow })) {
    it(`would not agree with any one rule wrong: ${name}`, async () => {
      let given = Infinity;
      for (let wrong = 0; wrong < given; wrong++) {
        let tape: WrongTape;
        const error = await worstError(network, { tapeOf: (graph) => (tape = new WrongTape(graph, wrong)) });
        given = tape!.given;
        assert.ok(error > 1e-2, `gradient ${wrong}: ${error}`);
      }
      assert.ok(given > 8);
    });
  }
});
