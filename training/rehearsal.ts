// The small texts per language that ship with the bundled model (`rehearsal.json`): one half is read again while a
// workspace is learned, the other half is never trained on and shows what was forgotten.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../src/model/userError';

export interface RehearsalTexts {
  /** Language (en, ko, typescript, python) -> texts to read again. */
  readonly train: Readonly<Record<string, readonly string[]>>;
  /** The same languages -> texts to judge by. */
  readonly heldOut: Readonly<Record<string, readonly string[]>>;
}

export const REHEARSAL_FILE = 'rehearsal.json';

/** Reads the texts of a bundled model package. @throws UserError if the file is missing or no such file. */
export function readRehearsal(folder: string): RehearsalTexts {
  const path = join(folder, REHEARSAL_FILE);
  try {
    const texts = JSON.parse(readFileSync(path, 'utf8')) as RehearsalTexts;
    if (!isTexts(texts.train) || !isTexts(texts.heldOut)) throw new Error('not texts by language');
    return texts;
  } catch (error) {
    throw new UserError('The rehearsal texts {0} cannot be read: {1}.', path, (error as Error).message);
  }
}

function isTexts(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every((texts) => Array.isArray(texts) && texts.every((text) => typeof text === 'string'));
}
