// Where a comparison is kept: its figures as JSON and its page, written anew after each model, each whole or not at all.
import { accessSync, constants, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { replaceFile } from '../../src/model/files';
import { UserError } from '../../src/model/userError';
import { COMPARISON_FILE, COMPARISON_PAGE, type ComparisonData } from '../../src/report/comparisonData';
import { writeComparisonPage } from '../report/pageFile';

/** Those of a run that was killed while it wrote may lie there too. */
const FILES: readonly string[] = [COMPARISON_FILE, COMPARISON_PAGE].flatMap((name) => [name, `${name}.new`]);

/**
 * Whether a comparison may be written to this folder: it is missing, empty, or holds an older comparison and nothing else.
 * @throws UserError if not.
 */
export function checkComparisonFolder(folder: string): void {
  const dir = resolve(folder);
  let names: string[];
  try {
    mkdirSync(dirname(dir), { recursive: true });
    names = existsSync(dir) ? readdirSync(dir) : [];
    accessSync(existsSync(dir) ? dir : dirname(dir), constants.W_OK);
  } catch (error) {
    throw notWritable(dir, error);
  }
  const foreign = names.find((name) => !FILES.includes(name));
  if (foreign !== undefined) throw new UserError('The folder {0} holds {1}, which belongs to no comparison: choose another folder.', dir, foreign);
}

/**
 * Replaces what an earlier model left.
 * @param onPageFailure told why there is no page: the figures are there without it.
 * @throws UserError if the figures cannot be written.
 */
export function writeComparison(folder: string, comparison: ComparisonData, onPageFailure: (reason: string) => void): void {
  try {
    mkdirSync(folder, { recursive: true });
    replaceFile(join(folder, COMPARISON_FILE), `${JSON.stringify(comparison, undefined, 2)}\n`);
  } catch (error) {
    throw notWritable(resolve(folder), error);
  }
  try {
    writeComparisonPage(join(folder, COMPARISON_PAGE), comparison);
  } catch (error) {
    onPageFailure((error as Error).message);
  }
}

function notWritable(dir: string, error: unknown): UserError {
  return new UserError('The comparison cannot be written to {0}: {1}', dir, (error as Error).message);
}
