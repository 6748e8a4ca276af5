// The text that training is measured on: a folder of hand-written TypeScript, 4.4 MB in 1 908 files of one pinned package
// that no bundled model has read, held out by file.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NamedText } from '../src/model/evaluate';
import { parseTokenizer } from '../src/model/tokenizerFile';
import type { Tokenizer } from '../src/prediction/languageModel';
import { unpackedPackage } from '../training/corpus/packageCache';
import type { PinnedPackage } from '../training/corpus/pinnedPackage';
import { readPaths } from '../training/corpus/readPaths';
import { splitHeldOut } from '../training/corpus/split';
import type { TrainingDocuments } from '../training/reading';
import { beginnings, encodeTexts, setAside, WATCHED } from '../training/texts';
import { trainTokenizer } from '../training/tokenizerTraining';

const PACKAGE: PinnedPackage = { registry: 'npm', name: 'sanity', version: '3.30.0', licence: 'MIT', language: 'typescript' };
const CACHE = join('.elman', 'sources');

export interface TrainingFolder {
  readonly name: string;
  readonly tokenizer: Tokenizer;
  /** The contents of `tokenizer.json`. */
  readonly tokenizerJson: string;
  /** What is learned from, and what is watched while learning: all of it in memory, for the n-gram and PyTorch want it so. */
  readonly documents: TrainingDocuments & { readonly train: readonly Uint16Array[] };
  /** What judges. */
  readonly heldOut: readonly NamedText[];
}

/** The folder as tokens of a vocabulary of its own, learned from its training files. @param vocabulary tokens. @param share of the training files. */
export function folderFromScratch(vocabulary: number, share = 1): TrainingFolder {
  const texts = readFolder(share);
  return encoded(texts, trainTokenizer(texts.train.map(({ text }) => text), vocabulary));
}

/** The folder as tokens of a model package. @param share of the training files. */
export function folderInTokensOf(model: string, share = 1): TrainingFolder {
  return encoded(readFolder(share), readFileSync(join(model, 'tokenizer.json'), 'utf8'));
}

interface FolderTexts {
  readonly train: readonly NamedText[];
  readonly watched: readonly NamedText[];
  readonly heldOut: readonly NamedText[];
}

function readFolder(share: number): FolderTexts {
  const { folder } = unpackedPackage(PACKAGE, CACHE, console.error);
  const texts = readPaths([join(folder, 'src')]).filter(({ relative, text }) => /\.tsx?$/.test(relative) && /\S/.test(text));
  const { train, heldOut } = splitHeldOut(texts);
  const { train: learned, watched } = setAside(train);
  const chosen = learned.filter((_, i) => Math.floor((i + 1) * share) > Math.floor(i * share));
  return { train: chosen, watched, heldOut };
}

function encoded({ train, watched, heldOut }: FolderTexts, tokenizerJson: string): TrainingFolder {
  const tokenizer = parseTokenizer(tokenizerJson, 'tokenizer.json');
  const documents = { train: encodeTexts(tokenizer, train), validation: beginnings(encodeTexts(tokenizer, watched), WATCHED), lineEndToken: tokenizer.lineEndToken };
  return { name: `${PACKAGE.name}@${PACKAGE.version}`, tokenizer, tokenizerJson, documents, heldOut };
}
