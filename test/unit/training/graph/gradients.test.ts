// Gradients of the training graph against finite differences, and proof that the check would see a wrong rule.
import assert from 'node:assert/strict';
import * as ort from 'onnxruntime-node';
import { seededRandom } from '../../../../src/prediction/seededRandom';
import { Tape, type Rule } from '../../../../training/graph/differentiate';
import type { GraphBuilder } from '../../../../training/graph/graphBuilder';
import { DENSE, shapeOf, trainingGraph, type NetworkSizes } from '../../../../training/graph/network';

const sizes: NetworkSizes = { vocabulary: 11, embedding: 5, hidden: 7 };
const window = { batch: 3, steps: 4 };
const CANDIDATES = 8;
const ROWS = window.batch * window.steps;

type Feeds = Record<string, ort.Tensor>;

/** Random inputs: some documents begin inside the window, one row has no weight. */
function feeds(seed: number): Feeds {
  const random = seededRandom(seed);
  const floats = (dims: number[], scale = 1) => new ort.Tensor('float32', Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, () => scale * (2 * random() - 1)), dims);
  const integers = (size: number, below: number) => new ort.Tensor('int64', BigInt64Array.from({ length: size }, () => BigInt(Math.floor(random() * below))), [size]);
  const weights = Float32Array.from({ length: ROWS }, (_, row) => (row === 5 ? 0 : 1 / (ROWS - 1)));
  const keep = Float32Array.from({ length: ROWS }, () => (random() < 0.3 ? 0 : 1));
  return {
    ...Object.fromEntries((['embedding', ...DENSE] as const).map((name) => [name, floats(shapeOf(name, sizes), 0.7)])),
    tokens: integers(ROWS, sizes.vocabulary),
    candidates: new ort.Tensor('int64', BigInt64Array.from([0n, 3n, 10n, 4n, 7n, 1n, 9n, 2n]), [CANDIDATES]),
    candidateBias: floats([1, CANDIDATES]),
    columns: integers(ROWS, CANDIDATES),
    weights: new ort.Tensor('float32', weights, [ROWS, 1]),
    keep: new ort.Tensor('float32', keep, [ROWS, 1]),
    h0: floats([window.batch, sizes.hidden]),
  };
}

/** Largest difference between the graph's gradients and central differences of its loss, relative to the largest gradient. */
async function worstError(tapeOf?: (graph: GraphBuilder) => Tape): Promise<number> {
  const session = await ort.InferenceSession.create(trainingGraph(sizes, window, CANDIDATES, tapeOf));
  const inputs = feeds(7);
  const results = await session.run(inputs);
  const gradient = (name: string) => results[`d_${name}`].data as Float32Array;
  const analytic: Record<string, Float32Array> = { candidateBias: gradient('candidateBias'), embedding: embeddingGradient(inputs, gradient('inputRows'), gradient('candidates')) };
  for (const name of DENSE) analytic[name] = gradient(name);
  let worst = 0;
  for (const [name, values] of Object.entries(analytic)) {
    const largest = Math.max(...values.map(Math.abs));
    for (let i = 0; i < values.length; i++) worst = Math.max(worst, Math.abs(values[i] - (await slope(session, inputs, name, i))) / largest);
  }
  await session.release();
  return worst;
}

/** (loss(x + e) - loss(x - e)) / 2e, with e large enough for float32. */
async function slope(session: ort.InferenceSession, inputs: Feeds, name: string, i: number): Promise<number> {
  const values = inputs[name].data as Float32Array;
  const kept = values[i];
  const lossAt = async (value: number) => {
    values[i] = value;
    return Number((await session.run(inputs, ['loss'])).loss.data[0]);
  };
  const step = 5e-3;
  const difference = ((await lossAt(kept + step)) - (await lossAt(kept - step))) / (2 * step);
  values[i] = kept;
  return difference;
}

/** The embedding is used twice: its gradient is that of the input rows and that of the candidates, scattered and added. */
function embeddingGradient(inputs: Feeds, inputRows: Float32Array, candidateRows: Float32Array): Float32Array {
  const E = sizes.embedding;
  const sum = new Float32Array(sizes.vocabulary * E);
  const add = (tokens: BigInt64Array, rows: Float32Array) => tokens.forEach((token, row) => {
    for (let i = 0; i < E; i++) sum[Number(token) * E + i] += rows[row * E + i];
  });
  add(inputs.tokens.data as BigInt64Array, inputRows);
  add(inputs.candidates.data as BigInt64Array, candidateRows);
  return sum;
}

/** A tape on which the rule of the n-th operation is wrong by a fifth in one of its gradients. */
class WrongTape extends Tape {
  operations_ = 0;
  constructor(graph: GraphBuilder, private readonly wrong: number) {
    super(graph);
  }

  override record(output: string, inputs: readonly string[], rule: Rule): string {
    const isWrong = this.operations_++ === this.wrong;
    return super.record(output, inputs, (gradient) => {
      const right = rule(gradient);
      return isWrong ? right.map((each, i) => (i === right.length - 1 && each ? this.graph.node('Mul', [each, this.graph.floats([1.2], [1])]) : each)) : right;
    });
  }
}

describe('gradients of the training graph', () => {
  it('agree with finite differences', async () => {
    assert.ok((await worstError()) < 1e-2);
  });

  it('would not agree with any one rule wrong', async () => {
    let operations = 0;
    const count = (graph: GraphBuilder) => {
      const tape = new WrongTape(graph, -1);
      const record = tape.record.bind(tape);
      tape.record = (...args) => (operations++, record(...args));
      return tape;
    };
    await worstError(count);
    assert.ok(operations >= 4, 'embedding to output are recorded');
    for (let wrong = 0; wrong < operations; wrong++) {
      assert.ok((await worstError((graph) => new WrongTape(graph, wrong))) > 2e-2, `rule ${wrong}`);
    }
  });
});
