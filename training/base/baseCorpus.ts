// All text of the bundled model: the prose corpus (a folder with train, valid and test) and source code of pinned
// packages. Which files they are is known; their texts are read when somebody wants them. What is trained on is cleaned here: secrets are masked, copies of held-out text are dropped. Test text stays
// as it is, so that its figures are those of `evaluate` on the same files.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../src/model/userError';
import { dropHeldOutCopies } from '../corpus/nearDuplicates';
import { readPackageSources } from '../corpus/packageSources';
import { readKnownText, readText } from '../corpus/readText';
import { maskSecrets } from '../../src/prediction/privacy/secrets';
import proseSources from './proseSources.json';

export type Split = 'train' | 'valid' | 'test';

export interface BaseText {
  /** Source and path inside it. */
  readonly name: string;
  /** Folder of the prose corpus, or `typescript`, `python` for code. */
  readonly source: string;
  /** The same for prose; for code the package and its version. */
  readonly origin: string;
  readonly licence: string;
  readonly split: Split;
  readonly file: string;
  /** Of the text as it stands, as UTF-8. */
  readonly bytes: number;
}

/** The text with LF line ends, masked unless it is test text. @throws UserError if the file is gone. */
export function textOf({ file, split }: BaseText): string {
  const text = readKnownText(file);
  return split === 'test' ? text : maskSecrets(text);
}

/** Finds everything, and reads each text to know it from copies. @param corpus folder of the prose corpus. @param cache where packages are unpacked. */
export async function readBaseCorpus(corpus: string, cache: string, onProgress: (sentence: string) => void): Promise<BaseText[]> {
  const prose = readProse(corpus);
  onProgress(`prose: ${prose.length} files`);
  const code = await readCode(cache, onProgress);
  onProgress(`code: ${code.length} files`);
  const texts = [...prose, ...code];
  const kept = dropHeldOutCopies(texts, textOf);
  onProgress(`dropped ${texts.length - kept.length} copies of held-out text`);
  return kept;
}

function readProse(corpus: string): BaseText[] {
  return (['train', 'valid', 'test'] as const).flatMap((split) => proseSources.flatMap(({ name: source, licence }) => {
    if (!existsSync(join(corpus, split))) throw new UserError('The corpus folder {0} has no folder {1}.', corpus, split);
    const folder = join(corpus, split, source);
    return filesBelow(folder).flatMap((path) => {
      const text = readText(path);
      return text === undefined ? [] : [{ name: path.slice(join(corpus, split).length + 1), source, origin: source, licence, split, file: path, bytes: Buffer.byteLength(text) }];
    });
  }));
}

async function readCode(cache: string, onProgress: (sentence: string) => void): Promise<BaseText[]> {
  const files = await readPackageSources(join('training', 'sources.json'), cache, onProgress);
  return files.map(({ path, language, source, ...file }) => ({ ...file, name: path, source: language === 'python' ? 'python' : 'typescript', origin: source }));
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}
