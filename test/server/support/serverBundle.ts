// The server as it ships, bundled once per test process and trainer, with a trainer beside it: one that does what a test
// asks of it, or the one that ships.
import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const project = resolve(__dirname, '..', '..', '..');
const TRAINERS = { fake: 'test/server/support/fakeTrainer.ts', real: 'training/trainer.ts' } as const;
const bundled = new Map<keyof typeof TRAINERS, Promise<string>>();

/** Path of `server.js`; made by the first call. */
export function serverBundle(trainer: keyof typeof TRAINERS = 'fake'): Promise<string> {
  const made = bundled.get(trainer) ?? bundle(TRAINERS[trainer]);
  bundled.set(trainer, made);
  return made;
}

async function bundle(trainer: string): Promise<string> {
  // Below the project, so that the native runtime is found in its node_modules.
  mkdirSync(join(project, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(project, 'dist', 'test-server-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await build({
    absWorkingDir: project,
    entryPoints: { server: 'src/server/main.ts', trainer },
    outdir: folder,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['onnxruntime-node'],
    logLevel: 'error',
    sourcemap: 'inline',
  });
  return join(folder, 'server.js');
}
