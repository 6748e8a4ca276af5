// Which run a checkpoint belongs to: only the same network, recipe, tokenizer and text may go on from it.
import { createHash } from 'node:crypto';
import type { NetworkDescription } from '../../src/model/networkDescription';
import { UserError } from '../../src/model/userError';
import type { TrainingDocuments } from '../reading';
import type { Recipe } from '../trainNetwork';

export interface RunDescription {
  readonly network: NetworkDescription;
  /** Seed and threads included. */
  readonly recipe: Recipe;
  /** The run's own `tokenizer.json`, so that it need not be learned again. */
  readonly tokenizerJson: string;
  /** `fingerprintOf` the documents. */
  readonly text: string;
  /** SHA-256 of the `model.onnx` that the run began with, if it did not begin from scratch. */
  readonly from?: string;
  /** Time that a timed run was given: its number of steps comes from it. */
  readonly seconds?: number;
}

/** SHA-256 of all tokens that are read, hexadecimal. */
export function fingerprintOf({ train, validation, rehearsal = [], lineEndToken = -1 }: TrainingDocuments): string {
  const hash = createHash('sha256');
  for (const part of [train, validation, rehearsal]) {
    hash.update(Int32Array.of(part.length, lineEndToken));
    for (const document of part) hash.update(Int32Array.of(document.length)).update(document);
  }
  return hash.digest('hex');
}

/** @param path for the sentences. @throws UserError that names what differs. */
export function checkSameRun(path: string, kept: RunDescription, wanted: RunDescription): void {
  refuseOther(path, kept.network, wanted.network);
  refuseOther(path, kept.recipe, wanted.recipe);
  if (kept.tokenizerJson !== wanted.tokenizerJson) throw new UserError('The checkpoint {0} is of another run: it has another tokenizer.', path);
  if (kept.from !== wanted.from) throw new UserError('The checkpoint {0} is of another run: it began with other weights.', path);
  if (wanted.seconds !== undefined && kept.seconds !== wanted.seconds) throw new UserError('The checkpoint {0} is of another run: it was given another time.', path);
  if (kept.text !== wanted.text) throw new UserError('The checkpoint {0} is of another run: it read other text.', path);
}

function refuseOther<Values extends object>(path: string, kept: Values, wanted: Values): void {
  for (const [name, value] of Object.entries(wanted)) {
    const held: unknown = kept[name as keyof Values];
    if (held !== value) throw new UserError('The checkpoint {0} is of another run: its {1} is {2}, not {3}.', path, name, String(held), String(value));
  }
}
