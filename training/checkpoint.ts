// Weights on disk while a long run goes on, so that a process that dies loses minutes and not hours. One file, written
// beside and renamed; float32 in the order of `parameterShapes`.
import { renameSync, writeFileSync } from 'node:fs';
import { readWholeFile } from '../src/model/files';
import { MODEL_BYTES_LIMIT } from '../src/model/manifest';
import type { NetworkDescription } from '../src/model/networkDescription';
import { UserError } from '../src/model/userError';
import { parameterShapes, type Parameters } from './graph/network';

/** A model file has float16. */
const LARGEST_CHECKPOINT_BYTES = 2 * MODEL_BYTES_LIMIT;

/** @param parameters in the order of their network's `parameterShapes`. */
export function writeCheckpoint(path: string, parameters: Parameters): void {
  const buffers = Object.values(parameters).map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength));
  writeFileSync(`${path}.new`, Buffer.concat(buffers));
  renameSync(`${path}.new`, path);
}

/** @throws UserError if the file is missing or not of such a network. */
export function readCheckpoint(path: string, network: NetworkDescription): Parameters {
  const bytes = readWholeFile(path, LARGEST_CHECKPOINT_BYTES);
  const weights = countWeights(network);
  if (bytes.length !== 4 * weights) throw new UserError('The checkpoint {0} holds {1} weights, not {2}.', path, Math.floor(bytes.length / 4), weights);
  const floats = new Float32Array(new Uint8Array(bytes).buffer);
  let offset = 0;
  return Object.fromEntries(Object.entries(parameterShapes(network)).map(([name, [rows, columns]]) => [name, floats.slice(offset, (offset += rows * columns))]));
}

/** Weights of a network, all together. */
export function countWeights(network: NetworkDescription): number {
  return Object.values(parameterShapes(network)).reduce((sum, [rows, columns]) => sum + rows * columns, 0);
}
