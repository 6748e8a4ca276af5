// From a model package and documents to a better package: the live weights are trained on, exported, and the new
// package is opened again to be measured. Shared by the workspace trainer and the command line.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluateTexts, type Evaluation, type NamedText } from '../src/model/evaluate';
import type { Manifest, TrainingData } from '../src/model/manifest';
import { fingerprint, readManifest } from '../src/model/manifest';
import type { NetworkDescription } from '../src/model/networkDescription';
import { DEFAULT_PRECISION, type Precision } from '../src/model/precision';
import { openModelPackage, writeModelPackage, type ModelPackage } from '../src/model/package';
import { balanced } from './balance';
import { exportModel, importParameters } from './graph/exportedModel';
import type { Parameters } from './graph/network';
import type { TrainedNetwork } from './trainNetwork';

/** Network and weights of a package, as float32 and at the scales that training begins with. @throws UserError if it holds others than it says. */
export function readParameters(folder: string): { network: NetworkDescription; parameters: Parameters } {
  const { network } = readManifest(folder);
  return { network, parameters: balanced(network, importParameters(readFileSync(join(folder, 'model.onnx')), network)) };
}

/** What a package says of its training. */
export interface Provenance {
  readonly name: string;
  readonly data: readonly TrainingData[];
  readonly seed: number;
  /** Folder of the package that training started from. */
  readonly from?: string;
  /** Runs that led to that package. */
  readonly earlier?: Manifest['training']['earlier'];
  readonly heldOut: Manifest['heldOut'];
}

/** Writes a model package atomically. */
export function exportPackage(folder: string, { network, trained, tokenizerJson, precision = DEFAULT_PRECISION, provenance }: { network: NetworkDescription; trained: TrainedNetwork; tokenizerJson: string; precision?: Precision; provenance: Provenance }): void {
  const { name, data, seed, from, earlier, heldOut } = provenance;
  writeModelPackage(folder, {
    modelBytes: exportModel(network, trained.parameters, precision),
    tokenizerJson,
    manifest: {
      formatVersion: 1,
      name,
      created: new Date().toISOString(),
      network,
      startToken: 0,
      precision,
      training: { data: [...data], tokens: trained.tokens, steps: trained.steps, seconds: Math.round(trained.seconds), seed, ...(from ? { from: fingerprint(join(from, 'model.onnx')) } : {}), ...(earlier ? { earlier } : {}) },
      heldOut,
    },
  });
}

/** Measures a package on texts. */
export function evaluatePackage(folder: string, texts: readonly NamedText[]): Promise<Evaluation> {
  return withPackage(folder, (opened) => evaluateTexts(opened, texts));
}

/** Opens a package for as long as `work` takes, on both cores: nobody types into it. */
export async function withPackage<T>(folder: string, work: (opened: ModelPackage) => Promise<T>): Promise<T> {
  const opened = await openModelPackage(folder, { threads: 2 });
  try {
    return await work(opened);
  } finally {
    await opened.dispose();
  }
}
