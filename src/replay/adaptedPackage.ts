// The bundled model after a training on a folder, as "Train on Workspace" makes it: the same code, the same verdict.
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TrainerReport } from '../../training/messages';
import { trainOnWorkspace } from '../../training/trainOnWorkspace';
import { findWorkspaceFiles } from '../../training/workspaceCorpus';
import { UserError } from '../model/userError';
import { defaultSettings } from '../server/settings';

const SEED = 1;

export interface Adaptation {
  /** The package that is in use after the training. */
  readonly folder: string;
  /** What is remembered of the folder beside the network. */
  readonly memoryFile: string;
  /** Bits per byte on the folder's held-out files. */
  readonly before: number;
  readonly after: number;
  readonly isAccepted: boolean;
}

export interface AdaptationOrder {
  /** Package to start from; the bundled one for what must not be forgotten. */
  readonly model: string;
  /** Folder to learn. */
  readonly learned: string;
  /** New folder for the package. */
  readonly candidate: string;
  /** Files that are replayed: none of them may be learned. */
  readonly replayed: readonly string[];
  readonly seconds?: number;
  readonly onProgress?: (report: Extract<TrainerReport, { kind: 'progress' }>) => void;
}

/** @throws UserError if a file that is replayed would be learned, or the training cannot start or fails. */
export async function adaptedPackage({ model, learned, candidate, replayed, seconds = defaultSettings.trainingSeconds, onProgress }: AdaptationOrder): Promise<Adaptation> {
  const folders = [resolve(learned)];
  const { train, heldOut } = findWorkspaceFiles({ folders, excluded: [] });
  const known = new Set([...train, ...heldOut].map(({ path }) => realpathSync(path)));
  const both = replayed.find((path) => known.has(realpathSync(path)));
  if (both !== undefined) throw new UserError('The file {0} would be learned: what is replayed must not lie in {1}.', both, learned);
  const memoryFile = `${candidate}.memory`;
  const order = { kind: 'train', folders, excluded: [], from: resolve(model), bundled: resolve(model), candidate, memory: memoryFile, seconds, seed: SEED } as const;
  const verdict = await trainOnWorkspace(order, (report) => {
    if (report.kind === 'progress') onProgress?.(report);
  });
  return { folder: verdict.accepted ? candidate : model, memoryFile, ...verdict.heldOut, isAccepted: verdict.accepted };
}
