// The bundled model after a training on some texts as a workspace, as the editor makes it: what is remembered of a workspace is
// mostly asked beside a network that has learned it too.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { NamedText } from '../../src/model/evaluate';
import { trainOnWorkspace } from '../trainOnWorkspace';

const SEED = 1;

/**
 * Trains, and hands the package on for as long as `use` takes.
 * @param model package to begin with. @param use given the folder of the trained package, or `model` where its verdict was against it, and the file of what is remembered.
 */
export async function withAdaptedModel<T>(model: string, workspace: readonly NamedText[], seconds: number, use: (folder: string, memoryFile: string) => Promise<T>): Promise<T> {
  const scratch = mkdtempSync(join(tmpdir(), 'elman-mixture-'));
  try {
    const learned = join(scratch, 'workspace');
    // Folders of their own: files of two sources may have one name.
    workspace.forEach(({ name, text }, i) => write(join(learned, String(i), name), text));
    const candidate = join(scratch, 'model');
    const memory = join(scratch, 'memory');
    const order = { kind: 'train', folders: [learned], excluded: [], from: resolve(model), bundled: resolve(model), candidate, memory, seconds, seed: SEED } as const;
    const { accepted, heldOut } = await trainOnWorkspace(order, () => undefined);
    console.error(`${workspace.length} files learned: ${heldOut.before.toFixed(3)} -> ${heldOut.after.toFixed(3)} bits per byte on its held-out files${accepted ? '' : ', not taken into use'}`);
    return await use(accepted ? candidate : model, memory);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
