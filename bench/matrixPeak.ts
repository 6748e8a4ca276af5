// The machine's matrix-product peak through ONNX Runtime, so that speeds can be told as shares of what is possible.
import * as ort from 'onnxruntime-node';
import { seededRandom } from '../src/prediction/seededRandom';
import { GraphBuilder } from '../training/graph/graphBuilder';
import { sessionOptions } from '../training/trainingStep';

const SIZE = 1024;
const SECONDS = 3;

/** GFLOP/s of square float32 products on `threads` threads: the best of several short bursts. */
export async function matrixPeak(threads: number): Promise<number> {
  const graph = new GraphBuilder('matrix-peak');
  const product = graph.node('MatMul', [graph.input('a', [SIZE, SIZE]), graph.input('b', [SIZE, SIZE])]);
  graph.output(product, 'c', [SIZE, SIZE]);
  const session = await ort.InferenceSession.create(graph.encode(), sessionOptions(threads));
  const random = seededRandom(1);
  const matrix = () => new ort.Tensor('float32', Float32Array.from({ length: SIZE * SIZE }, random), [SIZE, SIZE]);
  const feeds = { a: matrix(), b: matrix() };
  const fetches = { c: matrix() };
  let fastestMs = Infinity;
  for (const end = performance.now() + SECONDS * 1000; performance.now() < end; ) {
    const begun = performance.now();
    await session.run(feeds, fetches);
    fastestMs = Math.min(fastestMs, performance.now() - begun);
  }
  await session.release();
  return (2 * SIZE ** 3) / fastestMs / 1e6;
}
