// Source code of TypeScript, JavaScript and Python for the bundled model, from pinned packages: what people wrote and
// nobody else. Split by package (held out by name) and, among the others, by the hash of the path.
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { languageOf } from '../../src/privacy/languages';
import { NearDuplicates } from './nearDuplicates';
import { unpackedPackage } from './packageCache';
import { heldOutPackages, readPackageList } from './packageList';
import type { PinnedPackage } from './pinnedPackage';
import { readKnownText, readText } from './readText';
import { isGenerated, isMinified } from '../../src/privacy/textKind';

export interface SourceFile {
  /** Package and version, then the path inside it. */
  readonly path: string;
  /** The editor's language identifier. */
  readonly language: string;
  /** The file itself, where packages are unpacked. */
  readonly file: string;
  /** Of its text as UTF-8. */
  readonly bytes: number;
  readonly split: 'train' | 'valid' | 'test';
  /** Package and version. */
  readonly source: string;
  /** SPDX identifier. */
  readonly licence: string;
}

const LANGUAGES = new Set(['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'python']);
/** Larger files are tables and bundles. */
const LARGEST_FILE_BYTES = 200_000;
/** Bytes of one package at most, so that none sets the tone: many packages of each language rather than all of a few. */
const LARGEST_PACKAGE_BYTES = { typescript: 750_000, javascript: 450_000, python: 450_000 };
/** One file in so many of the training packages watches the training. */
const VALID_ONE_IN = 25;
/** Built, copied or merely tested code: folders anywhere in a path. */
const LEFT_OUT_FOLDERS = /(?:^|\/)(?:node_modules|vendor|vendored|_vendor|third[_-]?party|extern(?:als?)?|dist|build|bundles?|cjs|esm|umd|lib\.commonjs|test|tests|testing|__tests?__|__fixtures__|fixtures|__mocks__|idlelib|lib2to3|locale)\//;
const LEFT_OUT_FILES = /\.d\.[cm]?ts$|\.min\.[cm]?js$|[.-](?:test|spec|bundle)\.[cm]?[jt]sx?$|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/;

/**
 * Reads all packages of the list; those missing in the cache are fetched.
 * @throws UserError if a package cannot be fetched or states another licence than the one pinned.
 */
export async function readPackageSources(sourcesFile: string, cacheFolder: string, onProgress: (sentence: string) => void): Promise<SourceFile[]> {
  const packages = readPackageList(sourcesFile);
  const heldOut = heldOutPackages(packages);
  const files: SourceFile[] = [];
  for (const pinned of packages) {
    const read = readPackage(pinned, cacheFolder, heldOut.has(pinned.name), onProgress);
    onProgress(`${pinned.name} ${pinned.version}: ${read.length} files`);
    files.push(...read);
  }
  const kept = withoutCopies(files);
  onProgress(`dropped ${files.length - kept.length} copies among ${files.length} files`);
  return kept;
}

function readPackage(pinned: PinnedPackage, cacheFolder: string, isHeldOut: boolean, onProgress: (sentence: string) => void): SourceFile[] {
  const { folder, isAllowed } = unpackedPackage(pinned, cacheFolder, onProgress);
  const source = `${pinned.name}@${pinned.version}`;
  const paths = filesBelow(folder).filter((path) => isWanted(path, pinned) && isAllowed(path));
  const largest = pinned.maximumBytes ?? LARGEST_PACKAGE_BYTES[pinned.language];
  const files: SourceFile[] = [];
  let bytes = 0;
  for (const path of byHash(paths, source)) {
    const size = statSync(join(folder, path)).size;
    if (size > LARGEST_FILE_BYTES || bytes + size > largest) continue;
    const text = readText(join(folder, path));
    if (!text?.trim() || isGenerated(text, languageOf(path)) || isMinified(text)) continue;
    bytes += size;
    const split = isHeldOut ? 'test' : hashOf(source + path) % VALID_ONE_IN === 0 ? 'valid' : 'train';
    files.push({ path: `${source}/${path}`, language: languageOf(path), file: join(folder, path), bytes: Buffer.byteLength(text), split, source, licence: pinned.licence });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function isWanted(path: string, { language, folders }: PinnedPackage): boolean {
  const isPython = languageOf(path) === 'python';
  return LANGUAGES.has(languageOf(path)) && isPython === (language === 'python') && !path.endsWith('.pyi') && !LEFT_OUT_FOLDERS.test(path) && !LEFT_OUT_FILES.test(path)
    && (!folders || folders.some((folder) => path.startsWith(`${folder}/`)));
}

/** Held-out files are heard first, so that of two copies the one trained on is dropped. */
function withoutCopies(files: readonly SourceFile[]): SourceFile[] {
  const known = new NearDuplicates();
  const kept = new Set<SourceFile>();
  for (const split of ['test', 'valid', 'train'] as const) {
    for (const file of files) if (file.split === split && known.addIfNew(readKnownText(file.file))) kept.add(file);
  }
  return files.filter((file) => kept.has(file));
}

/** Paths below a folder with forward slashes; links are not followed. */
function filesBelow(folder: string, prefix = ''): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = prefix + entry.name;
    if (entry.isDirectory()) return filesBelow(folder, `${path}/`);
    return entry.isFile() ? [path] : [];
  });
}

/** A fixed order that no alphabet sets, for taking a part. */
function byHash(paths: readonly string[], salt: string): string[] {
  const hashes = new Map(paths.map((path) => [path, hashOf(salt + path)]));
  return [...paths].sort((a, b) => hashes.get(a)! - hashes.get(b)! || (a < b ? -1 : 1));
}

function hashOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE();
}
