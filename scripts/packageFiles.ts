// What a package carries: every file by name, per target. Nothing else gets in, and a test compares this list with what
// is in the zip. Paths are those inside the package; the second column says where in the checkout a file comes from.

/** The platforms that onnxruntime-node has binaries for, by the names of the marketplace. */
export const targets = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64', 'win32-arm64'] as const;
export type Target = (typeof targets)[number];

/** onnxruntime-node and what it needs, under `dist/`, where the bundles find it by Node's own rules. */
const runtime = 'dist/node_modules/onnxruntime-node';
const runtimeCommon = 'dist/node_modules/onnxruntime-common';

/** Libraries that a program loads; on macOS the loader wants the name without the full version. */
const nativeFiles: Readonly<Record<Target, readonly string[]>> = {
  'linux-x64': ['libonnxruntime.so.1', 'onnxruntime_binding.node'],
  'linux-arm64': ['libonnxruntime.so.1', 'onnxruntime_binding.node'],
  'darwin-arm64': ['libonnxruntime.1.dylib', 'onnxruntime_binding.node'],
  'win32-x64': ['DirectML.dll', 'dxcompiler.dll', 'dxil.dll', 'onnxruntime.dll', 'onnxruntime_binding.node'],
  'win32-arm64': ['DirectML.dll', 'dxcompiler.dll', 'dxil.dll', 'onnxruntime.dll', 'onnxruntime_binding.node'],
};

const commonScripts = [
  'backend', 'backend-impl', 'env', 'env-impl', 'index', 'inference-session', 'inference-session-impl', 'onnx-model',
  'onnx-value', 'tensor', 'tensor-conversion', 'tensor-conversion-impl', 'tensor-factory', 'tensor-factory-impl',
  'tensor-impl', 'tensor-impl-type-mapping', 'tensor-utils', 'tensor-utils-impl', 'trace', 'type-helper', 'version',
];

/** The READMEs and what they link to: the editor shows them with the installed extension. */
const documents = ['ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'README.ko.md', 'README.md', 'docs/accessibility.md'];
const pictures = ['ghost-korean', 'ghost-prose', 'ghost-typescript', 'heat-map', 'icon', 'perplexity', 'training'].map((name) => `images/${name}.png`);
const steps = ['accept', 'perplexity', 'privacy', 'train', 'type'].map((name) => `images/walkthrough/${name}.svg`);
const texts = ['l10n/bundle.l10n.ko.json', 'package.nls.json', 'package.nls.ko.json'];
const programs = ['dist/extension.js', 'dist/server.js', 'dist/trainer.js', 'dist/reportPage.js', 'dist/reportPage.css'];
const model = ['NOTICES.txt', 'README.md', 'manifest.json', 'model.onnx', 'rehearsal.json', 'tokenizer.json'];

/** Path in the package -> path in the checkout, for everything that is copied. */
export function packageFiles(target: Target): ReadonlyMap<string, string> {
  const native = `bin/napi-v6/${target.replace('-', '/')}`;
  const fromRuntime = [
    'package.json',
    ...['backend', 'binding', 'index', 'version'].map((name) => `dist/${name}.js`),
    ...nativeFiles[target].map((name) => `${native}/${name}`),
  ];
  // dist/cjs/package.json says that these files are CommonJS; without it they do not load.
  const fromCommon = ['package.json', 'dist/cjs/package.json', ...commonScripts.map((name) => `dist/cjs/${name}.js`)];
  return new Map([
    ...[...documents, ...pictures, ...steps, ...texts, ...programs, 'dist/NOTICES.txt'].map((file) => [file, file] as const),
    ...model.map((name) => [`models/base/${name}`, `models/base/${name}`] as const),
    ...fromRuntime.map((name) => [`${runtime}/${name}`, `node_modules/onnxruntime-node/${name}`] as const),
    ...fromCommon.map((name) => [`${runtimeCommon}/${name}`, `node_modules/onnxruntime-common/${name}`] as const),
  ]);
}

/** Names of all entries of the package of a target, sorted: what is copied, what is written, and what the tool adds. */
export function packageEntries(target: Target): string[] {
  const copied = [...packageFiles(target).keys(), 'package.json'].map((file) => `extension/${renamedByTool[file] ?? file}`);
  return [...copied, 'extension.vsixmanifest', '[Content_Types].xml'].sort();
}

/** The packaging tool gives these the names that the marketplace looks for. */
export const renamedByTool: Readonly<Record<string, string>> = { 'README.md': 'readme.md', 'CHANGELOG.md': 'changelog.md', LICENSE: 'LICENSE.txt' };
