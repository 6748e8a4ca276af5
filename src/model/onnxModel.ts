// The network of a model package on ONNX Runtime.
//   tokens (T, B) int64, h0 (layers, B, H)  ->  logits (T, B, V), hT (layers, B, H)
// At load the softmax is added to the graph, where it costs a tenth of a loop in JavaScript. Weights of 8 bits are made float32
// by the runtime, once; a second session (quickSession.ts) may multiply them as they are.
import type { LanguageModel, NetworkOutput, WantedSteps } from '../prediction/languageModel';
import type { Manifest } from './manifest';
import { stateVectors } from './networkDescription';
import { appendToGraph, type OnnxValue } from './onnxFile';
import { createSession, firstLine, loadRuntime, type ModelBytes, type Runtime, type Session } from './onnxRuntime';
import { createQuickSession, isQuicker, saysTheSame } from './quickSession';
import { UserError } from './userError';

export interface OnnxOptions {
  /** Threads of one run; one for suggestions, for more of them cost more than they save on one token. */
  readonly threads?: number;
  /** Whether a second session is made for what only the last step is wanted of, if it is quicker on this machine. */
  readonly quick?: boolean;
  /** Loads the runtime; tests put a broken one here. */
  readonly loadRuntime?: () => Promise<Runtime>;
}

/** What a model file must agree with. */
export type ExpectedNetwork = Pick<Manifest, 'network' | 'startToken'>;

export class OnnxLanguageModel implements LanguageModel {
  readonly vocabularySize: number;
  readonly hiddenSize: number;
  readonly layers: number;
  readonly startToken: number;
  private readonly outputs: readonly string[];
  /** For the last step only. */
  private quick: Session | undefined;
  /** The run in progress: the session must not go away under it. */
  private running: Promise<unknown> = Promise.resolve();
  private disposed: Promise<void> | undefined;

  private constructor(
    private readonly runtime: Runtime,
    private readonly session: Session,
    { network, startToken }: ExpectedNetwork,
  ) {
    this.vocabularySize = network.vocabulary;
    this.hiddenSize = network.hidden;
    this.layers = stateVectors(network);
    this.startToken = startToken;
    this.outputs = ['logProbabilities', 'hT', ...(session.outputNames.includes('projected') ? ['projected'] : [])];
  }

  /**
   * @param model bytes whose hash was checked.
   * @throws UserError if the runtime cannot be loaded, or the file is no model of these sizes.
   */
  static async load(model: ModelBytes, expected: ExpectedNetwork, options: OnnxOptions = {}): Promise<OnnxLanguageModel> {
    const runtime = await loadRuntime(options.loadRuntime);
    const session = await createServingSession(runtime, model, expected, options.threads ?? 1);
    try {
      checkShape(session, model.file, expected);
      const network = new OnnxLanguageModel(runtime, session, expected);
      await network.tryOut(model.file);
      if (options.quick) await network.makeQuick(model, expected, options.threads ?? 1);
      return network;
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  run(tokens: ArrayLike<number>, batch: number, state: Float32Array, wanted: WantedSteps = 'all'): Promise<NetworkOutput> {
    const isQuick = wanted === 'last' && this.quick !== undefined;
    const output = isQuick ? this.runQuick(this.quick!, tokens, batch, state) : this.runWhole(tokens, batch, state);
    this.running = output.catch(() => undefined);
    return output;
  }

  /** Frees the native memory, after the run in progress. No run may follow. */
  dispose(): Promise<void> {
    this.disposed ??= this.running.then(() => Promise.all([this.session.release(), this.quick?.release()])).then(() => undefined);
    return this.disposed;
  }

  private async runWhole(tokens: ArrayLike<number>, batch: number, state: Float32Array): Promise<NetworkOutput> {
    const { logProbabilities, hT, projected } = await this.runSession(this.session, tokens, batch, state, this.outputs);
    return { logProbabilities, state: hT, ...(projected && { projected }) };
  }

  private async runQuick(session: Session, tokens: ArrayLike<number>, batch: number, state: Float32Array): Promise<NetworkOutput> {
    const { logProbabilities, hT, lastProjected } = await this.runSession(session, tokens, batch, state, session.outputNames);
    return { logProbabilities, state: hT, projected: lastProjected };
  }

  private async runSession(session: Session, tokens: ArrayLike<number>, batch: number, state: Float32Array, outputs: readonly string[]): Promise<Record<string, Float32Array>> {
    if (this.disposed) throw new Error('the model was disposed of');
    const { Tensor } = this.runtime;
    const steps = tokens.length / batch;
    const results = await session.run({
      tokens: new Tensor('int64', wide(tokens), [steps, batch]),
      h0: new Tensor('float32', state, [this.layers, batch, this.hiddenSize]),
    }, outputs);
    return Object.fromEntries(outputs.map((name) => [name, results[name].data as Float32Array]));
  }

  /** Keeps a quick session only if it says the same and is quicker here. */
  private async makeQuick(model: ModelBytes, { network }: ExpectedNetwork, threads: number): Promise<void> {
    const session = await createQuickSession(this.runtime, model, network, threads);
    if (!session) return;
    const token = [this.startToken];
    const state = new Float32Array(this.layers * this.hiddenSize);
    const quick = () => this.runQuick(session, token, 1, state);
    const whole = () => this.runWhole(token, 1, state);
    // Whatever is wrong with it, the model can do without.
    const isKept = await quick().then(async (output) => saysTheSame(output, await whole()) && (await isQuicker(quick, whole))).catch(() => false);
    if (isKept) this.quick = session;
    else await session.release();
  }

  /** One step from the start token: an operator that cannot run, or weights that are no numbers, show here. */
  private async tryOut(file: string): Promise<void> {
    const output = await this.run([this.startToken], 1, new Float32Array(this.layers * this.hiddenSize)).catch((error: Error) => {
      throw new UserError('{0} cannot be run: {1}', file, firstLine(error));
    });
    const isWhole = output.logProbabilities.length === this.vocabularySize && output.state.length === this.layers * this.hiddenSize;
    if (!isWhole || !output.logProbabilities.every(Number.isFinite)) throw new UserError('{0} cannot be run: {1}', file, 'its outputs are not those of a language model');
  }
}

/**
 * The file's network with `logProbabilities` (T, B, V), the logarithm of the softmax of its logits, as one more output, and
 * `projected` (T, B, E), if it has a tensor of that name.
 */
async function createServingSession(runtime: Runtime, model: ModelBytes, expected: ExpectedNetwork, threads: number): Promise<Session> {
  const softmax = { operator: 'LogSoftmax', inputs: ['logits'], outputs: ['logProbabilities'], attributes: { axis: 2 } };
  const output = { name: 'logProbabilities', type: 'float32', dims: ['T', 'B', expected.network.vocabulary] } as const;
  const projected = { name: 'projected', type: 'float32', dims: ['T', 'B', expected.network.embedding] } as const;
  const create = (outputs: readonly OnnxValue[]) => createSession(runtime, { ...model, bytes: appendToGraph(model.bytes, { nodes: [softmax], outputs }) }, threads);
  return create([output, projected]).catch(() => create([output])).catch(async (error: unknown) => {
    // A file without logits of that shape: said of the file as it is.
    const session = await createSession(runtime, model, threads);
    try {
      checkShape(session, model.file, expected);
    } finally {
      await session.release();
    }
    throw error;
  });
}

/** Names, types and sizes of the inputs and outputs; a size with a name may be any. */
function checkShape(session: Session, file: string, { network }: ExpectedNetwork): void {
  const { hidden, vocabulary } = network;
  const layers = stateVectors(network);
  const checks = [
    { values: session.inputMetadata, name: 'tokens', type: 'int64', shape: ['T', 'B'] },
    { values: session.inputMetadata, name: 'h0', type: 'float32', shape: [layers, 'B', hidden] },
    { values: session.outputMetadata, name: 'logits', type: 'float32', shape: ['T', 'B', vocabulary] },
    { values: session.outputMetadata, name: 'hT', type: 'float32', shape: [layers, 'B', hidden] },
  ] as const;
  for (const { values, name, type, shape } of checks) {
    const found = values.find((value) => value.name === name);
    const fits = found?.isTensor === true && found.type === type && found.shape.length === shape.length && shape.every((size, i) => typeof size === 'string' ? typeof found.shape[i] === 'string' : found.shape[i] === size);
    if (!fits) throw new UserError('{0} is another network than its manifest says: {1} is not {2} ({3}).', file, name, type, shape.join(', '));
  }
  if (session.inputNames.length !== 2) throw new UserError('{0} is another network than its manifest says: it has {1} inputs.', file, session.inputNames.length);
}

/** Tokens as 64-bit integers: low word the token, high word zero, as every platform of the runtime is little-endian. */
function wide(tokens: ArrayLike<number>): BigInt64Array {
  const words = new Int32Array(2 * tokens.length);
  for (let i = 0; i < tokens.length; i++) words[2 * i] = tokens[i];
  return new BigInt64Array(words.buffer);
}
