// Bundles the programs of the extension into `dist/`: what runs in the editor, its language server, the trainer, and the
// command line. `npm run build` for all of them, minified as they are packaged.
import { build, type BuildOptions, type OutputFile } from 'esbuild';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './projectRoot';

export const outputFolder = path.join(projectRoot, 'dist');
/** Written last, so that it says when a complete build was made. */
export const buildStamp = path.join(outputFolder, '.built');

/** What every bundle has in common. Native libraries stay outside; they are found in `node_modules`. */
export const common: BuildOptions = {
  absWorkingDir: projectRoot,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  legalComments: 'none',
  mainFields: ['module', 'main'],
  external: ['vscode', 'onnxruntime-node'],
  logLevel: 'warning',
  metafile: true,
};

/** Official builds of ONNX Runtime report usage over the network unless this is set before they load. */
const noTelemetry = { js: "process.env.ORT_DISABLE_TELEMETRY='1';" };

/** Bundle name in `dist` -> how it is made. */
export const bundles: Readonly<Record<string, BuildOptions>> = {
  extension: { entryPoints: ['src/extension.ts'] },
  server: { entryPoints: ['src/server/main.ts'], banner: noTelemetry },
  trainer: { entryPoints: ['training/trainer.ts'], banner: noTelemetry },
  // Runs in browsers and in the editor's views; its style sheet is written beside it.
  reportPage: { entryPoints: ['src/reportPage/main.ts'], platform: 'browser', format: 'iife', target: 'es2022', external: [] },
  // Only the command line trains tokenizers, with a native library that no package carries.
  cli: { entryPoints: ['src/cli.ts'], banner: noTelemetry, external: ['vscode', 'onnxruntime-node', 'tokenizers'] },
};

/**
 * Builds the named bundles, all by default.
 * @returns per bundle the source files that went into it, relative to the project.
 * @throws esbuild's error if one does not build.
 */
export async function buildBundles(names: readonly string[] = Object.keys(bundles)): Promise<Record<string, string[]>> {
  const isComplete = names.length === Object.keys(bundles).length;
  if (isComplete) rmSync(buildStamp, { force: true });
  const inputs: Record<string, string[]> = {};
  for (const name of names) {
    const result = await build({ ...common, ...bundles[name], outfile: path.join(outputFolder, `${name}.js`), write: false });
    result.outputFiles!.forEach(putInPlace);
    inputs[name] = Object.keys(result.metafile!.inputs);
  }
  if (isComplete) writeFileSync(buildStamp, '');
  return inputs;
}

/** Writes a file beside its place and renames it, so that another process never reads half of it. */
function putInPlace({ path: file, contents }: OutputFile): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, contents);
  renameSync(unfinished, file);
}

if (require.main === module) {
  buildBundles().catch(() => process.exit(1)); // esbuild has said what is wrong
}
