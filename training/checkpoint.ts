// Weights on disk while a long run goes on, so that a process that dies loses minutes and not hours. One file, written
// beside and renamed; float32 in the order of the parameters' names.
import { renameSync, writeFileSync } from 'node:fs';
import { readWholeFile } from '../src/model/files';
import { MODEL_BYTES_LIMIT } from '../src/model/manifest';
import { UserError } from '../src/model/userError';
import { DENSE, shapeOf, type NetworkSizes, type Parameters } from './graph/network';

/** A model file has float16. */
const LARGEST_CHECKPOINT_BYTES = 2 * MODEL_BYTES_LIMIT;
const NAMES = ['embedding', 'outputBias', ...DENSE] as const;

export function writeCheckpoint(path: string, parameters: Parameters): void {
  const buffers = NAMES.map((name) => Buffer.from(parameters[name].buffer, parameters[name].byteOffset, parameters[name].byteLength));
  writeFileSync(`${path}.new`, Buffer.concat(buffers));
  renameSync(`${path}.new`, path);
}

/** @throws UserError if the file is missing or not of these sizes. */
export function readCheckpoint(path: string, sizes: NetworkSizes): Parameters {
  const bytes = readWholeFile(path, LARGEST_CHECKPOINT_BYTES);
  const weights = countWeights(sizes);
  if (bytes.length !== 4 * weights) throw new UserError('The checkpoint {0} holds {1} weights, not {2}.', path, Math.floor(bytes.length / 4), weights);
  const floats = new Float32Array(new Uint8Array(bytes).buffer);
  let offset = 0;
  const entries = NAMES.map((name) => [name, floats.slice(offset, (offset += sizeOf(name, sizes)))] as const);
  return Object.fromEntries(entries) as unknown as Parameters;
}

/** Weights of a network, all together. */
export function countWeights(sizes: NetworkSizes): number {
  return NAMES.reduce((sum, name) => sum + sizeOf(name, sizes), 0);
}

function sizeOf(name: keyof Parameters, sizes: NetworkSizes): number {
  return shapeOf(name, sizes).reduce((product, size) => product * size, 1);
}
