// A model package: a folder with `model.onnx`, `tokenizer.json` and `manifest.json`, opened only if all three belong
// together, and written so that a folder of that name is either whole or not there.
import { accessSync, constants, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Tokenizer } from '../prediction/languageModel';
import { REPORT_FILE } from '../report/reportData';
import { readWholeFile, sha256, syncFolder, writeDurably } from './files';
import { MANIFEST_FILE, MODEL_BYTES_LIMIT, readManifest, writeManifest, type FileEntry, type Manifest } from './manifest';
import { OnnxLanguageModel, type OnnxOptions } from './onnxModel';
import { parseTokenizer, TOKENIZER_BYTES_LIMIT, TOKENIZER_FILE } from './tokenizerFile';
import { UserError } from './userError';

export const MODEL_FILE = 'model.onnx';
/** The report of the training may lie beside the model; nothing depends on it. */
const PACKAGE_FILES: readonly string[] = [MODEL_FILE, TOKENIZER_FILE, MANIFEST_FILE, REPORT_FILE];

/** An open package. */
export interface ModelPackage {
  readonly dir: string;
  readonly manifest: Manifest;
  readonly tokenizer: Tokenizer;
  readonly model: OnnxLanguageModel;
  /** SHA-256 of `model.onnx`: names the model. */
  readonly fingerprint: string;
  /** Frees the native memory. */
  dispose(): Promise<void>;
}

/**
 * Opens a package. Nothing is handed to a library before its size and hash were checked.
 * @throws UserError that names the file that is missing, damaged, foreign or of another version, and says why.
 */
export async function openModelPackage(dir: string, options: OnnxOptions = {}): Promise<ModelPackage> {
  const manifest = readManifest(dir);
  const tokenizer = openTokenizer(dir, manifest);
  const model = { file: join(dir, MODEL_FILE), bytes: readChecked(join(dir, MODEL_FILE), manifest.files[MODEL_FILE], MODEL_BYTES_LIMIT) };
  const network = await OnnxLanguageModel.load(model, manifest, options);
  return { dir, manifest, tokenizer, model: network, fingerprint: manifest.files[MODEL_FILE].sha256, dispose: () => network.dispose() };
}

function openTokenizer(dir: string, manifest: Manifest): Tokenizer {
  const file = join(dir, TOKENIZER_FILE);
  const bytes = readChecked(file, manifest.files[TOKENIZER_FILE], TOKENIZER_BYTES_LIMIT);
  if (sha256(bytes) !== manifest.vocabularyFingerprint) throw new UserError('{0} is a foreign vocabulary: the model was trained with another one.', file);
  const tokenizer = parseTokenizer(new TextDecoder().decode(bytes), file);
  const { network: { vocabulary }, startToken } = manifest;
  if (tokenizer.size !== vocabulary) throw new UserError('{0} is a foreign vocabulary: it has {1} tokens, the model {2}.', file, tokenizer.size, vocabulary);
  if (tokenizer.startToken !== startToken) throw new UserError('{0} is a foreign vocabulary: its start token is {1}, not {2}.', file, tokenizer.startToken, startToken);
  return tokenizer;
}

/** Reads a file that must be the one that the manifest lists. */
function readChecked(file: string, entry: FileEntry, limit: number): Uint8Array {
  const bytes = readWholeFile(file, limit);
  if (bytes.length < entry.bytes) throw new UserError('{0} is truncated: {1} bytes of {2}.', file, bytes.length, entry.bytes);
  if (bytes.length > entry.bytes) throw new UserError('{0} is oversized: {1} bytes instead of {2}.', file, bytes.length, entry.bytes);
  if (sha256(bytes) !== entry.sha256) throw new UserError('{0} was changed: its SHA-256 is not the one in the manifest.', file);
  return bytes;
}

/** What a new package is made of; hashes and sizes are added to the manifest. */
export interface PackageContents {
  readonly modelBytes: Uint8Array;
  readonly tokenizerJson: string;
  readonly manifest: Omit<Manifest, 'files' | 'vocabularyFingerprint'>;
}

/**
 * Writes a package: completely into a new folder beside, then by a rename. An older package of that name is replaced.
 * @throws UserError if the folder holds something else or cannot be written; what was there stays.
 */
export function writeModelPackage(folder: string, contents: PackageContents): void {
  checkPackageFolder(folder);
  const dir = resolve(folder);
  const temporary = `${dir}.new-${process.pid}`;
  try {
    rmSync(temporary, { recursive: true, force: true });
    mkdirSync(temporary, { recursive: true });
    writeFiles(temporary, contents);
    replaceFolder(temporary, dir);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (error instanceof UserError) throw error;
    throw new UserError('The model cannot be written to {0}: {1}', dir, (error as Error).message);
  }
}

/**
 * Whether a package may be written to this folder: it is missing, empty, or holds a model package and nothing else.
 * Ask before a long training.
 * @throws UserError if not.
 */
export function checkPackageFolder(folder: string): void {
  const dir = resolve(folder);
  let names: string[];
  try {
    mkdirSync(dirname(dir), { recursive: true });
    accessSync(dirname(dir), constants.W_OK);
    names = existsSync(dir) ? readdirSync(dir) : [];
  } catch (error) {
    throw new UserError('The model cannot be written to {0}: {1}', dir, (error as Error).message);
  }
  const foreign = names.find((name) => !PACKAGE_FILES.includes(name));
  if (foreign !== undefined) throw new UserError('The folder {0} holds {1}, which belongs to no model package: choose another folder.', dir, foreign);
}

function writeFiles(folder: string, { modelBytes, tokenizerJson, manifest }: PackageContents): void {
  const tokenizerBytes = Buffer.from(tokenizerJson);
  const tokenizer = { bytes: tokenizerBytes.length, sha256: sha256(tokenizerBytes) };
  writeDurably(join(folder, MODEL_FILE), modelBytes);
  writeDurably(join(folder, TOKENIZER_FILE), tokenizerBytes);
  writeManifest(folder, {
    ...manifest,
    vocabularyFingerprint: tokenizer.sha256,
    files: { [MODEL_FILE]: { bytes: modelBytes.length, sha256: sha256(modelBytes) }, [TOKENIZER_FILE]: tokenizer },
  });
  syncFolder(folder);
}

/** Moves a finished folder to its name; a package that is there gives way at the last moment, and comes back if that fails. */
function replaceFolder(finished: string, dir: string): void {
  const previous = `${dir}.old-${process.pid}`;
  const replaces = existsSync(dir);
  if (replaces) renameSync(dir, previous);
  try {
    renameSync(finished, dir);
  } catch (error) {
    if (replaces) renameSync(previous, dir);
    throw error;
  }
  syncFolder(dirname(dir));
  if (replaces) rmSync(previous, { recursive: true, force: true });
}
