// What the replay of `npm run bench:replay` types: files of a project, and the project's other files, to learn from. Split by
// file; no bundled model has read the typed ones.
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { languageOf } from '../src/privacy/languages';
import { NearDuplicates } from '../training/corpus/nearDuplicates';
import { unpackedPackage } from '../training/corpus/packageCache';
import type { PinnedPackage } from '../training/corpus/pinnedPackage';
import { readPaths, type PathText } from '../training/corpus/readPaths';
import { splitHeldOut } from '../training/corpus/split';

/** Hand-written TypeScript, 2 MB in 298 files: neither the bundled model nor `bench:train` has anything to do with it. */
const PACKAGE: PinnedPackage = { registry: 'npm', name: '@blueprintjs/core', version: '6.20.0', licence: 'Apache-2.0', language: 'typescript', folders: ['src'] };
const CACHE = join('.elman', 'sources');
/** Sources of the prose corpus: the bundled model has read their `train`, as it has read other files of its kind. */
const PROSE: Readonly<Record<string, string>> = { english: 'rust-book', korean: 'rust-book-ko' };

export interface ReplayProject {
  readonly name: string;
  readonly typed: readonly PathText[];
  /** Folder of the other files. */
  readonly others: string;
}

export interface ProjectOptions {
  /** A project of one's own in place of the pinned package. */
  readonly project?: string;
  /** Prose corpus with `train` and `test`; no prose without it. */
  readonly corpus?: string;
  /** Which of typescript, english, korean. */
  readonly languages: readonly string[];
  /** An empty folder. */
  readonly scratch: string;
}

/** @throws Error if a language has no texts here. */
export function replayProjects({ project, corpus, languages, scratch }: ProjectOptions): ReplayProject[] {
  return languages.map((language) => {
    if (language === 'typescript') return splitProject(project ?? join(unpackedPackage(PACKAGE, CACHE, console.error).folder, 'src'), join(scratch, 'others'));
    const source = Object.hasOwn(PROSE, language) ? PROSE[language] : undefined;
    if (!source || !corpus) throw new Error(`There is no text of ${language}: the languages are typescript and, with --corpus DIR, ${Object.keys(PROSE).join(' and ')}.`);
    return { name: `${language}, ${source}`, typed: readPaths([join(corpus, 'test', source)]), others: join(corpus, 'train', source) };
  });
}

/** A tenth of the files is typed; the others, but copies of those, are put where a training finds them alone. */
function splitProject(folder: string, others: string): ReplayProject {
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`);
  const files = readPaths([folder]).filter(({ name, text }) => languageOf(name).startsWith('typescript') && /\S/.test(text));
  const { train, heldOut } = splitHeldOut(files);
  const typed = new NearDuplicates();
  for (const { text } of heldOut) typed.add(text);
  for (const { path, relative, text } of train) if (!typed.hasCopyOf(text)) cpSync(path, join(others, relative));
  return { name: `typescript, ${folder}`, typed: heldOut, others };
}
