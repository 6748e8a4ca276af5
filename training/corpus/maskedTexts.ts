// Files -> text that may be learned, one file after the other: nobody holds more of it than the text at hand.
import { readTextParts } from './readText';
import { withoutBrokenLines } from '../../src/prediction/invisibleCharacters';
import { maskSecrets } from '../../src/prediction/privacy/secrets';

/** A text and the file that it is of; a large file gives several. */
export interface FileText<F> {
  readonly file: F;
  /** LF line ends, secrets masked, lines with broken characters empty. */
  readonly text: string;
}

/** Files that are gone or no text any more are left out. */
export function* maskedTexts<F extends { readonly path: string }>(files: Iterable<F>): Generator<FileText<F>> {
  for (const file of files) {
    for (const text of readableParts(file.path)) yield { file, text: withoutBrokenLines(maskSecrets(text)) };
  }
}

function* readableParts(path: string): Generator<string> {
  try {
    yield* readTextParts(path);
  } catch {
    // Whoever works here may change files while they are read.
  }
}
