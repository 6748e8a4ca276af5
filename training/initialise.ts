// Starting weights. An optimizer that moves every weight by about the same amount (Adam) learns fast what is small: the
// embedding is, so that words part within a few steps, and what it goes through is the larger for it, so that units hear
// it at once. All scales were found by measurement: the table of training/README.md.
import type { SeededRandom } from '../src/prediction/seededRandom';
import { cells } from './graph/cells';
import { layerParameter, type Parameters } from './graph/network';
import { trainable, type TrainableDescription } from './graph/trainable';

/** How large weights begin. */
export interface StartScales {
  /** Standard deviation of the embedding, and of an output embedding. */
  readonly embedding: number;
  /** Standard deviation of what the units of the first layer hear of a token: within the slope of tanh, and not lost in it. */
  readonly drive: number;
  /** Gain of the projection, behind which the small output embedding stands. */
  readonly projection: number;
  /** Spectral radius of a random recurrent matrix; below 1 the hidden state forgets instead of exploding. */
  readonly radius: number;
}

export const defaultScales: StartScales = { embedding: 0.025, drive: 0.75, projection: 6, radius: 0.6 };

/** The paper scales the identity down where what is long past matters little; whole, states grow with every token of a text. */
const IDENTITY_SHARE = 0.5;
/** Factor of all weights of a layer: the logistic function is four times as flat as tanh, and rectifiers add up what they hear. */
const GAIN: Readonly<Partial<Record<TrainableDescription['cell'], number>>> = { 'elman-sigmoid': 4, 'elman-relu': 0.7 };
/** Of gated cells, whose steps do not expand: about that of a uniform draw between -1 and 1 over the root of H. */
const GATED_RADIUS = 0.6;
/** A forget gate that begins open lets the LSTM learn what to keep (Gers, 2000; Jozefowicz et al., 2015). */
const FORGET_BIAS = 1;

/**
 * Random parameters.
 * @param counts (V) how often each token occurs; the output bias starts at its log frequency, so that training begins at the unigram model.
 */
export function initialParameters(network: TrainableDescription, counts: ArrayLike<number>, random: SeededRandom, scales = defaultScales): Parameters {
  const parameters: Record<string, Float32Array> = {};
  for (const [name, [rows, columns]] of Object.entries(trainable(network).shapes)) {
    parameters[name] = name === 'outputBias' ? logFrequencies(counts) : startOf(name, { rows, columns, network, random, scales });
  }
  if (network.cell === 'lstm') {
    const { hidden: H } = network;
    for (let layer = 0; layer < network.layers; layer++) parameters[layerParameter('bias', layer)].fill(FORGET_BIAS, 2 * H, 3 * H);
  }
  return parameters;
}

interface Start {
  readonly rows: number;
  readonly columns: number;
  readonly network: TrainableDescription;
  readonly random: SeededRandom;
  readonly scales: StartScales;
}

function startOf(name: string, { rows, columns, network, random, scales }: Start): Float32Array {
  const normal = (scale: number) => Float32Array.from({ length: rows * columns }, () => scale * gaussian(random));
  if (name.endsWith('mbedding')) return normal(scales.embedding);
  const gain = GAIN[network.cell] ?? 1;
  if (name.startsWith('recurrentWeights') && network.cell !== 'fixed-window') return network.cell === 'elman-relu' ? identity(rows) : normal((gain * (cells[network.cell].gates === 1 ? scales.radius : GATED_RADIUS)) / Math.sqrt(rows));
  if (name === layerParameter('inputWeights', 0)) return normal((gain * scales.drive) / scales.embedding / Math.sqrt(rows));
  if (name.startsWith('inputWeights')) return normal(gain / Math.sqrt(rows));
  if (name === 'projection') return normal(scales.projection / Math.sqrt(rows));
  return new Float32Array(rows * columns); // biases and initial states
}

/** A network of rectifiers begins by remembering what it saw (Le, Jaitly and Hinton, 2015), a little less with every step. */
function identity(size: number): Float32Array {
  const matrix = new Float32Array(size * size);
  for (let i = 0; i < size; i++) matrix[i * size + i] = IDENTITY_SHARE;
  return matrix;
}

/** log((count + 1/2) / total): never seen tokens keep a little. */
export function logFrequencies(counts: ArrayLike<number>): Float32Array {
  let total = 0;
  for (let v = 0; v < counts.length; v++) total += counts[v] + 0.5;
  return Float32Array.from({ length: counts.length }, (_, v) => Math.log((counts[v] + 0.5) / total));
}

/** A draw from the standard normal distribution (Box and Muller, 1958). */
function gaussian(random: SeededRandom): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
