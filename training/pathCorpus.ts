// The texts of `elman train`: what was named on the command line, split into files to learn from, to watch and to judge by.
// None of it is held in memory but the text that judges, and that is bounded.
import type { NamedText } from '../src/model/evaluate';
import { UserError } from '../src/model/userError';
import type { Tokenizer } from '../src/prediction/languageModel';
import { maskedTexts } from './corpus/maskedTexts';
import { findPaths, noText } from './corpus/readPaths';
import { readTextParts } from './corpus/readText';
import { bytesOf, drawn, drawnBytes } from './corpus/sample';
import { firstByHash, splitHeldOut } from './corpus/split';
import { surveyTexts, type Survey, type TextFile } from './corpus/surveyTexts';
import type { TrainingDocuments } from './reading';
import { beginnings, encodedTexts, setAside, storeTexts, WATCHED } from './texts';
import { bytesOfTokens } from './tokenBudget';
import { trainTokenizer } from './tokenizerTraining';
import type { TokenStore } from './tokenStore';

/** Held-out text that is measured: models of the bundled one's size read it in about a minute, and it shows changes below 1 %. */
const MOST_JUDGED_BYTES = 1_000_000;
/** Text that a vocabulary is learned from: its trainer takes about half a minute for it. */
const MOST_VOCABULARY_BYTES = 20_000_000;

export interface PathCorpus {
  /** In the order in which they are to be read: as they were found, or where not all can be read as drawn by lot. */
  readonly train: readonly TextFile[];
  /** Watched while learning. */
  readonly watched: readonly TextFile[];
  readonly heldOut: readonly TextFile[];
  /** Of all files that were found, text or not. */
  readonly found: Survey['found'];
  /** Whether not all of these were looked at. */
  readonly isCut: boolean;
}

/**
 * @param most tokens that the run can read. @param onNote is told of folders and files that cannot be read.
 * @throws UserError if there is nothing to learn from or nothing to judge by.
 */
export function findPathCorpus(paths: readonly string[], most: number, seed: number, onNote?: (sentence: string) => void): PathCorpus {
  const { texts, found, isCut, hasText } = surveyTexts(findPaths(paths, onNote), { mostBytes: bytesOfTokens(most), seed });
  if (!hasText) throw noText(paths);
  const { train: learnable, heldOut } = splitHeldOut(texts);
  if (heldOut.length === 0) throw tooLittle(texts.length);
  const { train, watched } = setAside(learnable);
  // A token has a byte at least, so text of no more bytes is read whole.
  return { train: bytesOf(train) <= most ? train : drawn(train, seed), watched, heldOut, found, isCut };
}

/**
 * Learns a vocabulary from all of the text, or from a part of a large corpus that is drawn by lot.
 * @param size tokens at most.
 * @returns `tokenizer.json`.
 */
export function learnVocabulary(corpus: PathCorpus, size: number, seed: number, onNote?: (sentence: string) => void): string {
  const files = vocabularyFiles(corpus, seed);
  if (files.length < corpus.train.length) onNote?.(`Learning the vocabulary from ${sizesOf(files)}, drawn by lot.`);
  return trainTokenizer(textsOf(files), size);
}

function* textsOf(files: Iterable<TextFile>): Generator<string> {
  for (const { text } of maskedTexts(files)) yield text;
}

/** What a vocabulary is learned from. */
export function vocabularyFiles({ train }: PathCorpus, seed: number): readonly TextFile[] {
  return drawnBytes(train, MOST_VOCABULARY_BYTES, seed);
}

/** A file that was learned from. */
export interface LearnedFile {
  readonly name: string;
  /** Of its masked text as UTF-8, as far as it was read. */
  readonly bytes: number;
}

function tooLittle(files: number): UserError {
  return new UserError('There is too little text to learn from and to judge by: {0} files; at least two are needed.', files);
}

/**
 * The corpus as tokens: what is learned goes into the store, until that has as many as the run can read.
 * @throws UserError if nothing is left of the files, or the store cannot take them.
 */
export function encodeCorpus(store: TokenStore, tokenizer: Tokenizer, { train, watched }: PathCorpus, most: number): { documents: TrainingDocuments; learned: LearnedFile[] } {
  const stored = storeTexts(store, tokenizer, maskedTexts(train), most);
  const validation = beginnings(encodedTexts(tokenizer, maskedTexts(watched)), WATCHED);
  if (store.length === 0 || validation.length === 0) throw tooLittle(store.length);
  return { documents: { train: store, validation, lineEndToken: tokenizer.lineEndToken }, learned: Array.from(stored, ([{ name }, bytes]) => ({ name, bytes })) };
}

/** What the person should know of a corpus that was not read as a whole. */
export function sampleNotes({ train, heldOut, found, isCut }: PathCorpus, learned: readonly LearnedFile[], judged: readonly LearnedFile[]): string[] {
  const isSample = isCut || learned.length < train.length;
  return [
    ...(isSample ? [`Learning from ${sizesOf(learned)}, drawn by lot among ${sizes(found)}: a run of this length reads no more.`] : []),
    ...(bytesOf(judged) < bytesOf(heldOut) ? [`Judging by ${sizesOf(judged)} of ${sizesOf(heldOut)} held out.`] : []),
  ];
}

/** Files and their bytes, for a person. */
export function sizesOf(files: readonly { readonly bytes: number }[]): string {
  return sizes({ files: files.length, bytes: bytesOf(files) });
}

function sizes({ files, bytes }: Survey['found']): string {
  return `${files} files (${(bytes / 1e6).toFixed(1)} MB)`;
}

/** The text that models are judged by, as it stands: all that is held out, or the first of a large corpus by hash. */
export function judgedTexts(heldOut: readonly TextFile[], most = MOST_JUDGED_BYTES): (NamedText & { readonly bytes: number })[] {
  const isAll = bytesOf(heldOut) <= most;
  const judged: (NamedText & { bytes: number })[] = [];
  let left = most;
  for (const { path, name, bytes: whole } of isAll ? heldOut : firstByHash(heldOut)) {
    if (left <= 0) break;
    const text = beginningOf(path, left);
    if (!text) continue;
    const bytes = Buffer.byteLength(text);
    judged.push({ name, text, bytes });
    left -= bytes;
    if (bytes < whole) break;
  }
  return judged;
}

/** Of a text file its first lines, of about so many bytes at most; undefined if it cannot be read any more. */
function beginningOf(path: string, bytes: number): string | undefined {
  try {
    for (const text of readTextParts(path)) return text.length <= bytes ? text : text.slice(0, text.lastIndexOf('\n', bytes) + 1 || bytes);
  } catch {
    // Gone, or no text any more.
  }
  return undefined;
}
