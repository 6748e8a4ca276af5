// Weights on disk while a long run goes on, so that a process that dies loses minutes and not hours. One file, written
// beside and renamed; float32 in the order of the parameters' names.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { UserError } from '../src/model/userError';
import { DENSE, shapeOf, type NetworkSizes, type Parameters } from './graph/network';

const NAMES = ['embedding', 'outputBias', ...DENSE] as const;

export function writeCheckpoint(path: string, parameters: Parameters): void {
  const buffers = NAMES.map((name) => Buffer.from(parameters[name].buffer, parameters[name].byteOffset, parameters[name].byteLength));
  writeFileSync(`${path}.new`, Buffer.concat(buffers));
  renameSync(`${path}.new`, path);
}

/** @throws UserError if the file is not of these sizes. */
export function readCheckpoint(path: string, sizes: NetworkSizes): Parameters {
  const bytes = readFileSync(path);
  const floats = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  let offset = 0;
  const entries = NAMES.map((name) => {
    const size = shapeOf(name, sizes).reduce((a, b) => a * b, 1);
    return [name, floats.slice(offset, (offset += size))] as const;
  });
  if (offset !== floats.length) throw new UserError('The checkpoint {0} holds {1} weights, not {2}.', path, floats.length, offset);
  return Object.fromEntries(entries) as unknown as Parameters;
}
