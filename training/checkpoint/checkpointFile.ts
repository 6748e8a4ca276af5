// A checkpoint on disk, little-endian: magic (8 bytes), format version and length of the header (uint32 each), SHA-256 of
// all that follows (32 bytes), the header (JSON), padding to four bytes, `tokenizer.json`, padding, then the arrays: for
// each parameter, in the order of `parameterShapes`, weights, first and second moments and best weights (float32), the
// hidden state (float32), the axes of the tables, if the recipe has them turned (float32), the orders of the queues (uint32).
// Written beside and renamed: a name has a whole file or none.
import { createHash } from 'node:crypto';
import { closeSync, existsSync, fstatSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder, writeDurably } from '../../src/model/files';
import { stateVectors } from '../../src/model/networkDescription';
import { TOKENIZER_BYTES_LIMIT } from '../../src/model/tokenizerFile';
import { UserError } from '../../src/model/userError';
import { parameterShapes, type Parameters } from '../graph/network';
import { countWeights } from '../graph/trainable';
import type { LoopState } from '../loopState';
import { turnedTables } from '../tableAxes';
import { parseHeader, type CheckpointHeader } from './checkpointHeader';
import type { RunDescription } from './runDescription';

/** What a run needs to go on. */
export interface Checkpoint {
  readonly run: RunDescription;
  readonly state: LoopState;
}

const MAGIC = 'ELMANRUN';
/** Another number means that older programs cannot go on from it. */
export const CHECKPOINT_VERSION = 4;
const PREAMBLE_BYTES = 48;
/** A header with the places of some thousand streams has 200 kB. */
const HEADER_BYTES_LIMIT = 1 << 20;
const FLOAT_BYTES = 4;

/** Replaces the checkpoint of that name. @throws Error of the file system; the older one stays then. */
export function writeCheckpoint(path: string, { run: { tokenizerJson, ...run }, state }: Checkpoint): void {
  const { clock, randomState, streams, best: { parameters: best, ...bestFigures }, queues, optimizer, parameters, axes } = state;
  const tokenizer = Buffer.from(tokenizerJson);
  const header = Buffer.from(JSON.stringify({
    ...run, tokenizerBytes: tokenizer.length, clock, optimizerSteps: optimizer.steps, randomState, streams, best: bestFigures,
    queues: queues.map(({ order, next, taken }) => ({ documents: order.length, next, taken })),
  } satisfies CheckpointHeader));
  const arrays = Object.keys(parameterShapes(run.network)).flatMap((name) => [parameters[name], optimizer.moments[name].first, optimizer.moments[name].second, best[name]]);
  const contents = [header, padding(header), tokenizer, padding(tokenizer), ...[...arrays, optimizer.hidden, ...turnedTables(run.network, run.recipe).map((table) => axes[table]), ...queues.map(({ order }) => order)].map(bytesOf)];
  const hash = createHash('sha256');
  for (const piece of contents) hash.update(piece);
  const preamble = Buffer.alloc(PREAMBLE_BYTES);
  preamble.write(MAGIC, 'latin1');
  preamble.writeUInt32LE(CHECKPOINT_VERSION, 8);
  preamble.writeUInt32LE(header.length, 12);
  hash.digest().copy(preamble, 16);
  const beside = `${path}.new`;
  try {
    rmSync(beside, { force: true });
    writeDurably(beside, preamble, ...contents);
    renameSync(beside, path);
    syncFolder(dirname(path));
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Removes a checkpoint, and what a killed run may have left beside it. */
export function removeCheckpoint(path: string): void {
  for (const name of [path, `${path}.new`]) rmSync(name, { force: true });
}

/** @throws UserError if the file is missing, unreadable, damaged or of another version. */
export function readCheckpoint(path: string): Checkpoint {
  if (!existsSync(path)) throw new UserError('There is no checkpoint {0} to go on from.', path);
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    return new Reader(path, descriptor).checkpoint();
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError('{0} cannot be read: {1}', path, (error as Error).message);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Reads a file piece after piece; no array is made before the file is known to hold it. */
class Reader {
  private readonly hash = createHash('sha256');

  constructor(private readonly path: string, private readonly descriptor: number) {}

  checkpoint(): Checkpoint {
    const preamble = this.bytes(PREAMBLE_BYTES);
    if (preamble.toString('latin1', 0, 8) !== MAGIC) throw new UserError('{0} is no checkpoint.', this.path);
    const version = preamble.readUInt32LE(8);
    if (version !== CHECKPOINT_VERSION) throw new UserError('{0} has format version {1}; this version of Elman reads {2}.', this.path, version, CHECKPOINT_VERSION);
    const headerBytes = preamble.readUInt32LE(12);
    if (headerBytes > HEADER_BYTES_LIMIT) throw new UserError('{0} is too large: {1} bytes, {2} at most.', this.path, headerBytes, HEADER_BYTES_LIMIT);
    const headerText = this.padded(headerBytes);
    const header = parseHeader(headerText, this.path);
    this.checkSize(headerBytes, header);
    const tokenizerJson = this.padded(header.tokenizerBytes);
    const state = this.state(header);
    if (!this.hash.digest().equals(preamble.subarray(16))) throw new UserError('{0} was changed: its SHA-256 is not the one at its beginning.', this.path);
    const { network, recipe, text, from, seconds } = header;
    return { run: { network, recipe, tokenizerJson, text, ...(from ? { from } : {}), ...(seconds !== undefined ? { seconds } : {}) }, state };
  }

  private checkSize(headerBytes: number, { network, recipe, tokenizerBytes, queues }: CheckpointHeader): void {
    if (tokenizerBytes > TOKENIZER_BYTES_LIMIT) throw new UserError('{0} is too large: {1} bytes, {2} at most.', this.path, tokenizerBytes, TOKENIZER_BYTES_LIMIT);
    const numbers = 4 * countWeights(network) + stateVectors(network) * recipe.batch * network.hidden + turnedTables(network, recipe).length * network.embedding ** 2 + queues.reduce((sum, { documents }) => sum + documents, 0);
    const expected = PREAMBLE_BYTES + paddedBytes(headerBytes) + paddedBytes(tokenizerBytes) + FLOAT_BYTES * numbers;
    const { size } = fstatSync(this.descriptor);
    if (size < expected) throw new UserError('{0} is truncated: {1} bytes of {2}.', this.path, size, expected);
    if (size > expected) throw new UserError('{0} is oversized: {1} bytes instead of {2}.', this.path, size, expected);
  }

  private state({ network, recipe, clock, optimizerSteps, randomState, queues, streams, best }: CheckpointHeader): LoopState {
    const parameters: Record<string, Float32Array> = {};
    const moments: Record<string, { first: Float32Array; second: Float32Array }> = {};
    const bestParameters: Record<string, Float32Array> = {};
    for (const [name, [rows, columns]] of Object.entries(parameterShapes(network))) {
      const next = () => this.array(new Float32Array(rows * columns));
      parameters[name] = next();
      moments[name] = { first: next(), second: next() };
      bestParameters[name] = next();
    }
    const hidden = this.array(new Float32Array(stateVectors(network) * recipe.batch * network.hidden)); // (K, B, H)
    const axes = Object.fromEntries(turnedTables(network, recipe).map((table) => [table, this.array(new Float32Array(network.embedding ** 2))]));
    return {
      clock, parameters, axes, optimizer: { steps: optimizerSteps, moments, hidden }, randomState, streams,
      queues: queues.map(({ documents, next, taken }) => ({ order: this.array(new Uint32Array(documents)), next, taken })),
      best: { ...best, parameters: bestParameters satisfies Parameters },
    };
  }

  private array<Values extends Float32Array | Uint32Array>(values: Values): Values {
    this.hash.update(this.fill(bytesOf(values)));
    return values;
  }

  private padded(length: number): string {
    const bytes = this.bytes(paddedBytes(length));
    this.hash.update(bytes);
    return bytes.toString('utf8', 0, length);
  }

  private bytes(length: number): Buffer {
    return this.fill(Buffer.alloc(length));
  }

  private fill<Bytes extends Uint8Array>(bytes: Bytes): Bytes {
    for (let filled = 0; filled < bytes.length; ) {
      const read = readSync(this.descriptor, bytes, filled, bytes.length - filled, null);
      if (read === 0) throw new UserError('{0} is truncated: {1} bytes of {2}.', this.path, filled, bytes.length);
      filled += read;
    }
    return bytes;
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function padding(piece: Uint8Array): Buffer {
  return Buffer.alloc(paddedBytes(piece.length) - piece.length);
}

function paddedBytes(length: number): number {
  return Math.ceil(length / FLOAT_BYTES) * FLOAT_BYTES;
}
