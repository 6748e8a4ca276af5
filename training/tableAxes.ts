// The axes in which the rows of a table are written while it is learned. Adam moves every element by about the same amount,
// so it is not the same in all of them: along the eigenvectors of the second moment of the rows' gradients each element has a
// gradient of its own, and the same tokens teach more. SOAP (Vyas et al., 2024) turns all weights into such axes, again and
// again; here it is done once, before a run, where it costs a step nothing: between a table and the weights behind it lies
// nothing that bends, so a rotation of the one is undone in the other, and what is predicted stays as it is.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { EVD } from 'ml-matrix';
import type { Parameters } from './graph/network';
import { trainable, type TrainableDescription } from './graph/trainable';
import { outputTable, type TrainableNetwork } from './graph/trainableNetwork';
import { MatrixProducts, type Matrix } from './matrixProducts';
import type { Reading, ReadingRecipe } from './reading';
import { TrainingStep } from './trainingStep';

/** By name of the table: (E, E), orthogonal; its columns are the axes. Tables that are not named are written as they are. */
export type TableAxes = Readonly<Record<string, Float32Array>>;

/** The part of a recipe that says how axes are found; `Recipe` explains it. */
export interface AxesRecipe extends Pick<ReadingRecipe, 'batch' | 'windowSteps'> {
  readonly threads: number;
  readonly axesWindows: number;
}

/** Eigenvectors of 512 numbers take some two seconds, of twice as many eight times that: wider tables are left as they are. */
const WIDEST = 512;

/** Tables that are turned in such a run. */
export function turnedTables(network: Pick<TrainableNetwork, 'tied' | 'embedding'>, { axesWindows }: Pick<AxesRecipe, 'axesWindows'>): string[] {
  if (axesWindows === 0 || network.embedding > WIDEST) return [];
  return [...new Set(['embedding', outputTable(network)])];
}

/**
 * Axes for a training that begins with these weights, which stay as they are.
 * @param reading is left where it stood.
 * @param isCancelled asked before every window and every table: the axes stay as they are then.
 */
export async function gradientAxes(description: TrainableDescription, parameters: Parameters, reading: Reading, recipe: AxesRecipe, isCancelled: () => boolean): Promise<TableAxes> {
  const network = trainable(description);
  const { batch, windowSteps: steps, threads, axesWindows } = recipe;
  const moments = new Map(turnedTables(network, recipe).map((table) => [table, new Float64Array(network.embedding ** 2)]));
  if (moments.size === 0) return {};
  let cancelled = false;
  const hasEnded = () => (cancelled ||= isCancelled());
  const begun = reading.state();
  const products = await MatrixProducts.create(threads);
  const step = await TrainingStep.create(parameters, reading.sampler, { network: description, window: { batch, steps }, threads });
  try {
    for (let w = 0; w < axesWindows && !hasEnded(); w++) {
      const { input, output } = await step.rowGradients(reading.nextWindow());
      await addMoment(products, moments.get('embedding')!, input, network.embedding);
      await addMoment(products, moments.get(outputTable(network))!, output, network.embedding);
    }
  } finally {
    await step.dispose();
    await products.dispose();
    reading.restore(begun);
  }
  const axes: Record<string, Float32Array> = {};
  for (const [table, moment] of moments) {
    await nextTurn();
    axes[table] = hasEnded() || !moment.every(Number.isFinite) ? identity(network.embedding) : eigenvectors(moment, network.embedding);
  }
  return axes;
}

/** Adds the sum of g^T g / |g|^2 over the rows g of a gradient (n, E): each has the same say, however rare its token. */
async function addMoment(products: MatrixProducts, moment: Float64Array, gradient: Float32Array, width: number): Promise<void> {
  const rows = gradient.length / width;
  const directions = new Float32Array(gradient.length);
  for (let start = 0; start < gradient.length; start += width) {
    let square = 0;
    for (let i = start; i < start + width; i++) square += gradient[i] ** 2;
    const length = Math.sqrt(square) || 1;
    for (let i = start; i < start + width; i++) directions[i] = gradient[i] / length;
  }
  const matrix: Matrix = { values: directions, rows, columns: width };
  const { values } = await products.ofTransposed(matrix, matrix);
  for (let i = 0; i < moment.length; i++) moment[i] += values[i];
}

/** @param moment (E, E), symmetric. @returns its eigenvectors as columns. */
function eigenvectors(moment: Float64Array, width: number): Float32Array {
  const rows = Array.from({ length: width }, (_, i) => Array.from(moment.subarray(i * width, (i + 1) * width)));
  return Float32Array.from(new EVD(rows, { assumeSymmetric: true }).eigenvectorMatrix.to1DArray());
}

function identity(width: number): Float32Array {
  return Float32Array.from({ length: width * width }, (_, i) => Number(i % (width + 1) === 0));
}

/** @returns what `turned` was given, but for rounding and for what was learned since. */
export function turnedBack(network: TrainableDescription, parameters: Parameters, axes: TableAxes, threads: number): Promise<Parameters> {
  const back = Object.fromEntries(Object.entries(axes).map(([table, of]) => [table, transposed(of, network.embedding)]));
  return turned(network, parameters, back, threads);
}

/** @returns the same network with its tables written in other axes. */
export async function turned(description: TrainableDescription, parameters: Parameters, axes: TableAxes, threads: number): Promise<Parameters> {
  if (Object.keys(axes).length === 0) return parameters;
  const network = trainable(description);
  const { embedding: E, contextTokens } = network;
  const changed: Record<string, Float32Array> = { ...parameters };
  const products = await MatrixProducts.create(threads);
  const square = (values: Float32Array): Matrix => ({ values, rows: E, columns: E });
  /** Rows of E each: X Q. */
  const turnRows = async (name: string, by: Float32Array) => {
    changed[name] = (await products.of({ values: changed[name], rows: changed[name].length / E, columns: E }, square(by))).values;
  };
  try {
    for (const [table, by] of Object.entries(axes)) {
      await turnRows(table, by);
      if (table === 'embedding') changed.inputWeights = await turnedReaders(products, changed.inputWeights, square(by), contextTokens);
      if (table === outputTable(network)) await turnRows('projection', by);
    }
  } finally {
    await products.dispose();
  }
  return changed;
}

/** What reads embedded tokens, (C * E, gates * H): Q^T W for each of the C places. */
async function turnedReaders(products: MatrixProducts, weights: Float32Array, by: Matrix, places: number): Promise<Float32Array> {
  const into = new Float32Array(weights.length);
  const size = weights.length / places;
  for (let place = 0; place < places; place++) {
    const read = { values: weights.subarray(place * size, (place + 1) * size), rows: by.rows, columns: size / by.rows };
    into.set((await products.ofTransposed(by, read)).values, place * size);
  }
  return into;
}

function transposed(square: Float32Array, width: number): Float32Array {
  return square.map((_, i) => square[(i % width) * width + Math.floor(i / width)]);
}
