// The server as it ships, bundled once per test process, with a trainer beside it that does what a test asks of it.
import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const project = resolve(__dirname, '..', '..', '..');
let bundled: Promise<string> | undefined;

/** Path of `server.js`; made by the first call. */
export function serverBundle(): Promise<string> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<string> {
  // Below the project, so that the native runtime is found in its node_modules.
  mkdirSync(join(project, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(project, 'dist', 'test-server-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await build({
    absWorkingDir: project,
    entryPoints: { server: 'src/server/main.ts', trainer: 'test/server/support/fakeTrainer.ts' },
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
