// A second session of a model for what only the last step is wanted of (quickGraph.ts), and whether it is worth keeping: where the runtime has
// no kernel for the processor, as on one without AVX2 or dot products, it makes the weights float32 again in every run. Measured with an
// output layer of 8 192 tokens: 0.17 ms a token in place of 0.29; without the kernels 3.2 ms.
import type { NetworkOutput } from '../prediction/languageModel';
import type { NetworkSizes } from './networkDescription';
import { createSession, type ModelBytes, type Runtime, type Session } from './onnxRuntime';
import { quickGraph } from './quickGraph';

/** Nats (Kullback and Leibler, 1951); that of the bundled model is 5e-5. */
const MOST_DIVERGENCE = 1e-2;
/** Runs of each that are compared, in turn: the machine may be busy for some of them. */
const COMPARED_RUNS = 5;

/** @returns undefined if the file is another than Elman writes, or the runtime does not know the operators: it can do without. */
export async function createQuickSession(runtime: Runtime, { file, bytes }: ModelBytes, sizes: NetworkSizes, threads: number): Promise<Session | undefined> {
  try {
    const graph = quickGraph(bytes, sizes);
    return graph && (await createSession(runtime, { file, bytes: graph }, threads));
  } catch {
    return undefined;
  }
}

/** Whether an output is that of the whole graph but for the rounding of 8 bits. */
export function saysTheSame(quick: NetworkOutput, whole: NetworkOutput): boolean {
  const { logProbabilities } = whole;
  if (quick.logProbabilities.length !== logProbabilities.length || quick.projected?.length !== whole.projected?.length) return false;
  const divergence = logProbabilities.reduce((sum, value, i) => sum + Math.exp(value) * (value - quick.logProbabilities[i]), 0);
  return Math.abs(divergence) < MOST_DIVERGENCE && quick.state.every((value, i) => value === whole.state[i]);
}

/** Compares the shortest of some runs. */
export async function isQuicker(run: () => Promise<unknown>, than: () => Promise<unknown>): Promise<boolean> {
  let shortest = Infinity;
  let shortestThan = Infinity;
  for (let i = 0; i < COMPARED_RUNS; i++) {
    shortest = Math.min(shortest, await milliseconds(run));
    shortestThan = Math.min(shortestThan, await milliseconds(than));
  }
  return shortest < shortestThan;
}

async function milliseconds(run: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await run();
  return performance.now() - begun;
}
