// `npm run package`: one .vsix per platform into `dist/packages/`, of exactly the files that `packageFiles.ts` names.
// `-- --target X` makes one only. Prints what was made and which of it was run on this machine.
import { createVSIX } from '@vscode/vsce';
import { transform } from 'esbuild';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildBundles, outputFolder } from './build';
import { noticesOf } from './notices';
import { packageFiles, renamedByTool, targets, type Target } from './packageFiles';
import { projectRoot } from './projectRoot';

export const packagesFolder = path.join(outputFolder, 'packages');
const programs = ['extension', 'server', 'trainer', 'reportPage'];

/** The target of this machine, or undefined where there is none. */
export function hostTarget(): Target | undefined {
  return targets.find((target) => target === `${process.platform}-${process.arch}`);
}

/** The .vsix of a target; it need not exist. */
export function packageFile(target: Target): string {
  return path.join(packagesFolder, `elman-${target}-${readManifest(manifestFile, [])['version'] as string}.vsix`);
}

/** Builds and packages. @throws Error with a sentence if a file of the allow-list is missing. */
export async function makePackages(wanted: readonly Target[]): Promise<void> {
  const inputs = await buildBundles(programs);
  writeFileSync(path.join(outputFolder, 'NOTICES.txt'), noticesOf(Object.values(inputs).flat()));
  mkdirSync(packagesFolder, { recursive: true });
  for (const target of wanted) await makePackage(target);
}

async function makePackage(target: Target): Promise<void> {
  const stage = path.join(outputFolder, 'stage', target);
  rmSync(stage, { recursive: true, force: true });
  for (const [to, from] of packageFiles(target)) await stageFile(path.join(projectRoot, from), path.join(stage, to));
  writeFileSync(path.join(stage, 'package.json'), JSON.stringify(readManifest(manifestFile, development), null, 2));
  writeFileSync(path.join(stage, '.vscodeignore'), '!*.md'); // the tool wants one, and would leave CONTRIBUTING.md out
  const packagePath = packageFile(target);
  await createVSIX({ cwd: stage, target, packagePath, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false });
  rmSync(stage, { recursive: true, force: true });
}

/**
 * Copies a file. Of others' packages, scripts lose their comments, so that what is left to search for words is code, and
 * manifests what concerns their installation.
 */
async function stageFile(from: string, to: string): Promise<void> {
  if (!existsSync(from)) throw new Error(`${path.relative(projectRoot, from)} is missing, so no package can be made.`);
  mkdirSync(path.dirname(to), { recursive: true });
  const ofOthers = from.includes('node_modules');
  if (!ofOthers && from.endsWith('.md')) return writeFileSync(to, stagedMarkdown(from));
  if (ofOthers && from.endsWith('.js')) {
    const { code } = await transform(readFileSync(from, 'utf8'), { minifyWhitespace: true, legalComments: 'none', target: 'node20' });
    writeFileSync(to, code);
  } else if (ofOthers && path.basename(from) === 'package.json') {
    writeFileSync(to, JSON.stringify(readManifest(from, installation), null, 2));
  } else {
    copyFileSync(from, to);
  }
}

/**
 * Text of a document of ours. The editor shows the README on the extension's page, where pictures come from https addresses
 * only: relative ones and data addresses are broken there. Elman has no address, so the README goes without them.
 */
function stagedMarkdown(from: string): string {
  const markdown = withNamesOfTool(readFileSync(from, 'utf8'));
  return path.relative(projectRoot, from) === 'README.md' ? withoutPictures(markdown) : markdown;
}

/** Leaves out the paragraphs that are pictures. */
function withoutPictures(markdown: string): string {
  return markdown.replace(/^!\[[^\]]*\]\([^)]*\)\n\n?/gm, '');
}

/** Links to files that the packaging tool renames lead to the new names. */
function withNamesOfTool(markdown: string): string {
  return markdown.replace(/\]\(([^)]+)\)/g, (link, target: string) => (renamedByTool[target] ? `](${renamedByTool[target]})` : link));
}

const manifestFile = path.join(projectRoot, 'package.json');
const installation = ['scripts', 'dependencies', 'devDependencies', 'binary'];
/** Sections of our own manifest that only the checkout needs. */
const development = [...installation, 'allowScripts', 'overrides', 'private'];

function readManifest(file: string, without: readonly string[]): Record<string, unknown> {
  const sections = Object.entries(JSON.parse(readFileSync(file, 'utf8')));
  return Object.fromEntries(sections.filter(([name]) => !without.includes(name)));
}

function printTable(made: readonly Target[]): void {
  console.log('\nPackage'.padEnd(40), 'MB'.padStart(6), '  Run on this machine');
  for (const target of made) {
    const file = packageFile(target);
    const megabytes = (statSync(file).size / 1e6).toFixed(1);
    console.log(path.basename(file).padEnd(39), megabytes.padStart(6), ` ${target === hostTarget() ? 'by npm test' : 'no: never run'}`);
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { target: { type: 'string' } } });
  const wanted = values.target === undefined ? targets : targets.filter((target) => target === values.target);
  if (wanted.length === 0) {
    console.error(`There is no target "${values.target}"; there are ${targets.join(', ')}.`);
    return 2;
  }
  await makePackages(wanted);
  printTable(wanted);
  return 0;
}

if (require.main === module) {
  main().then(
    (code) => process.exit(code),
    (error: NodeJS.ErrnoException) => {
      console.error(error.message);
      process.exit(error.code?.startsWith('ERR_PARSE_ARGS') ? 2 : 1);
    },
  );
}
