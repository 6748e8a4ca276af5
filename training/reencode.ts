// A model package with its weights stored in another precision.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODEL_BYTES_LIMIT, readManifest, type HeldOutFigures } from '../src/model/manifest';
import { MODEL_FILE, writeModelPackage } from '../src/model/package';
import type { Precision } from '../src/model/precision';
import { TOKENIZER_FILE } from '../src/model/tokenizerFile';
import { UserError } from '../src/model/userError';
import { exportModel, importParameters } from './graph/exportedModel';
import type { Parameters } from './graph/network';
import { countWeights } from './graph/trainable';

const WEIGHT_BYTES: Readonly<Record<Precision, number>> = { float32: 4, float16: 2, int8: 1, int4: 0.5 };

export interface Reencoded {
  /** Of the new `model.onnx`. */
  readonly bytes: number;
  /** Whether no weight was rounded. */
  readonly isExact: boolean;
}

/**
 * Copies the package in `from`, which can be opened, to `to`.
 * @param heldOut its figures; if not given those of the copied one, as far as the weights are still the same.
 * @throws UserError if `from` holds other weights than it says, or `to` cannot be written.
 */
export function reencodePackage(from: string, to: string, precision: Precision, heldOut?: HeldOutFigures[]): Reencoded {
  const manifest = readManifest(from);
  const { network } = manifest;
  const least = WEIGHT_BYTES[precision] * countWeights(network);
  if (least > MODEL_BYTES_LIMIT) throw new UserError('The weights of this model would have {0} bytes; a model file that can be opened has {1} at most.', least, MODEL_BYTES_LIMIT);
  const weights = importParameters(readFileSync(join(from, MODEL_FILE)), network);
  const modelBytes = exportModel(network, weights, precision);
  const isExact = areSame(weights, importParameters(modelBytes, network));
  writeModelPackage(to, {
    modelBytes,
    tokenizerJson: readFileSync(join(from, TOKENIZER_FILE), 'utf8'),
    manifest: { ...manifest, precision, heldOut: heldOut ?? (isExact ? manifest.heldOut : []) },
  });
  return { bytes: modelBytes.length, isExact };
}

function areSame(one: Parameters, other: Parameters): boolean {
  return Object.entries(one).every(([name, values]) => values.every((value, i) => value === other[name][i]));
}
