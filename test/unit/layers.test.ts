// Keeps the table of ARCHITECTURE.md: which room may import what. Reads the imports of every source file; a new room or a
// new library must be entered here, and in the table.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.join(__dirname, '..', '..');

/** What files of one room may import; `src/...` and `training/...` are files of this project by prefix. */
interface Layer {
  readonly room: string;
  readonly may: readonly string[];
  /** Exceptions inside the room. */
  readonly but?: readonly string[];
}

const trainingLibraries = ['onnxruntime-node', 'onnxruntime-common', 'tokenizers', 'pbf', 'ml-matrix', 'typescript'];
const serverLibraries = ['vscode-languageserver', 'vscode-languageserver-protocol', 'vscode-languageserver-textdocument'];

/** The first room that a file lies in counts. */
const layers: readonly Layer[] = [
  { room: 'src/prediction/', may: ['src/prediction/'] },
  { room: 'src/privacy/', may: ['src/privacy/', 'picomatch', 'node:fs', 'node:path', 'node:os'] },
  {
    room: 'src/model/',
    may: ['src/model/', 'src/prediction/', 'src/report/', 'onnxruntime-node', 'onnxruntime-common', 'pbf', 'node:fs', 'node:path', 'node:crypto', 'node:os'],
  },
  { room: 'src/statistics/', may: ['src/statistics/', 'src/model/files', 'src/model/hostileJson', 'src/model/userError', 'node:fs', 'node:path'] },
  { room: 'src/report/', may: ['src/report/', 'src/model/userError', 'src/prediction/perplexity'] },
  { room: 'src/reportPage/', may: ['src/reportPage/', 'src/report/', 'uplot'] },
  { room: 'training/graph/', may: ['training/graph/', 'src/model/', 'src/prediction/', 'onnxruntime-node', 'onnxruntime-common'] },
  { room: 'training/kernels/', may: ['training/kernels/', 'training/adam'] },
  { room: 'training/', may: ['training/', 'src/model/', 'src/prediction/', 'src/privacy/', 'src/report/', 'node:', ...trainingLibraries] },
  { room: 'src/server/', may: ['src/server/', 'src/prediction/', 'src/model/', 'src/privacy/', 'src/report/', 'training/messages', 'node:', ...serverLibraries] },
  { room: 'src/replay/', may: ['src/replay/', 'src/server/', 'src/prediction/', 'src/model/', 'src/privacy/', 'src/report/', 'training/', 'node:', ...serverLibraries] },
  { room: 'src/client/', may: ['src/client/', 'src/report/', 'src/statistics/', 'src/server/protocol', 'src/model/userError', 'src/privacy/switchedOn', 'vscode', 'vscode-languageclient', 'node:path', 'node:crypto'] },
  { room: 'src/extension', may: ['src/client/', 'src/statistics/', 'src/server/protocol', 'src/model/userError', 'vscode', 'vscode-languageclient', 'node:path'] },
  { room: 'src/cli', may: ['src/', 'training/', 'node:', ...trainingLibraries, ...serverLibraries], but: ['src/client/', 'src/extension'] },
];

interface Import {
  readonly from: string;
  /** A project file without its ending, or a package or Node module as written. */
  readonly to: string;
}

const files = ['src', 'training'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
    .filter((name) => name.endsWith('.ts')),
);
const imports = files.flatMap((file) => importsOf(file));

function importsOf(file: string): Import[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(path.join(root, file), 'utf8'), true, true);
  return importedFiles.map(({ fileName }) => ({
    from: file,
    to: fileName.startsWith('.') ? path.posix.join(path.posix.dirname(file), fileName) : fileName,
  }));
}

const isWithin = (to: string, allowed: string): boolean => to === allowed || to.startsWith(/[/:]$/.test(allowed) ? allowed : `${allowed}/`);

function isAllowed({ from, to }: Import): boolean {
  const layer = layers.find(({ room }) => from.startsWith(room));
  return layer !== undefined && layer.may.some((allowed) => isWithin(to, allowed)) && !layer.but?.some((forbidden) => to.startsWith(forbidden));
}

/** Identifiers that a file uses, comments and strings apart. */
function identifiersOf(file: string): Set<string> {
  const source = ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest);
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) found.add(node.text);
    if (ts.isPropertyAccessExpression(node)) found.add(node.getText(source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('the layers', () => {
  it('are those of the table in ARCHITECTURE.md', () => {
    assert.deepEqual(imports.filter((one) => !isAllowed(one)).map(({ from, to }) => `${from} imports ${to}`), []);
  });

  it('notice a wrong import', () => {
    const wrong: Import[] = [
      { from: 'src/prediction/words.ts', to: 'node:fs' },
      { from: 'src/prediction/words.ts', to: 'src/model/manifest' },
      { from: 'src/client/status.ts', to: 'src/server/main' },
      { from: 'src/server/main.ts', to: 'training/trainer' },
      { from: 'src/server/main.ts', to: 'test/support/editor' },
      { from: 'src/cli.ts', to: 'vscode' },
    ];
    assert.deepEqual(wrong.filter((one) => isAllowed(one)), []);
  });

  it('find every file that is imported', () => {
    const known = new Set(files.map((file) => file.replace(/\.ts$/, '')));
    const ofProject = imports.filter(({ to }) => /^(src|training|test|bench|scripts)\//.test(to));
    const isFile = (to: string): boolean => known.has(to) || statSync(path.join(root, to), { throwIfNoEntry: false })?.isFile() === true;
    assert.deepEqual(ofProject.filter(({ to }) => !isFile(to)), []);
  });

  it('have no cycles', () => {
    assert.equal(cycle(), undefined);
  });

  it('have no barrel files and no utils', () => {
    assert.deepEqual(files.filter((file) => /(^|\/)(index|utils?|helpers?)\.ts$/.test(file)), []);
  });

  it('keep clock, chance and console out of the prediction', () => {
    const impure = ['Date', 'Math.random', 'console', 'process', 'performance', 'setTimeout', 'setInterval', 'setImmediate', 'globalThis', 'require', 'fetch'];
    const found = files
      .filter((file) => file.startsWith('src/prediction/'))
      .flatMap((file) => impure.filter((name) => identifiersOf(file).has(name)).map((name) => `${file} uses ${name}`));
    assert.deepEqual(found, []);
  });
});

/** The files of some import cycle, or undefined. Imports of types count: files that need each other belong together. */
function cycle(): string[] | undefined {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), `${to}.ts`]);
  const done = new Set<string>();
  const search = (file: string, trail: string[]): string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const target of targets.get(file) ?? []) {
      const found = search(target, [...trail, file]);
      if (found) return found;
    }
    done.add(file);
    return undefined;
  };
  return files.map((file) => search(file, [])).find((found) => found !== undefined);
}
