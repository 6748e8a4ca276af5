// The network of a model package on ONNX Runtime; nobody else imports it. The runtime is loaded when the first model is,
// so that a program can start, and say what is wrong, where its native library is missing.
//   tokens (T, B) int64, h0 (layers, B, H)  ->  logits (T, B, V), hT (layers, B, H)
// At load the softmax is added to the graph, where it costs a tenth of a loop in JavaScript. Weights of 8 bits are made float32
// by the runtime, once. Its MatMulNBits would multiply them as they are: a token in 0.17 ms in place of 0.29, eight side by side in
// 0.91 for 1.15, as good predictions; but where it has no kernel for a processor it dequantizes in every run (measured without them: 3.2 ms).
import type * as ort from 'onnxruntime-node';
import type { LanguageModel, NetworkOutput } from '../prediction/languageModel';
import type { Manifest } from './manifest';
import { appendToGraph, type OnnxValue } from './onnxFile';
import { stateVectors } from './networkDescription';
import { UserError } from './userError';

type Runtime = Pick<typeof ort, 'InferenceSession' | 'Tensor'>;

export interface OnnxOptions {
  /** Threads of one run; one for suggestions, for more of them cost more than they save on one token. */
  readonly threads?: number;
  /** Loads the runtime; tests put a broken one here. */
  readonly loadRuntime?: () => Promise<Runtime>;
}

/** What a model file must agree with. */
export type ExpectedNetwork = Pick<Manifest, 'network' | 'startToken'>;

/** A model file in memory and its path for the sentences. */
export interface ModelBytes {
  readonly file: string;
  readonly bytes: Uint8Array;
}

export class OnnxLanguageModel implements LanguageModel {
  readonly vocabularySize: number;
  readonly hiddenSize: number;
  readonly layers: number;
  readonly startToken: number;
  private readonly outputs: readonly string[];
  /** The run in progress: the session must not go away under it. */
  private running: Promise<unknown> = Promise.resolve();
  private disposed: Promise<void> | undefined;

  private constructor(
    private readonly runtime: Runtime,
    private readonly session: ort.InferenceSession,
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
    const runtime = await loadRuntime(options);
    const session = await createServingSession(runtime, model, expected, options.threads ?? 1);
    try {
      checkShape(session, model.file, expected);
      const network = new OnnxLanguageModel(runtime, session, expected);
      await network.tryOut(model.file);
      return network;
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  run(tokens: ArrayLike<number>, batch: number, state: Float32Array): Promise<NetworkOutput> {
    const output = this.runSession(tokens, batch, state);
    this.running = output.catch(() => undefined);
    return output;
  }

  /** Frees the native memory, after the run in progress. No run may follow. */
  dispose(): Promise<void> {
    this.disposed ??= this.running.then(() => this.session.release());
    return this.disposed;
  }

  private async runSession(tokens: ArrayLike<number>, batch: number, state: Float32Array): Promise<NetworkOutput> {
    if (this.disposed) throw new Error('the model was disposed of');
    const { Tensor } = this.runtime;
    const steps = tokens.length / batch;
    const { logProbabilities, hT, projected } = await this.session.run({
      tokens: new Tensor('int64', wide(tokens), [steps, batch]),
      h0: new Tensor('float32', state, [this.layers, batch, this.hiddenSize]),
    }, this.outputs);
    return { logProbabilities: logProbabilities.data as Float32Array, state: hT.data as Float32Array, ...(projected && { projected: projected.data as Float32Array }) };
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

async function loadRuntime({ loadRuntime = () => import('onnxruntime-node') }: OnnxOptions): Promise<Runtime> {
  try {
    return await loadRuntime();
  } catch (error) {
    throw notLoaded(firstLine(error as Error));
  }
}

/** What a loader says of a library that was linked against another C library; musl is that of Alpine Linux. */
const OTHER_C_LIBRARY = /GLIBC|CXXABI|ld-musl|ld-linux/;
/** What Node says where the package has no file for this platform, and macOS of one for another processor. */
const OTHER_PLATFORM = /^Cannot find (?:module|package)|incompatible architecture/;
/** What the loaders of Linux, Windows and macOS say of a file that is cut off or no library, or is not there for another one. */
const BROKEN_FILE = /\bELF\b|\binvalid\b|file too short|not a valid Win32 application|mach-o|libonnxruntime\S*: cannot open/i;

/** The failure with its likely cause. @param reason what the system says. */
function notLoaded(reason: string): UserError {
  const platform = `${process.platform}-${process.arch}`;
  if (OTHER_C_LIBRARY.test(reason)) return new UserError('The native runtime for {0} cannot be loaded: the C library of this system is too old, or it is the one of Alpine Linux. ({1})', platform, reason);
  if (OTHER_PLATFORM.test(reason)) return new UserError('The native runtime for {0} cannot be loaded: Elman was installed from the package for another platform. Install the one for {0}. ({1})', platform, reason);
  if (BROKEN_FILE.test(reason)) return new UserError('The native runtime for {0} cannot be loaded: a file of it is missing or damaged. Install Elman again. ({1})', platform, reason);
  return new UserError('The native runtime for {0} cannot be loaded. ({1})', platform, reason);
}

/**
 * The file's network with `logProbabilities` (T, B, V), the logarithm of the softmax of its logits, as one more output, and
 * `projected` (T, B, E), if it has a tensor of that name.
 */
async function createServingSession(runtime: Runtime, model: ModelBytes, expected: ExpectedNetwork, threads: number): Promise<ort.InferenceSession> {
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

async function createSession(runtime: Runtime, { file, bytes }: ModelBytes, threads: number): Promise<ort.InferenceSession> {
  try {
    return await runtime.InferenceSession.create(bytes, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
      // Errors only, and those as exceptions: a word on standard output would end a server on stdio.
      logSeverityLevel: 4,
      // Waiting threads sleep: spinning ones keep a core busy after every run.
      extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
    });
  } catch (error) {
    throw new UserError('{0} is no ONNX model that can be read: {1}', file, firstLine(error as Error));
  }
}

/** Names, types and sizes of the inputs and outputs; a size with a name may be any. */
function checkShape(session: ort.InferenceSession, file: string, { network }: ExpectedNetwork): void {
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

function firstLine(error: Error): string {
  return error.message.split('\n')[0];
}
