// `tokenizer.json` in Hugging Face format from ordered merges: byte-level BPE behind our own cut into pieces.
// Token 0 is the start token: its name is in the vocabulary, but no merges produce it, so no text ever yields it.
import { PRETOKEN_PATTERN } from '../prediction/pretokens';

export const START_TOKEN = '<|start|>';

/** One character per byte, so that bytes can stand in JSON: GPT-2's `bytes_to_unicode` (Radford et al., 2019). */
export const BYTE_CHARACTERS: readonly string[] = byteCharacters();

function byteCharacters(): string[] {
  const printable = (byte: number) => (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(printable(byte) ? byte : next++));
}

/**
 * The file's contents.
 * @param merges pairs of byte-character strings, most useful first; tokens 257 and up are their results.
 */
export function tokenizerJson(merges: readonly (readonly [string, string])[]): string {
  const vocabulary: [string, number][] = [START_TOKEN, ...BYTE_CHARACTERS].map((token, id) => [token, id]);
  const known = new Set(vocabulary.map(([token]) => token));
  for (const [left, right] of merges) {
    if (known.has(left + right)) continue;
    known.add(left + right);
    vocabulary.push([left + right, vocabulary.length]);
  }
  return JSON.stringify({
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: PRETOKEN_PATTERN }, behavior: 'Isolated', invert: false },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false },
      ],
    },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false },
    model: {
      type: 'BPE', dropout: null, unk_token: null, continuing_subword_prefix: null, end_of_word_suffix: null,
      fuse_unk: false, byte_fallback: false, ignore_merges: false,
      vocab: Object.fromEntries(vocabulary),
      merges,
    },
  });
}
