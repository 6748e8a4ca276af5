// A fixed-window network where models are measured, run from its file.
import '../../src/model/withoutTelemetry';
import * as ort from 'onnxruntime-node';
import { appendToGraph } from '../../src/model/onnxFile';
import type { FixedWindow } from '../graph/fixedWindow';
import { sessionOptions } from '../trainingStep';
import type { HistoryPredictor } from './historyModel';

/** @param file as `exportFixedWindow` gives it. @returns a predictor that holds native memory until it is disposed of. */
export async function fixedWindowPredictor({ vocabulary, contextTokens: C }: FixedWindow, file: Uint8Array, threads: number): Promise<HistoryPredictor & { dispose(): Promise<void> }> {
  const softmax = { operator: 'LogSoftmax', inputs: ['logits'], outputs: ['logProbabilities'], attributes: { axis: 1 } };
  const output = { name: 'logProbabilities', type: 'float32', dims: ['N', vocabulary] } as const;
  const session = await ort.InferenceSession.create(appendToGraph(file, { nodes: [softmax], outputs: [output] }), sessionOptions(threads));
  return {
    vocabulary,
    contextTokens: C,
    logProbabilities: async (contexts) => {
      const tokens = new ort.Tensor('int64', BigInt64Array.from(contexts, BigInt), [contexts.length / C, C]);
      return (await session.run({ tokens }, ['logProbabilities'])).logProbabilities.data as Float32Array;
    },
    dispose: () => session.release(),
  };
}
