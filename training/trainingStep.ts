// One optimisation step: a window through the training graph, then Adam on what it touched. Owns the weights, the
// optimizer's moments, the hidden state between windows and every buffer, so that a step allocates almost nothing.
import * as ort from 'onnxruntime-node';
import { adamUpdate, initialMoments, sumOfSquares, type Moments, type Update } from './adam';
import type { CandidateSampler, CandidateSet } from './candidates';
import { DENSE, shapeOf, trainingGraph, type NetworkSizes, type Parameters, type WindowShape } from './graph/network';
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
  private readonly moments: Record<keyof Parameters, Moments>;
  private readonly feeds: Record<string, ort.Tensor> = {};
  private readonly fetches: Record<string, ort.Tensor> = {};
  private readonly rows: RowGradients;
  private stepCount = 0;

  private constructor(private readonly session: ort.InferenceSession, readonly parameters: Parameters, options: StepOptions, private readonly sampler: CandidateSampler) {
    const { sizes, window: { batch, steps } } = options;
    const N = batch * steps;
    const S = sampler.size;
    const floats = (...dims: number[]) => new ort.Tensor('float32', new Float32Array(dims.reduce((a, b) => a * b, 1)), dims);
    const integers = (size: number) => new ort.Tensor('int64', new BigInt64Array(size), [size]);
    this.moments = Object.fromEntries(Object.entries(parameters).map(([name, values]) => [name, initialMoments(values.length)])) as Record<keyof Parameters, Moments>;
    for (const name of ['embedding', ...DENSE] as const) this.feeds[name] = new ort.Tensor('float32', parameters[name], shapeOf(name, sizes));
    Object.assign(this.feeds, { columns: integers(N), candidates: integers(S), candidateBias: floats(1, S), keep: floats(N, 1), h0: floats(batch, sizes.hidden) });
    this.feeds.weights = new ort.Tensor('float32', new Float32Array(N).fill(1 / N), [N, 1]);
    for (const name of DENSE) this.fetches[`d_${name}`] = floats(...shapeOf(name, sizes));
    Object.assign(this.fetches, { loss: floats(), hT: floats(batch, sizes.hidden), d_inputRows: floats(N, sizes.embedding), d_candidates: floats(S, sizes.embedding), d_candidateBias: floats(1, S) });
    this.rows = new RowGradients(sizes, N + S);
  }

  static async create(parameters: Parameters, sampler: CandidateSampler, options: StepOptions): Promise<TrainingStep> {
    const graph = trainingGraph(options.sizes, options.window, sampler.size);
    return new TrainingStep(await ort.InferenceSession.create(graph, sessionOptions(options.threads)), parameters, options, sampler);
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
    const gradient = (name: string) => data(this.fetches[`d_${name}`]);
    this.rows.collect(candidates.tokens, gradient('candidates'), window.tokens, gradient('inputRows'));
    let squares = this.rows.sumOfSquares() + sumOfSquares(gradient('candidateBias'));
    for (const name of DENSE) squares += sumOfSquares(gradient(name));
    const gradientNorm = Math.sqrt(squares);
    const update: Update = { learningRate, gradientScale: Math.min(1, MAXIMUM_NORM / gradientNorm), step: ++this.stepCount };
    for (const name of DENSE) {
      const weights = this.parameters[name];
      adamUpdate(weights, this.moments[name], gradient(name), update, { offset: 0, gradientOffset: 0, size: weights.length });
    }
    this.rows.apply(this.parameters.embedding, this.moments.embedding, update);
    candidates.tokens.forEach((token, s) => adamUpdate(this.parameters.outputBias, this.moments.outputBias, gradient('candidateBias'), update, { offset: token, gradientOffset: s, size: 1 }));
    return { lossNats: data(this.fetches.loss)[0], gradientNorm };
  }
}

/** Gradients of the embedding rows that a step touched: as candidates of the output and as inputs, added up. */
class RowGradients {
  private readonly values: Float32Array;
  private readonly tokens: Int32Array;
  private readonly rowOf: Int32Array;
  private used = 0;

  constructor(private readonly sizes: NetworkSizes, most: number) {
    this.values = new Float32Array(Math.min(most, sizes.vocabulary) * sizes.embedding);
    this.tokens = new Int32Array(Math.min(most, sizes.vocabulary));
    this.rowOf = new Int32Array(sizes.vocabulary).fill(-1);
  }

  collect(candidates: Int32Array, candidateGradients: Float32Array, inputs: BigInt64Array, inputGradients: Float32Array): void {
    const E = this.sizes.embedding;
    for (let i = 0; i < this.used; i++) this.rowOf[this.tokens[i]] = -1;
    this.used = 0;
    this.values.set(candidateGradients);
    for (const token of candidates) this.claim(token);
    for (let n = 0; n < inputs.length; n++) {
      const token = Number(inputs[n]);
      const fresh = this.rowOf[token] < 0;
      const to = (fresh ? this.claim(token) : this.rowOf[token]) * E;
      if (fresh) this.values.fill(0, to, to + E);
      for (let i = 0, from = n * E; i < E; i++) this.values[to + i] += inputGradients[from + i];
    }
  }

  sumOfSquares(): number {
    return sumOfSquares(this.values, this.used * this.sizes.embedding);
  }

  apply(weights: Float32Array, moments: Moments, update: Update): void {
    const E = this.sizes.embedding;
    for (let row = 0; row < this.used; row++) {
      adamUpdate(weights, moments, this.values, update, { offset: this.tokens[row] * E, gradientOffset: row * E, size: E });
    }
  }

  private claim(token: number): number {
    this.tokens[this.used] = token;
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
