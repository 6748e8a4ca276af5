// The bundled model after a training on some texts as a workspace, as the editor makes it: what is remembered of a workspace is
// mostly asked beside a network that has learned it too.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { NamedText } from '../../src/model/evaluate';
import { trainOnWorkspace } from '../trainOnWorkspace';

const SEED = 1;

/** What a training left, until it is removed. */
export interface AdaptedModel {
  /** Folder of the trained package, or the one it began with where its verdict was against it. */
  readonly folder: string;
  /** What is remembered of the workspace. */
  readonly memoryFile: string;
  remove(): void;
}

/** @param model package to begin with. */
export async function adaptModel(model: string, workspace: readonly NamedText[], seconds: number): Promise<AdaptedModel> {
  const scratch = mkdtempSync(join(tmpdir(), 'elman-mixture-'));
  const remove = () => rmSync(scratch, { recursive: true, force: true });
  try {
    const learned = join(scratch, 'workspace');
    // Folders of their own: files of two sources may have one name.
    workspace.forEach(({ name, text }, i) => write(join(learned, String(i), name), text));
    const candidate = join(scratch, 'model');
    const memoryFile = join(scratch, 'memory');
    const order = { kind: 'train', folders: [learned], excluded: [], from: resolve(model), bundled: resolve(model), candidate, memory: memoryFile, seconds, seed: SEED } as const;
    const { accepted, heldOut } = await trainOnWorkspace(order, () => undefined);
    console.error(`${workspace.length} files learned: ${heldOut.before.toFixed(3)} -> ${heldOut.after.toFixed(3)} bits per byte on its held-out files${accepted ? '' : ', not taken into use'}`);
    return { folder: accepted ? candidate : model, memoryFile, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
