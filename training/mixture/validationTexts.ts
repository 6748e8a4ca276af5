// Text that the bundled model has not read, on which what stands beside it is learned: source code, and the prose corpus'
// validation text. Split into files that are typed and the other files of their workspace.
import { join } from 'node:path';
import type { NamedText } from '../../src/model/evaluate';
import { unpackedPackage } from '../corpus/packageCache';
import type { PinnedPackage } from '../corpus/pinnedPackage';
import { readPaths } from '../corpus/readPaths';
import { splitHeldOut } from '../corpus/split';

const CODE: readonly PinnedPackage[] = [{ registry: 'npm', name: 'sanity', version: '3.30.0', licence: 'MIT', language: 'typescript' }];
const CACHE = join('.elman', 'sources');
/** Of the prose corpus, by what they are called in tables. */
const PROSE = { english: ['react-docs-en', 'python-peps', 'rust-rfcs', 'opensource-guide'], korean: ['react-docs-ko', 'vue-docs-ko', 'rust-book-ko'] } as const;

/** Text of one kind. */
export interface ValidationTexts {
  readonly name: string;
  /** The other files of the workspace. */
  readonly workspace: readonly NamedText[];
  readonly typed: readonly NamedText[];
}

/** @param corpus folder with `valid` in it. @throws UserError if a package cannot be fetched or the corpus read. */
export function validationTexts(corpus: string): ValidationTexts[] {
  return [...CODE.map(codeTexts), ...proseTexts(corpus)];
}

function codeTexts(source: PinnedPackage): ValidationTexts {
  const { folder } = unpackedPackage(source, CACHE, console.error);
  const { train, heldOut } = splitHeldOut(readPaths([join(folder, 'src')]).filter(({ relative }) => /\.tsx?$/.test(relative)));
  return { name: source.language, workspace: train, typed: heldOut };
}

/** Every third file is typed, the others are its workspace. */
function proseTexts(corpus: string): ValidationTexts[] {
  return Object.entries(PROSE).map(([name, sources]) => {
    const files = sources.flatMap((source) => readPaths([join(corpus, 'valid', source)]).map(({ name: path, text }) => ({ name: `${source}/${path}`, text })));
    return { name, workspace: files.filter((_, i) => i % 3 > 0), typed: files.filter((_, i) => i % 3 === 0) };
  });
}
