// Common words: those of many texts of the corpus that the bundled model learned from (training/words). They are kept as a
// Bloom filter (Bloom, 1970): a word of the list is always found, and about one in five hundred others is taken for one.
import filter from './commonWords.json';

/** Number of bits, number of hashes of a word, and the bits in base64. */
export interface WordFilterFile {
  readonly size: number;
  readonly hashes: number;
  readonly bits: string;
}

export class BloomFilter {
  constructor(
    private readonly bits: Uint8Array,
    private readonly hashes: number,
  ) {}

  /** @param errorRate share of other words that are taken for one of these, 0 to 1. */
  static of(words: readonly string[], errorRate: number): BloomFilter {
    const size = Math.max(8, Math.ceil((-words.length * Math.log(errorRate)) / Math.LN2 ** 2));
    const made = new BloomFilter(new Uint8Array(Math.ceil(size / 8)), Math.max(1, Math.round(-Math.log2(errorRate))));
    for (const word of words) for (const bit of made.bitsOf(word)) made.bits[bit >> 3] |= 1 << (bit & 7);
    return made;
  }

  static read({ hashes, bits }: Pick<WordFilterFile, 'hashes' | 'bits'>): BloomFilter {
    return new BloomFilter(Uint8Array.from(atob(bits), (character) => character.charCodeAt(0)), hashes);
  }

  has(word: string): boolean {
    return this.bitsOf(word).every((bit) => (this.bits[bit >> 3] & (1 << (bit & 7))) !== 0);
  }

  write(): WordFilterFile {
    const binary = Array.from(this.bits, (byte) => String.fromCharCode(byte)).join('');
    return { size: this.bits.length * 8, hashes: this.hashes, bits: btoa(binary) };
  }

  /** Two hashes make all others (Kirsch and Mitzenmacher, 2006). */
  private bitsOf(word: string): number[] {
    const [first, second] = [hash(word, 0x811c9dc5), hash(word, 0x01234567) | 1];
    return Array.from({ length: this.hashes }, (_, i) => ((first + i * second) >>> 0) % (this.bits.length * 8));
  }
}

/** FNV-1a over UTF-16 units, with mixed bits at the end. */
function hash(word: string, seed: number): number {
  let value = seed;
  for (let i = 0; i < word.length; i++) value = Math.imul(value ^ word.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}

let common: BloomFilter | undefined;

/** Whether a word is common, as written. */
export function isCommonWord(word: string): boolean {
  common ??= BloomFilter.read(filter);
  return common.has(word);
}
