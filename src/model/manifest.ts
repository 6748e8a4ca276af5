// `manifest.json` of a model package: what the model is, which files belong to it, how it was made and what it reaches.
// It is hostile until it is read: only known fields, within named limits, come out of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWholeFile, sha256, writeDurably } from './files';
import { parseObject, type Fields } from './hostileJson';
import { CELLS, INITIAL_STATES, type NetworkDescription } from './networkDescription';
import { PRECISIONS, type Precision } from './precision';
import { LARGEST_VOCABULARY, SMALLEST_VOCABULARY } from './tokenizerFile';
import { UserError } from './userError';

export const MANIFEST_FILE = 'manifest.json';
/** Another number means that older programs cannot use the package. */
export const FORMAT_VERSION = 1;
/** A manifest that names some hundred packages of training data has about 50 kB. */
export const MANIFEST_BYTES_LIMIT = 1 << 20;
/** Twenty times the bundled model and more; beyond it one keystroke costs more than the editor may wait. */
export const MODEL_BYTES_LIMIT = 256 << 20;
/** More layers read no better at these sizes, and each is a state to keep per line. */
export const MOST_LAYERS = 3;
/** Of the embedding and the hidden state: a step costs their product, 17 million multiplications at this limit. */
export const LARGEST_UNITS = 4096;
/** Sources of training data and of held-out text that one manifest lists. */
const MOST_ENTRIES = 1000;
/** UTF-16 units of a name or licence that is shown. */
const LONGEST_NAME = 200;

export interface FileEntry {
  readonly bytes: number;
  /** SHA-256, hexadecimal. */
  readonly sha256: string;
}

/** One source of text that was trained on. */
export interface TrainingData {
  readonly name: string;
  readonly licence: string;
  /** UTF-8. */
  readonly bytes: number;
}

/** What the model reaches on one held-out text, static, every file from a zero state. */
export interface HeldOutFigures {
  readonly name: string;
  readonly bytes: number;
  readonly bitsPerByte: number;
  readonly perplexityPerWord: number;
  readonly perplexityPerToken: number;
}

export interface Manifest {
  readonly formatVersion: typeof FORMAT_VERSION;
  readonly name: string;
  /** ISO 8601. */
  readonly created: string;
  readonly network: NetworkDescription;
  readonly startToken: number;
  /** Of the weights in `model.onnx`. */
  readonly precision: Precision;
  /** SHA-256 of the `tokenizer.json` that the weights were trained with. */
  readonly vocabularyFingerprint: string;
  readonly files: { readonly 'model.onnx': FileEntry; readonly 'tokenizer.json': FileEntry };
  readonly training: {
    readonly data: TrainingData[];
    readonly tokens: number;
    readonly steps: number;
    readonly seconds: number;
    readonly seed: number;
    /** SHA-256 of the `model.onnx` whose weights it started from. */
    readonly from?: string;
    /** Of the runs before this one, where it went on from their weights. */
    readonly earlier?: { readonly seconds: number; readonly tokens: number };
  };
  readonly heldOut: HeldOutFigures[];
}

/** Reads the manifest of a package. @throws UserError if it is missing, damaged, or of another version. */
export function readManifest(folder: string): Manifest {
  const file = join(folder, MANIFEST_FILE);
  return parseManifest(new TextDecoder().decode(readWholeFile(file, MANIFEST_BYTES_LIMIT)), file);
}

/**
 * A manifest with nothing in it but what is checked.
 * @param file path for the sentences.
 * @throws UserError
 */
export function parseManifest(text: string, file: string): Manifest {
  const fields = parseObject(text, file);
  const version = fields.value('formatVersion');
  if (version !== FORMAT_VERSION) throw new UserError('{0} has format version {1}; this version of Elman reads {2}.', file, shown(version), FORMAT_VERSION);
  const network = networkOf(fields.object('network'));
  return {
    formatVersion: FORMAT_VERSION,
    name: fields.text('name', LONGEST_NAME),
    created: fields.date('created'),
    network,
    startToken: fields.integer('startToken', 0, network.vocabulary - 1),
    // Packages of the first version do not say it: they were all written so.
    precision: fields.has('precision') ? fields.choice('precision', PRECISIONS) : 'float16',
    vocabularyFingerprint: fields.hash('vocabularyFingerprint'),
    files: filesOf(fields.object('files')),
    training: trainingOf(fields.object('training')),
    heldOut: fields.objects('heldOut', MOST_ENTRIES).map(heldOutOf),
  };
}

/** Writes a manifest that `readManifest` accepts. @throws UserError if it would not. */
export function writeManifest(folder: string, manifest: Manifest): void {
  const file = join(folder, MANIFEST_FILE);
  const text = JSON.stringify(manifest, undefined, 2);
  parseManifest(text, file);
  writeDurably(file, text);
}

/** SHA-256 of a file's bytes, hexadecimal: names a model or a vocabulary. */
export function fingerprint(file: string): string {
  return sha256(readFileSync(file));
}

/** @throws UserError if a size is beyond its limit. */
export function networkOf(fields: Fields): NetworkDescription {
  return {
    cell: fields.choice('cell', CELLS),
    layers: fields.integer('layers', 1, MOST_LAYERS),
    embedding: fields.integer('embedding', 1, LARGEST_UNITS),
    hidden: fields.integer('hidden', 1, LARGEST_UNITS),
    vocabulary: fields.integer('vocabulary', SMALLEST_VOCABULARY, LARGEST_VOCABULARY),
    // Packages of the first version do not say it: they have the default.
    tied: fields.has('tied') ? fields.choice('tied', [true, false]) : true,
    initialState: fields.has('initialState') ? fields.choice('initialState', INITIAL_STATES) : 'zero',
  };
}

function filesOf(fields: Fields): Manifest['files'] {
  return { 'model.onnx': fileEntryOf(fields.object('model.onnx')), 'tokenizer.json': fileEntryOf(fields.object('tokenizer.json')) };
}

function fileEntryOf(fields: Fields): FileEntry {
  return { bytes: fields.integer('bytes', 1, MODEL_BYTES_LIMIT), sha256: fields.hash('sha256') };
}

function trainingOf(fields: Fields): Manifest['training'] {
  return {
    data: fields.objects('data', MOST_ENTRIES).map((source) => ({
      name: source.text('name', LONGEST_NAME),
      licence: source.text('licence', LONGEST_NAME),
      bytes: source.amount('bytes'),
    })),
    tokens: fields.amount('tokens'),
    steps: fields.amount('steps'),
    seconds: fields.amount('seconds'),
    seed: fields.integer('seed', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    ...(fields.has('from') ? { from: fields.hash('from') } : {}),
    ...(fields.has('earlier') ? { earlier: earlierOf(fields.object('earlier')) } : {}),
  };
}

function earlierOf(fields: Fields): { seconds: number; tokens: number } {
  return { seconds: fields.amount('seconds'), tokens: fields.amount('tokens') };
}

function heldOutOf(fields: Fields): HeldOutFigures {
  return {
    name: fields.text('name', LONGEST_NAME),
    bytes: fields.amount('bytes'),
    bitsPerByte: fields.amount('bitsPerByte'),
    perplexityPerWord: fields.amount('perplexityPerWord'),
    perplexityPerToken: fields.amount('perplexityPerToken'),
  };
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : 'none';
}
