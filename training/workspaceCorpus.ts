// The texts of a workspace: walked, split into files to learn from and files to judge by, and read with secrets masked.
import type { NamedText } from '../src/model/evaluate';
import { hashOfPath } from '../src/model/trainedFiles';
import { readStamped, type FileStamp, type RememberedFile } from '../src/model/rememberedFile';
import { UserError, type Sentence } from '../src/model/userError';
import type { Tokenizer } from '../src/prediction/languageModel';
import { languageOf } from '../src/privacy/languages';
import { LARGEST_FILE_BYTES } from '../src/privacy/learnableText';
import { maskedTexts } from './corpus/maskedTexts';
import { bytesOf, drawn } from './corpus/sample';
import { FEWEST_HELD_OUT_BYTES, firstByHash, isEnough, splitHeldOut } from './corpus/split';
import { walkWorkspace, type WalkedFile } from './corpus/walk';
import type { TrainerOrder, TrainerReport } from './messages';
import { beginnings, encodedTexts, setAside, storeTexts, WATCHED } from './texts';
import type { TokenStore } from './tokenStore';

/** Text of one training at most: two minutes read some 4 MB once, and all of it has to be tokenised first. */
const MAXIMUM_CORPUS_BYTES = 16_000_000;
/** Held-out text that is measured: enough to see a change of 1 %, and read by two models within half a minute. */
const MAXIMUM_JUDGED_BYTES = 200_000;
/** The same part of a large workspace in every run, so that what was held out stays so. */
const SAMPLE_SEED = 1;
/** Less than this teaches nothing that could be measured. */
const SMALLEST_CORPUS_BYTES = 2_000;
/** Text that can always be parted into enough to learn from and enough to judge by, unless nearly all of it is in one file. */
const ALWAYS_ENOUGH_BYTES = SMALLEST_CORPUS_BYTES + 2 * FEWEST_HELD_OUT_BYTES;

export interface WorkspaceText extends NamedText {
  /** Absolute path. */
  readonly path: string;
}

/** Which files would be learned from and judged by. They were looked at only to tell text from what is none. */
export interface WorkspaceFiles {
  readonly train: readonly WalkedFile[];
  readonly heldOut: readonly WalkedFile[];
  /** False if too little is held out to judge a new model. */
  readonly canJudge: boolean;
  /** Whether there is more text than one training reads. */
  readonly isCut: boolean;
  /** Of all files that were found, read or not. */
  readonly foundBytes: number;
  /** Why training cannot start, if it cannot. */
  readonly problem?: Sentence;
}

/** Walks the folders and splits what it finds, the same way in every run. */
export function findWorkspaceFiles({ folders, excluded, languages = {} }: Pick<TrainerOrder, 'folders' | 'excluded' | 'languages'>): WorkspaceFiles {
  const { files, unreadable, isCut, foundBytes } = walkWorkspace({ folders, excluded, languages, maximumFileBytes: LARGEST_FILE_BYTES, maximumBytes: MAXIMUM_CORPUS_BYTES });
  const found = { ...splitHeldOut(files), isCut, foundBytes };
  const problem = whyNot(found, unreadable);
  return problem ? { ...found, problem } : found;
}

function whyNot({ train, heldOut, canJudge }: WorkspaceFiles, unreadable: number): Sentence | undefined {
  if (train.length + heldOut.length === 0) {
    return unreadable > 0
      ? { template: 'Nothing in this workspace could be read: {0} files or folders refused it.', values: [unreadable] }
      : { template: 'There is no text in this workspace that may be read: it is empty, or everything is ignored, excluded, binary or generated.', values: [] };
  }
  if (canJudge && bytesOf(train) >= SMALLEST_CORPUS_BYTES) return undefined;
  return tooLittle({ train, heldOut });
}

/** Says what there is, and how much more is enough whatever the sizes of the files are. */
function tooLittle({ train, heldOut }: Pick<WorkspaceFiles, 'train' | 'heldOut'>): Sentence {
  const files = [...train, ...heldOut];
  const missing = ALWAYS_ENOUGH_BYTES - bytesOf(files);
  if (missing > 0) {
    return { template: 'There is too little text in this workspace to train on: {0} bytes. Add at least {1} bytes, in two files or more, and train again.', values: [bytesOf(files), missing] };
  }
  const others = bytesOf(files) - Math.max(...files.map(({ bytes }) => bytes));
  return { template: 'Almost all text of this workspace is in one file, but Elman learns from some files and checks itself on others. Add at least {0} bytes in other files and train again.', values: [FEWEST_HELD_OUT_BYTES - others] };
}

/** What the user is asked about before anything is learned. */
export function planOf({ train, heldOut, canJudge, isCut, foundBytes, problem }: WorkspaceFiles): Extract<TrainerReport, { kind: 'plan' }> {
  return {
    kind: 'plan', files: train.length + heldOut.length, bytes: bytesOf(train) + bytesOf(heldOut), heldOutFiles: heldOut.length, heldOutBytes: bytesOf(heldOut), canJudge,
    ...(isCut ? { foundBytes } : {}),
    ...(problem ? { problem } : {}),
  };
}

/** What is learned from a workspace, as it was read. */
export interface LearnedWorkspace {
  /** Learned from, with the bytes of their masked text. */
  readonly learned: readonly (WalkedFile & { readonly name: string })[];
  /** The file of every document in the store, in their order. */
  readonly documents: readonly RememberedFile[];
  /** Beginnings of those that are watched, as tokens. */
  readonly validation: readonly Uint16Array[];
  /** Read, the watched ones included. */
  readonly files: number;
}

/**
 * Reads the files to learn from one by one, with their secrets masked, into the store, up to so many tokens.
 * @throws UserError if too much of them vanished since they were found, or the store cannot take them.
 */
export function encodeWorkspace(store: TokenStore, tokenizer: Tokenizer, { train }: Pick<WorkspaceFiles, 'train'>, mostTokens: number): LearnedWorkspace {
  const split = setAside(train);
  const documents: RememberedFile[] = [];
  const texts = maskedTexts(stamped(bytesOf(train) <= mostTokens ? split.train : drawn(split.train, SAMPLE_SEED)));
  const stored = storeTexts(store, tokenizer, texts, mostTokens, ({ path, relative, stamp }) => documents.push({ path, language: languageOf(relative), stamp }));
  const learned = Array.from(stored, ([{ path, relative }, bytes]) => ({ path, relative, name: relative, bytes }));
  // Those that are watched are few: one in twenty of a bounded corpus.
  const watched = readFiles(split.watched);
  const bytes = bytesOf(learned) + watched.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  const validation = beginnings(encodedTexts(tokenizer, watched), WATCHED);
  if (bytes >= SMALLEST_CORPUS_BYTES && store.length > 0 && validation.length > 0) return { learned, documents, validation, files: learned.length + watched.length };
  throw new UserError('Files of this workspace went away while Elman read them: only {0} bytes were left to learn from. Train again.', bytes);
}

/** Each file with what shows later whether it is unchanged, taken before it is read; files that are gone are left out. */
function* stamped(files: Iterable<WalkedFile>): Generator<WalkedFile & { readonly stamp: FileStamp }> {
  for (const file of files) {
    const stamp = readStamped(file.path, LARGEST_FILE_BYTES)?.stamp;
    if (stamp) yield { ...file, stamp };
  }
}

/** Texts with their secrets masked; files that are gone or no text any more are left out. */
export function readFiles(files: readonly WalkedFile[]): WorkspaceText[] {
  return Array.from(maskedTexts(files), ({ file: { path, relative }, text }) => ({ path, name: relative, text }));
}

/** Leaves out the held-out files that an earlier training has learned from, as long as the others are enough. @param known hashes of their paths. */
export function unseen(heldOut: readonly WalkedFile[], known: ReadonlySet<string>): readonly WalkedFile[] {
  const others = heldOut.filter(({ path }) => !known.has(hashOfPath(path)));
  return isEnough(others) ? others : heldOut;
}

/** The held-out files that are measured: all of them, or the first by hash of a large workspace. */
export function judgedFiles(heldOut: readonly WalkedFile[]): WalkedFile[] {
  let bytes = 0;
  return firstByHash(heldOut).flatMap((file) => (bytes < MAXIMUM_JUDGED_BYTES ? ((bytes += file.bytes), [file]) : []));
}
