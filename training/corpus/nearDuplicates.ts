// Copies of a text, also edited ones: texts are compared by their runs of ten words, of which one in eight, chosen by
// hash, is remembered (Broder's shingles with modulo sampling). Layout, punctuation and single words may differ.

/** Words of one run: long enough that two texts share it by copying only. */
const RUN_WORDS = 10;
/** One run in so many is remembered; the same ones in every text, so shares stay unbiased. */
const SAMPLED_ONE_IN = 8;
/** Runs that stand in more texts than this are boilerplate, such as a licence header, and prove nothing. */
const BOILERPLATE_TEXTS = 16;
/** With fewer sampled runs than this only equal words make a copy. */
const FEWEST_RUNS = 4;

/** Share of the shorter text that must be found in another one: edited copies, not quotations. */
const COPY_SHARE = 0.5;
/** Stricter where a copy would spoil a judgement. */
const HELD_OUT_SHARE = 0.3;

interface Runs {
  /** Distinct hashes of the sampled runs. */
  readonly sampled: ReadonlySet<number>;
  /** Hash of all words. */
  readonly whole: number;
}

/** Remembers texts, and says whether another one is a copy of one of them. */
export class NearDuplicates {
  /** Run -> texts that hold it. */
  private readonly holders = new Map<number, number[]>();
  private readonly wholes = new Set<number>();
  private readonly sizes: number[] = [];

  /** @param share of the runs of the shorter text that must be shared, 0 to 1. */
  constructor(private readonly share = COPY_SHARE) {}

  add(text: string): void {
    this.addRuns(runsOf(text));
  }

  /** Whether a remembered text holds much of this one, or this one much of it. */
  hasCopyOf(text: string): boolean {
    return this.hasRuns(runsOf(text));
  }

  /** Adds a text unless it is a copy. @returns whether it is new. */
  addIfNew(text: string): boolean {
    const runs = runsOf(text);
    if (this.hasRuns(runs)) return false;
    this.addRuns(runs);
    return true;
  }

  private addRuns({ sampled, whole }: Runs): void {
    const text = this.sizes.push(sampled.size) - 1;
    this.wholes.add(whole);
    for (const run of sampled) {
      const holders = this.holders.get(run);
      if (!holders) this.holders.set(run, [text]);
      else if (holders.length <= BOILERPLATE_TEXTS) holders.push(text);
    }
  }

  private hasRuns({ sampled, whole }: Runs): boolean {
    if (this.wholes.has(whole)) return true;
    if (sampled.size < FEWEST_RUNS) return false;
    const shared = new Map<number, number>();
    for (const run of sampled) {
      const holders = this.holders.get(run);
      if (!holders || holders.length > BOILERPLATE_TEXTS) continue;
      for (const text of holders) shared.set(text, (shared.get(text) ?? 0) + 1);
    }
    return [...shared].some(([text, count]) => count >= FEWEST_RUNS && count >= this.share * Math.min(sampled.size, this.sizes[text]));
  }
}

/**
 * Drops what copies held-out text: from training what is in validation or test, from validation what is in test.
 * @param read asked for one text after the other; hashes of them are all that is kept.
 */
export function dropHeldOutCopies<T extends { readonly split: 'train' | 'valid' | 'test' }>(texts: readonly T[], read: (text: T) => string): T[] {
  const test = new NearDuplicates(HELD_OUT_SHARE);
  const valid = new NearDuplicates(HELD_OUT_SHARE);
  for (const text of texts) if (text.split !== 'train') (text.split === 'test' ? test : valid).add(read(text));
  return texts.filter((text) => {
    if (text.split === 'test') return true;
    const contents = read(text);
    return !test.hasCopyOf(contents) && (text.split === 'valid' || !valid.hasCopyOf(contents));
  });
}

function runsOf(text: string): Runs {
  const words = wordHashes(text);
  const sampled = new Set<number>();
  let whole = 0x811c9dc5;
  for (let i = 0; i < words.length; i++) {
    whole = Math.imul(whole ^ words[i], 0x01000193) >>> 0;
    if (i + RUN_WORDS > words.length) continue;
    let run = 0x811c9dc5;
    for (let j = i; j < i + RUN_WORDS; j++) run = scramble(run ^ words[j]);
    if (run % SAMPLED_ONE_IN === 0) sampled.add(run);
  }
  return { sampled, whole: whole + words.length * 2 ** 32 };
}

/** One 32-bit hash per word; a word is a run of letters, digits and underscores, all beyond ASCII counting as letters. */
function wordHashes(text: string): number[] {
  const words: number[] = [];
  let hash = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isWord = code > 0x7f || (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || (code >= 0x61 && code <= 0x7a);
    if (isWord) {
      hash = Math.imul(hash ^ (code + 0x9e3779b9), 0x85ebca6b);
      hash ^= hash >>> 15;
    } else if (hash !== 0) {
      words.push(hash);
      hash = 0;
    }
  }
  if (hash !== 0) words.push(hash);
  return words;
}

function scramble(value: number): number {
  value = Math.imul(value, 0x9e3779b1);
  return (value ^ (value >>> 15)) >>> 0;
}
