// One optimisation step: a window through the training graph, then Adam on what it touched. Owns the weights, the
// optimizer's moments, the hidden state between windows and every buffer, so that a step allocates almost nothing. All of
// them lie in the memory of the vector kernels, where the graph reads and writes them in place.
import * as ort from 'onnxruntime-node';
import { adamUpdate, type Moments, type Update } from './adam';
import type { CandidateSampler, CandidateSet } from './candidates';
import { DENSE, shapeOf, trainingGraph, type NetworkSizes, type Parameters, type WindowShape } from './graph/network';
import { VectorKernels } from './kernels/vectorKernels';
import type { Window } from './minibatches';

/** Gradients longer than this are shortened to it (Pascanu, Mikolov and Bengio, 2013). */
const MAXIMUM_NORM = 1;

export interface StepOptions {
  readonly sizes: NetworkSizes;
  readonly window: WindowShape;
  readonly threads: number;
}

export interface StepResult {
  /** Mean nats per token; over the candidates only, so not comparable with a validation figure. */
  readonly lossNats: number;
  /** Norm of the gradient before clipping. */
  readonly gradientNorm: number;
}

export class TrainingStep {
  /** The weights as they stand; they change with every step. */
  readonly parameters: Parameters;
  private readonly moments: Record<keyof Parameters, Moments>;
  private readonly feeds: Record<string, ort.Tensor> = {};
  private readonly fetches: Record<string, ort.Tensor> = {};
  private readonly kernels: VectorKernels;
  private readonly rows: RowGradients;
  private stepCount = 0;

  private constructor(private readonly session: ort.InferenceSession, start: Parameters, options: StepOptions, private readonly sampler: CandidateSampler) {
    const { sizes, window: { batch, steps } } = options;
    const N = batch * steps;
    const S = sampler.size;
    const E = sizes.embedding;
    const rows = Math.min(N + S, sizes.vocabulary);
    const weights = Object.entries(start) as [keyof Parameters, Float32Array][];
    this.kernels = new VectorKernels([...weights.flatMap(([, { length }]) => [length, length, length]), ...DENSE.map((name) => start[name].length), S, N * E, rows * E]);
    const shared = (size: number) => this.kernels.floats(size);
    this.parameters = Object.fromEntries(weights.map(([name, values]) => [name, copyInto(shared(values.length), values)])) as unknown as Parameters;
    this.moments = Object.fromEntries(weights.map(([name, { length }]) => [name, { first: shared(length), second: shared(length) }])) as Record<keyof Parameters, Moments>;
    this.rows = new RowGradients(sizes, this.kernels, { values: shared(rows * E), tokens: new Int32Array(rows) });
    const tensor = (values: Float32Array, ...dims: number[]) => new ort.Tensor('float32', values, dims);
    const floats = (...dims: number[]) => tensor(new Float32Array(dims.reduce((a, b) => a * b, 1)), ...dims);
    const integers = (size: number) => new ort.Tensor('int64', new BigInt64Array(size), [size]);
    for (const name of ['embedding', ...DENSE] as const) this.feeds[name] = tensor(this.parameters[name], ...shapeOf(name, sizes));
    Object.assign(this.feeds, { columns: integers(N), candidates: integers(S), candidateBias: floats(1, S), keep: floats(N, 1), h0: floats(batch, sizes.hidden) });
    this.feeds.weights = tensor(new Float32Array(N).fill(1 / N), N, 1);
    for (const name of DENSE) this.fetches[`d_${name}`] = tensor(shared(start[name].length), ...shapeOf(name, sizes));
    Object.assign(this.fetches, {
      loss: floats(), hT: floats(batch, sizes.hidden), d_candidateBias: tensor(shared(S), 1, S), d_inputRows: tensor(shared(N * E), N, E),
      d_candidates: tensor(this.rows.ofCandidates(S), S, E),
    });
  }

  /** @param start weights to begin with; they stay as they are. */
  static async create(start: Parameters, sampler: CandidateSampler, options: StepOptions): Promise<TrainingStep> {
    const graph = trainingGraph(options.sizes, options.window, sampler.size);
    return new TrainingStep(await ort.InferenceSession.create(graph, sessionOptions(options.threads)), start, options, sampler);
  }

  /** Trains on one window. */
  async run(window: Window, learningRate: number): Promise<StepResult> {
    const candidates = this.sampler.draw(window.targets);
    this.feed(window, candidates);
    await this.session.run(this.feeds, this.fetches);
    data(this.feeds.h0).set(data(this.fetches.hT));
    return this.update(window, candidates, learningRate);
  }

  async dispose(): Promise<void> {
    await this.session.release();
  }

  private feed(window: Window, { tokens, corrections, columns }: CandidateSet): void {
    const ids = this.feeds.candidates.data as BigInt64Array;
    const bias = data(this.feeds.candidateBias);
    for (let s = 0; s < tokens.length; s++) {
      ids[s] = BigInt(tokens[s]);
      bias[s] = this.parameters.outputBias[tokens[s]] + corrections[s];
    }
    const wanted = this.feeds.columns.data as BigInt64Array;
    for (let n = 0; n < columns.length; n++) wanted[n] = BigInt(columns[n]);
    data(this.feeds.keep).set(window.keep);
    this.feeds.tokens = new ort.Tensor('int64', window.tokens, [window.tokens.length]);
  }

  private update(window: Window, candidates: CandidateSet, learningRate: number): StepResult {
    const { kernels, parameters, moments } = this;
    const gradient = (name: string) => data(this.fetches[`d_${name}`]);
    this.rows.collect(candidates.tokens, window.tokens, gradient('inputRows'));
    const squares = [...DENSE, 'candidateBias'].map((name) => kernels.sumOfSquares(gradient(name)));
    const gradientNorm = Math.sqrt(squares.reduce((sum, square) => sum + square, this.rows.sumOfSquares()));
    const update: Update = { learningRate, gradientScale: Math.min(1, MAXIMUM_NORM / gradientNorm), step: ++this.stepCount };
    for (const name of DENSE) kernels.adam(parameters[name], moments[name], gradient(name), update, { offset: 0, gradientOffset: 0, size: parameters[name].length });
    this.rows.apply(parameters.embedding, moments.embedding, update);
    candidates.tokens.forEach((token, s) => adamUpdate(parameters.outputBias, moments.outputBias, gradient('candidateBias'), update, { offset: token, gradientOffset: s, size: 1 }));
    return { lossNats: data(this.fetches.loss)[0], gradientNorm };
  }
}

/** Gradients of the embedding rows that a step touched: as candidates of the output and as inputs, added up. */
class RowGradients {
  private readonly rowOf: Int32Array;
  private used = 0;

  /** @param buffers `values` (rows, E) in the kernels' memory, `tokens` (rows): as many rows as one step can touch. */
  constructor(private readonly sizes: NetworkSizes, private readonly kernels: VectorKernels, private readonly buffers: { readonly values: Float32Array; readonly tokens: Int32Array }) {
    this.rowOf = new Int32Array(sizes.vocabulary).fill(-1);
  }

  /** The first rows, where the graph leaves the gradients of the candidates. */
  ofCandidates(candidates: number): Float32Array {
    return this.buffers.values.subarray(0, candidates * this.sizes.embedding);
  }

  collect(candidates: Int32Array, inputs: BigInt64Array, inputGradients: Float32Array): void {
    const { values, tokens } = this.buffers;
    const E = this.sizes.embedding;
    for (let i = 0; i < this.used; i++) this.rowOf[tokens[i]] = -1;
    this.used = 0;
    for (const token of candidates) this.claim(token);
    for (let n = 0; n < inputs.length; n++) {
      const token = Number(inputs[n]);
      if (this.rowOf[token] >= 0) this.kernels.add(values, this.rowOf[token] * E, inputGradients, n * E, E);
      else values.set(inputGradients.subarray(n * E, (n + 1) * E), this.claim(token) * E);
    }
  }

  sumOfSquares(): number {
    return this.kernels.sumOfSquares(this.buffers.values, this.used * this.sizes.embedding);
  }

  apply(weights: Float32Array, moments: Moments, update: Update): void {
    const { values, tokens } = this.buffers;
    const E = this.sizes.embedding;
    for (let row = 0; row < this.used; row++) this.kernels.adam(weights, moments, values, update, { offset: tokens[row] * E, gradientOffset: row * E, size: E });
  }

  private claim(token: number): number {
    this.buffers.tokens[this.used] = token;
    return (this.rowOf[token] = this.used++);
  }
}

/** Training may use every core, but waiting threads must not burn one that others need. */
export function sessionOptions(threads: number): ort.InferenceSession.SessionOptions {
  return { intraOpNumThreads: threads, graphOptimizationLevel: 'all', logSeverityLevel: 3 };
}

function data(tensor: ort.Tensor): Float32Array {
  return tensor.data as Float32Array;
}

function copyInto(target: Float32Array, values: Float32Array): Float32Array {
  target.set(values);
  return target;
}
