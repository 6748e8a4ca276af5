// `tokenizer.json` -> a tokenizer. The pieces of a line are encoded one by one and remembered, for pieces repeat: almost
// every piece of a text is found.
// The file is hostile until it is known to be exactly what `tokenizerJson` writes for its merges.
import { join } from 'node:path';
import type { Tokenizer } from '../prediction/languageModel';
import { PRETOKEN_PATTERN, pretokens } from '../prediction/pretokens';
import { BytePairs } from './bytePairs';
import { readWholeFile } from './files';
import { parseObject, type Fields } from './hostileJson';
import { BYTE_CHARACTERS, START_TOKEN, tokenizerJson } from './tokenizerJson';
import { UserError } from './userError';

export const TOKENIZER_FILE = 'tokenizer.json';
/** A file of 65 536 tokens and their merges has about 5 MB. */
export const TOKENIZER_BYTES_LIMIT = 16 << 20;
/** Start token and the 256 bytes. */
export const SMALLEST_VOCABULARY = 257;
/** Tokens are kept in 16 bits. */
export const LARGEST_VOCABULARY = 65_536;

/** Pieces in one of the two halves of the memory: English prose has about as many different ones in 10 MB. */
const REMEMBERED = 32_768;
/** Longer pieces do not come twice. UTF-16 units. */
const LONGEST_REMEMBERED = 64;

/** Reads the tokenizer of a model package. @throws UserError if the file is missing, damaged or of another version. */
export function loadTokenizer(folder: string): Tokenizer {
  const file = join(folder, TOKENIZER_FILE);
  return parseTokenizer(new TextDecoder().decode(readWholeFile(file, TOKENIZER_BYTES_LIMIT)), file);
}

/**
 * The tokenizer that stands in a `tokenizer.json`.
 * @param file name for the sentences.
 * @throws UserError if the contents are not those of such a file, or of another version.
 */
export function parseTokenizer(contents: string, file: string): Tokenizer {
  const fields = parseObject(contents, file);
  checkVersion(fields, file);
  const merges = checkedMerges(fields.object('model'), file);
  const expected = tokenizerJson(merges);
  const tokens = checkedVocabulary(fields.object('model'), parseObject(expected, file).object('model'), file);
  return new PieceTokenizer(bytePairsOf(merges, tokens), tokens);
}

/** Everything but the vocabulary must be as we write it: another cut into pieces would give other tokens. */
function checkVersion(fields: Fields, file: string): void {
  const ours = parseObject(tokenizerJson([]), file);
  for (const part of ['pre_tokenizer', 'normalizer', 'post_processor', 'decoder', 'added_tokens']) {
    if (JSON.stringify(fields.value(part)) === JSON.stringify(ours.value(part))) continue;
    const cutsOtherwise = part === 'pre_tokenizer' && !JSON.stringify(fields.value(part) ?? '').includes(JSON.stringify(PRETOKEN_PATTERN));
    if (cutsOtherwise) throw new UserError('{0} belongs to another version of Elman: it cuts lines into other pieces.', file);
    throw new UserError('{0} belongs to another version of Elman: its {1} is another one.', file, part);
  }
  if (fields.object('model').value('type') !== 'BPE') throw new UserError('{0} belongs to another version of Elman: its {1} is another one.', file, 'model.type');
}

/** Pairs of earlier tokens. */
function checkedMerges(model: Fields, file: string): [string, string][] {
  const known = new Set(BYTE_CHARACTERS);
  // Each result may be reached in several ways, though seldom: twice as many merges as tokens is more than enough.
  return model.array('merges', 2 * LARGEST_VOCABULARY).map((merge, i) => {
    const [left, right] = Array.isArray(merge) && merge.length === 2 ? (merge as unknown[]) : [];
    const isPair = typeof left === 'string' && typeof right === 'string' && known.has(left) && known.has(right) && left + right !== START_TOKEN;
    if (!isPair) throw new UserError('{0} is damaged: its merge {1} is no pair of earlier tokens.', file, i);
    known.add(left + right);
    return [left, right];
  });
}

/** Tokens by number, as the merges give them. */
function checkedVocabulary(model: Fields, expected: Fields, file: string): string[] {
  const vocabulary = model.object('vocab');
  const tokens: string[] = [];
  for (const [token, id] of expected.object('vocab').entries()) {
    if (vocabulary.value(token) !== id) throw new UserError('{0} is damaged: its vocabulary is not the one that its merges give.', file);
    tokens[id as number] = token;
  }
  if (vocabulary.entries().length !== tokens.length) throw new UserError('{0} is damaged: its vocabulary is not the one that its merges give.', file);
  if (tokens.length > LARGEST_VOCABULARY) throw new UserError('{0}: {1} is {2}, not {3} to {4}.', file, 'model.vocab', tokens.length, SMALLEST_VOCABULARY, LARGEST_VOCABULARY);
  return tokens;
}

/** @param merges of tokens that are in the vocabulary. */
function bytePairsOf(merges: readonly (readonly [string, string])[], tokens: readonly string[]): BytePairs {
  const idOf = new Map(tokens.map((token, id) => [token, id]));
  return new BytePairs(merges.map(([left, right]) => ({ left: idOf.get(left)!, right: idOf.get(right)!, result: idOf.get(left + right)! })), tokens.length);
}

class PieceTokenizer implements Tokenizer {
  readonly size: number;
  readonly startToken = 0;
  readonly lineEndToken: number;
  private readonly bytes: readonly Uint8Array[];
  /** Two generations: when the young one is full it becomes the old one, whose pieces are forgotten unless met again. */
  private young = new Map<string, readonly number[]>();
  private old = new Map<string, readonly number[]>();

  constructor(
    private readonly bytePairs: BytePairs,
    tokens: readonly string[],
  ) {
    this.size = tokens.length;
    this.bytes = tokens.map((token, id) => (id === this.startToken ? new Uint8Array() : bytesOfCharacters(token)));
    this.lineEndToken = tokens.indexOf(BYTE_CHARACTERS[0x0a]);
  }

  encodeLine(line: string): number[] {
    const tokens: number[] = [];
    for (const piece of pretokens(line)) {
      for (const token of this.encodePiece(piece)) tokens.push(token);
    }
    return tokens;
  }

  bytesOf(token: number): Uint8Array {
    return this.bytes[token];
  }

  private encodePiece(piece: string): readonly number[] {
    const known = this.young.get(piece);
    if (known) return known;
    const tokens = this.old.get(piece) ?? this.bytePairs.encode(piece);
    if (piece.length <= LONGEST_REMEMBERED) this.remember(piece, tokens);
    return tokens;
  }

  private remember(piece: string, tokens: readonly number[]): void {
    if (this.young.size >= REMEMBERED) {
      this.old = this.young;
      this.young = new Map();
    }
    // A copy: a piece cut out of a line would keep the whole text in memory.
    this.young.set(Buffer.from(piece).toString(), tokens);
  }
}

const byteOf = new Map(BYTE_CHARACTERS.map((character, byte) => [character, byte]));

function bytesOfCharacters(token: string): Uint8Array {
  return Uint8Array.from(token, (character) => byteOf.get(character)!);
}
