// A model package with random weights on disk: small enough to be made in each test, a real ONNX file all the same.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vanilla, type NetworkDescription } from '../../src/model/networkDescription';
import { writeModelPackage, type PackageContents } from '../../src/model/package';
import { tokenizerJson } from '../../src/model/tokenizerJson';
import { seededRandom } from '../../src/prediction/seededRandom';
import { exportModel } from '../../training/graph/exportedModel';
import { initialParameters } from '../../training/initialise';

/** Merges of byte-character strings; `Ġ` is the space, `í` `ķ` `ľ` the bytes of 한. Most useful first. */
const MERGES: [string, string][] = [
  ['Ġ', 't'], ['h', 'e'], ['Ġ', 'a'], ['i', 'n'], ['Ġt', 'he'], ['r', 'e'], ['o', 'n'], ['e', 'r'], ['e', 'l'], ['el', 'l'], ['ell', 'o'],
  ['Ġ', 's'], ['Ġ', 'h'], ['Ġh', 'ello'], ['Ġ', 'Ġ'], ['ĠĠ', 'ĠĠ'], ['ĉ', 'ĉ'], ['c', 'on'], ['con', 's'], ['cons', 't'], ['í', 'ķ'], ['íķ', 'ľ'], ['Ġ', 'íķľ'],
];

export const TINY_TOKENIZER = tokenizerJson(MERGES);
export const TINY_NETWORK = vanilla({ vocabulary: 257 + MERGES.length, embedding: 6, hidden: 10 });

/** Stronger than at the start of a training, so that predictions differ from token to token. */
const LOUD = { embedding: 1, drive: 1, projection: 1, radius: 0.9 };

export interface TinyPackageOptions {
  readonly seed?: number;
  readonly network?: NetworkDescription;
}

/** What the package consists of; the same seed gives the same bytes. */
export function tinyContents({ seed = 1, network = TINY_NETWORK }: TinyPackageOptions = {}): PackageContents {
  const parameters = initialParameters(network, new Float32Array(network.vocabulary).fill(1), seededRandom(seed), LOUD);
  return {
    modelBytes: exportModel(network, parameters, 'float32'),
    tokenizerJson: TINY_TOKENIZER,
    manifest: {
      formatVersion: 1,
      name: 'Tiny',
      created: '2026-01-01T00:00:00.000Z',
      network,
      startToken: 0,
      precision: 'float32',
      training: { data: [{ name: 'nothing', licence: 'MIT', bytes: 0 }], tokens: 0, steps: 0, seconds: 0, seed },
      heldOut: [{ name: 'nothing', bytes: 1, bitsPerByte: 8, perplexityPerWord: 1000, perplexityPerToken: 280 }],
    },
  };
}

/** Writes a package to `folder`. */
export function writeTinyPackage(folder: string, options: TinyPackageOptions = {}): string {
  writeModelPackage(folder, tinyContents(options));
  return folder;
}

/** Runs `work` with a new empty folder that is removed afterwards. */
export async function inTemporaryFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'elman-test-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
