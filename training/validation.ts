// Cross-entropy over the whole vocabulary on documents that training does not see, with the weights of the moment.
import '../src/model/withoutTelemetry';
import * as ort from 'onnxruntime-node';
import type { Parameters } from './graph/network';
import { trainable, type TrainableDescription } from './graph/trainable';
import type { TrainableNetwork } from './graph/trainableNetwork';
import { scoringGraph } from './graph/trainingGraph';
import { DocumentQueue, Minibatches } from './minibatches';
import { countTokens, type TokenDocuments } from './tokenDocuments';
import { sessionOptions } from './trainingStep';

const BATCH = 16;
const STEPS = 32;

export class Validation {
  private constructor(private readonly session: ort.InferenceSession, private readonly network: TrainableNetwork, private readonly documents: TokenDocuments) {}

  /** @param documents each from its start token on. */
  static async create(description: TrainableDescription, documents: TokenDocuments, threads: number): Promise<Validation> {
    const network = trainable(description);
    return new Validation(await ort.InferenceSession.create(scoringGraph(network, { batch: BATCH, steps: STEPS }), sessionOptions(threads)), network, documents);
  }

  /**
   * Mean nats per token over one pass, about; the same tokens at every call.
   * @param isCancelled asked between windows.
   * @returns undefined if it was cancelled.
   */
  async meanNats(parameters: Parameters): Promise<number>;
  async meanNats(parameters: Parameters, isCancelled: () => boolean): Promise<number | undefined>;
  async meanNats(parameters: Parameters, isCancelled: () => boolean = () => false): Promise<number | undefined> {
    const { shapes, contextTokens, stateVectors: K, hidden } = this.network;
    const inOrder = new Minibatches(new Array<DocumentQueue>(BATCH).fill(new DocumentQueue(this.documents)), STEPS, contextTokens);
    const windows = Math.max(1, Math.floor(countTokens(this.documents) / (BATCH * STEPS)));
    const feeds: Record<string, ort.Tensor> = {};
    if (K > 0) feeds.h0 = new ort.Tensor('float32', new Float32Array(K * BATCH * hidden), [K, BATCH, hidden]);
    for (const [name, shape] of Object.entries(shapes)) feeds[name] = new ort.Tensor('float32', parameters[name], shape);
    let sum = 0;
    for (let w = 0; w < windows; w++) {
      if (isCancelled()) return undefined;
      const { tokens: read, targets, keep } = inOrder.nextWindow();
      feeds.tokens = new ort.Tensor('int64', read, [read.length]);
      feeds.columns = new ort.Tensor('int64', BigInt64Array.from(targets, BigInt), [targets.length]);
      if (K > 0) feeds.keep = new ort.Tensor('float32', keep, [keep.length, 1]);
      const { nats, hT } = await this.session.run(feeds);
      if (K > 0) feeds.h0 = hT as ort.Tensor;
      for (const value of nats.data as Float32Array) sum += value;
    }
    return sum / (windows * BATCH * STEPS);
  }

  async dispose(): Promise<void> {
    await this.session.release();
  }
}
