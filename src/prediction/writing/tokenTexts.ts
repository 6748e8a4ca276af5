// Texts of all tokens of a vocabulary, made once for each.
import { decodeStrictly } from '../utf8';
import type { Vocabulary } from '../vocabulary';
import type { TokenTexts } from './unitSampler';

const known = new WeakMap<Vocabulary, TokenTexts>();

export function tokenTexts(vocabulary: Vocabulary): TokenTexts {
  let found = known.get(vocabulary);
  if (!found) {
    const texts = vocabulary.bytes.map((bytes) => (bytes.length === 0 ? undefined : decodeStrictly(bytes)));
    known.set(vocabulary, (found = { vocabulary, texts }));
  }
  return found;
}
