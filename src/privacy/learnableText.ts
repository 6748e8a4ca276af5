// Which text may be learned, by what it holds: written by a person, and no larger than people write.
import { decodeText } from './decodeText';
import { languageOf } from './languages';
import { isGenerated, isMinified } from './textKind';

/** Larger files are data or generated, not written by hand. */
export const LARGEST_FILE_BYTES = 1_000_000;

/** Languages by identifier, switched on or off; `*` stands for all others. */
export type LanguageSwitches = Readonly<Record<string, boolean>>;

/** Whether a language is switched on. Some editors write identifiers of languages in capitals. */
export function isLanguageOn(languages: LanguageSwitches, languageId: string): boolean {
  if (Object.hasOwn(languages, languageId)) return languages[languageId];
  const inSmallLetters = languageId.toLowerCase();
  const named = Object.keys(languages).find((name) => name.toLowerCase() === inSmallLetters);
  return languages[named ?? '*'] ?? true;
}

/** Whether a text is not empty, binary, huge, generated or minified. @param path names its language. */
export function isLearnableText(text: string, path: string): boolean {
  if (text === '' || text.length > LARGEST_FILE_BYTES || text.slice(0, 8000).includes('\0')) return false;
  return Buffer.byteLength(text) <= LARGEST_FILE_BYTES && !isGenerated(text, languageOf(path)) && !isMinified(text);
}

/** Text of a file that may be learned; undefined if it holds something else. @param path names its language. */
export function learnableTextOf(bytes: Uint8Array, path: string): string | undefined {
  if (bytes.length > LARGEST_FILE_BYTES) return undefined;
  const text = decodeText(bytes);
  return text !== undefined && isLearnableText(text, path) ? text : undefined;
}
