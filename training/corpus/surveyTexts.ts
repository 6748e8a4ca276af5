// Which of the files that were found are text with a word in it, and how large they are. Each is read for it and forgotten.
import { statSync } from 'node:fs';
import type { FoundFile } from './readPaths';
import { notText, readTextParts } from './readText';
import { bytesOf, drawn } from './sample';

export interface TextFile extends Omit<FoundFile, 'isNamed'> {
  /** Of the text as UTF-8. */
  readonly bytes: number;
}

export interface Survey {
  /** In the order of the files. */
  readonly texts: readonly TextFile[];
  /** Of all files, looked at or not. */
  readonly found: { readonly files: number; readonly bytes: number };
  /** Whether not all of these were looked at. */
  readonly isCut: boolean;
  /** Whether there was any text, with a word or without. */
  readonly hasText: boolean;
}

/**
 * @param mostBytes of text; where the files are larger they are looked at in an order drawn by lot, until they have so many.
 * @throws UserError if a file that was named is no text.
 */
export function surveyTexts(found: readonly FoundFile[], { mostBytes, seed }: { readonly mostBytes: number; readonly seed: number }): Survey {
  const sizes = found.map(({ path }) => ({ bytes: statSync(path, { throwIfNoEntry: false })?.size ?? 0 }));
  const bytes = bytesOf(sizes);
  const texts = new Map<FoundFile, TextFile>();
  let hasText = false;
  let left = mostBytes;
  let looked = 0;
  for (const file of bytes > mostBytes ? drawn(found, seed) : found) {
    if (left <= 0) break;
    looked++;
    const { isNamed, ...rest } = file;
    const size = measured(file.path);
    if (!size && isNamed) throw notText(file.path);
    hasText ||= size !== undefined;
    if (!size?.hasWord) continue;
    texts.set(file, { ...rest, bytes: size.bytes });
    left -= size.bytes;
  }
  return { texts: found.flatMap((file) => texts.get(file) ?? []), found: { files: found.length, bytes }, isCut: looked < found.length, hasText };
}

/** @returns undefined if it cannot be read or is no text. */
function measured(path: string): { bytes: number; hasWord: boolean } | undefined {
  let bytes = 0;
  let hasWord = false;
  try {
    for (const text of readTextParts(path)) {
      bytes += Buffer.byteLength(text);
      hasWord ||= /\S/.test(text);
    }
  } catch {
    return undefined;
  }
  return { bytes, hasWord };
}
