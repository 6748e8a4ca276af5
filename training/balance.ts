// The same network at the scales that training goes on from best. A factor can move from the embedding to the weights behind it
// without any change of what is predicted, but not of how training goes on: Adam moves every weight by about the same amount,
// so an embedding that has grown learns slowly, and one that has shrunk faster than the weights behind it.
import type { NetworkDescription } from '../src/model/networkDescription';
import { layerParameter, type Parameters } from './graph/network';
import { outputTable } from './graph/trainableNetwork';

/** Root mean square of a table that training goes on from: measured (training/README.md). A fresh one is half as large, and grows. */
export const TABLE_SCALE = 0.05;

/** @returns parameters of the same predictions, but for rounding, whose tables have `TABLE_SCALE`. */
export function balanced(network: NetworkDescription, parameters: Parameters): Parameters {
  const input = layerParameter('inputWeights', 0);
  if (network.tied) return scaled(parameters, 'embedding', [input, 'projection']);
  return scaled(scaled(parameters, 'embedding', [input]), outputTable(network), ['projection']);
}

/** Divides a table by a factor that the weights behind it are multiplied with. */
function scaled(parameters: Parameters, table: string, behind: readonly string[]): Parameters {
  const excess = rootMeanSquare(parameters[table]) / TABLE_SCALE;
  const factor = excess > 0 && Number.isFinite(excess) ? excess : 1;
  const changed: Record<string, Float32Array> = { [table]: parameters[table].map((weight) => weight / factor) };
  for (const name of behind) changed[name] = parameters[name].map((weight) => weight * factor);
  return { ...parameters, ...changed };
}

function rootMeanSquare(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
