// One optimisation step: a window through the training graph, then NAdam on what it touched. Owns the weights, the
// optimizer's moments, the hidden state between windows and every buffer, so that a step allocates almost nothing. All of
// them lie in the memory of the vector kernels, where the graph reads and writes them in place.
import '../src/model/withoutTelemetry';
import * as ort from 'onnxruntime-node';
import { adamUpdateAt, type Moments, type Update } from './adam';
import type { CandidateSampler, CandidateSet } from './candidates';
import type { Masks } from './dropout';
import type { Parameters } from './graph/network';
import { trainable, type TrainableDescription } from './graph/trainable';
import { denseParameters, outputTable, type TrainableNetwork, type WindowShape } from './graph/trainableNetwork';
import { trainingGraph } from './graph/trainingGraph';
import { VectorKernels } from './kernels/vectorKernels';
import type { Window } from './minibatches';

/** Gradients longer than this are shortened to it (Pascanu, Mikolov and Bengio, 2013). */
const MAXIMUM_NORM = 1;

export interface StepOptions {
  readonly network: TrainableDescription;
  readonly window: WindowShape;
  readonly threads: number;
  /** Learning rate of the tables as a multiple of that of the other weights; 1 if it is left out. */
  readonly tableRate?: number;
  /** Whether every window comes with masks. */
  readonly dropout?: boolean;
}

export interface StepResult {
  /** Mean nats per token; over the candidates only, so not comparable with a validation figure. */
  readonly lossNats: number;
  /** Norm of the gradient before clipping. */
  readonly gradientNorm: number;
  readonly times: StepTimes;
}

/** Where the time of a step goes, milliseconds. */
export interface StepTimes {
  /** Drawing candidates and filling the inputs. */
  readonly inputMs: number;
  /** Forward and backward pass. */
  readonly graphMs: number;
  readonly optimizerMs: number;
}

/** What steps leave behind beside the weights. */
export interface OptimizerState {
  readonly steps: number;
  /** By name of the parameter. */
  readonly moments: Readonly<Record<string, Moments>>;
  /** (K, B, H) the hidden state between two windows; empty of a network that has none. */
  readonly hidden: Float32Array;
}

export class TrainingStep {
  /** The weights as they stand; they change with every step. */
  readonly parameters: Parameters;
  private readonly moments: Readonly<Record<string, Moments>>;
  private readonly feeds: Record<string, ort.Tensor> = {};
  private readonly fetches: Record<string, ort.Tensor> = {};
  private readonly kernels: VectorKernels;
  private readonly dense: readonly string[];
  /** Rows of the output table; tied, those of the input too. */
  private readonly outputRows: RowGradients;
  private readonly inputRows: RowGradients;
  private readonly tableRate: number;
  private readonly dropout: boolean;
  private stepCount = 0;

  private constructor(private readonly session: ort.InferenceSession, start: Parameters, private readonly network: TrainableNetwork, private readonly sampler: CandidateSampler, { window: { batch, steps }, tableRate = 1, dropout = false }: StepOptions) {
    this.tableRate = tableRate;
    this.dropout = dropout;
    const { vocabulary: V, embedding: E, hidden: H, tied, shapes, stateVectors: K } = network;
    const N = batch * steps;
    const NC = N * network.contextTokens;
    const S = sampler.size;
    const sizeOf = (name: string) => start[name].length;
    this.dense = denseParameters(network);
    const rowsOfOutput = Math.min(tied ? NC + S : S, V);
    const rowsOfInput = tied ? 0 : Math.min(NC, V);
    this.kernels = new VectorKernels([...Object.keys(shapes).flatMap((name) => [sizeOf(name), sizeOf(name), sizeOf(name)]), ...this.dense.map(sizeOf), S, NC * E, rowsOfOutput * E, rowsOfInput * E]);
    const shared = (size: number) => this.kernels.floats(size);
    this.parameters = Object.fromEntries(Object.keys(shapes).map((name) => [name, copyInto(shared(sizeOf(name)), start[name])]));
    this.moments = Object.fromEntries(Object.keys(shapes).map((name) => [name, { first: shared(sizeOf(name)), second: shared(sizeOf(name)) }]));
    this.outputRows = new RowGradients(network, this.kernels, shared(rowsOfOutput * E));
    this.inputRows = tied ? this.outputRows : new RowGradients(network, this.kernels, shared(rowsOfInput * E));
    const tensor = (values: Float32Array, ...dims: number[]) => new ort.Tensor('float32', values, dims);
    const floats = (...dims: number[]) => tensor(new Float32Array(dims.reduce((a, b) => a * b, 1)), ...dims);
    const integers = (size: number) => new ort.Tensor('int64', new BigInt64Array(size), [size]);
    for (const name of new Set(['embedding', outputTable(network), ...this.dense])) this.feeds[name] = tensor(this.parameters[name], ...shapes[name]);
    Object.assign(this.feeds, { columns: integers(N), candidates: integers(S), candidateBias: floats(1, S) });
    if (dropout) Object.assign(this.feeds, { maskEmbedded: floats(batch * network.contextTokens, E), maskProjected: floats(batch, E) });
    if (K > 0) Object.assign(this.feeds, { keep: floats(N, 1), h0: floats(K, batch, H) });
    if (K > 0) this.fetches.hT = floats(K, batch, H);
    this.feeds.weights = tensor(new Float32Array(N).fill(1 / N), N, 1);
    for (const name of this.dense) this.fetches[`d_${name}`] = tensor(shared(sizeOf(name)), ...shapes[name]);
    Object.assign(this.fetches, {
      loss: floats(), d_candidateBias: tensor(shared(S), 1, S), d_inputRows: tensor(shared(NC * E), NC, E),
      d_candidates: tensor(this.outputRows.firstRows(S), S, E),
    });
  }

  /** @param start weights to begin with; they stay as they are. */
  static async create(start: Parameters, sampler: CandidateSampler, options: StepOptions): Promise<TrainingStep> {
    const network = trainable(options.network);
    const graph = trainingGraph(network, options.window, sampler.size, { dropout: options.dropout ?? false });
    return new TrainingStep(await ort.InferenceSession.create(graph, sessionOptions(options.threads)), start, network, sampler, options);
  }

  /** Trains on one window. @param masks given with dropout, and only then. */
  async run(window: Window, learningRate: number, masks?: Masks): Promise<StepResult> {
    const begunMs = performance.now();
    const candidates = this.feed(window);
    if (this.dropout) this.feedMasks(masks!);
    const fedMs = performance.now();
    await this.propagate();
    const runMs = performance.now();
    const gradientNorm = this.update(window, candidates, learningRate);
    const times = { inputMs: fedMs - begunMs, graphMs: runMs - fedMs, optimizerMs: performance.now() - runMs };
    return { lossNats: data(this.fetches.loss)[0], gradientNorm, times };
  }

  /** Gradients that a window has for the rows it reads (N * C, E) and for the candidates it compares (S, E). No weight is moved; the arrays change with the next call. */
  async rowGradients(window: Window): Promise<{ readonly input: Float32Array; readonly output: Float32Array }> {
    this.feed(window);
    await this.propagate();
    return { input: data(this.fetches.d_inputRows), output: data(this.fetches.d_candidates) };
  }

  /** As it stands: the arrays change with the next step. */
  state(): OptimizerState {
    return { steps: this.stepCount, moments: this.moments, hidden: this.hasState() ? data(this.feeds.h0) : new Float32Array(0) };
  }

  /** Goes on where another step of the same network and window stood. */
  restore({ steps, moments, hidden }: OptimizerState): void {
    this.stepCount = steps;
    for (const [name, { first, second }] of Object.entries(moments)) {
      this.moments[name].first.set(first);
      this.moments[name].second.set(second);
    }
    if (this.hasState()) data(this.feeds.h0).set(hidden);
  }

  async dispose(): Promise<void> {
    await this.session.release();
  }

  private hasState(): boolean {
    return this.network.stateVectors > 0;
  }

  /** Forward and backward, from the state that the last window left. */
  private async propagate(): Promise<void> {
    await this.session.run(this.feeds, this.fetches);
    if (this.hasState()) data(this.feeds.h0).set(data(this.fetches.hT));
  }

  /** Fills the inputs. @returns candidates drawn for the window. */
  private feed(window: Window): CandidateSet {
    const drawn = this.sampler.draw(window.targets);
    const { tokens, corrections, columns } = drawn;
    const ids = this.feeds.candidates.data as BigInt64Array;
    const bias = data(this.feeds.candidateBias);
    for (let s = 0; s < tokens.length; s++) {
      ids[s] = BigInt(tokens[s]);
      bias[s] = this.parameters.outputBias[tokens[s]] + corrections[s];
    }
    const wanted = this.feeds.columns.data as BigInt64Array;
    for (let n = 0; n < columns.length; n++) wanted[n] = BigInt(columns[n]);
    if (this.hasState()) data(this.feeds.keep).set(window.keep);
    this.feeds.tokens = new ort.Tensor('int64', window.tokens, [window.tokens.length]);
    return drawn;
  }

  private feedMasks({ embedded, projected }: Masks): void {
    data(this.feeds.maskEmbedded).set(embedded);
    data(this.feeds.maskProjected).set(projected);
  }

  /** @returns norm of the gradient before clipping. */
  private update(window: Window, candidates: CandidateSet, learningRate: number): number {
    const { network, kernels, parameters, moments, outputRows, inputRows } = this;
    const gradient = (name: string) => data(this.fetches[`d_${name}`]);
    outputRows.begin(candidates.tokens);
    if (inputRows !== outputRows) inputRows.begin([]);
    inputRows.add(window.tokens, gradient('inputRows'));
    const tables = new Map([[outputTable(network), outputRows], ['embedding', inputRows]]);
    const squares = [...this.dense, 'candidateBias'].map((name) => kernels.sumOfSquares(gradient(name)));
    for (const rows of tables.values()) squares.push(rows.sumOfSquares());
    const gradientNorm = Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
    const update: Update = { learningRate, gradientScale: Math.min(1, MAXIMUM_NORM / gradientNorm), step: ++this.stepCount };
    for (const name of this.dense) kernels.adam(parameters[name], moments[name], gradient(name), update, { offset: 0, gradientOffset: 0, size: parameters[name].length });
    for (const [name, rows] of tables) rows.apply(parameters[name], moments[name], { ...update, learningRate: learningRate * this.tableRate });
    adamUpdateAt(candidates.tokens, parameters.outputBias, moments.outputBias, gradient('candidateBias'), update);
    return gradientNorm;
  }
}

/** Gradients of the rows of one table that a step touched, as outputs, as inputs or as both, added up. */
class RowGradients {
  private readonly rowOf: Int32Array;
  private readonly tokens: Int32Array;
  private readonly width: number;
  private used = 0;

  /** @param values (rows, E) in the kernels' memory: as many rows as one step can touch. */
  constructor({ vocabulary, embedding }: TrainableNetwork, private readonly kernels: VectorKernels, private readonly values: Float32Array) {
    this.width = embedding;
    this.rowOf = new Int32Array(vocabulary).fill(-1);
    this.tokens = new Int32Array(values.length / embedding);
  }

  /** Where the graph leaves the gradients of tokens that `begin` is told. */
  firstRows(count: number): Float32Array {
    return this.values.subarray(0, count * this.width);
  }

  /** Forgets the last step. @param tokens distinct, whose gradients stand in the first rows. */
  begin(tokens: ArrayLike<number>): void {
    for (let i = 0; i < this.used; i++) this.rowOf[this.tokens[i]] = -1;
    this.used = 0;
    for (let i = 0; i < tokens.length; i++) this.claim(tokens[i]);
  }

  /** Adds gradients (N, E) of tokens (N), which may repeat. */
  add(tokens: BigInt64Array, gradients: Float32Array): void {
    const E = this.width;
    for (let n = 0; n < tokens.length; n++) {
      const token = Number(tokens[n]);
      if (this.rowOf[token] >= 0) this.kernels.add(this.values, this.rowOf[token] * E, gradients, n * E, E);
      else this.values.set(gradients.subarray(n * E, (n + 1) * E), this.claim(token) * E);
    }
  }

  sumOfSquares(): number {
    return this.kernels.sumOfSquares(this.values, this.used * this.width);
  }

  apply(weights: Float32Array, moments: Moments, update: Update): void {
    this.kernels.adamRows({ rows: this.tokens, count: this.used, width: this.width }, weights, moments, this.values, update);
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

function copyInto(target: Float32Array, values: Float32Array): Float32Array {
  target.set(values);
  return target;
}
