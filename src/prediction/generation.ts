// Text by sampling: token after token from softmax(logits / temperature). What comes out is always whole characters,
// and the same seed gives the same text.
import { ANY_CHARACTER, CharacterClass } from './characterClass';
import type { Distribution } from './distribution';
import type { LanguageModel, Tokenizer } from './languageModel';
import { readTokens } from './readTokens';
import { seededRandom, type SeededRandom } from './seededRandom';
import { bestTokens } from './tokenRows';
import { decodeStrictly, unfinishedBytes } from './utf8';
import type { Vocabulary } from './vocabulary';
import { wordsOf } from './words';
import { readBegunWord } from './writing/begunWord';

/** Without an end of its own a text of blank lines would never reach its last word. */
const TOKENS_PER_WORD = 20;

export interface GenerationOptions {
  /** The network's view after all tokens before `typed`. */
  readonly distribution: Distribution;
  /** The beginning of the last word before the place where the text goes on, or the empty string. */
  readonly typed: string;
  /** Words to write; one that `typed` begins counts. */
  readonly words: number;
  /** 0 takes the most probable token; 1 samples as the network believes; above 1 is wilder. */
  readonly temperature: number;
  readonly seed: number;
  readonly isCancelled?: () => boolean;
}

/** Pieces of text after `typed`, as they are found; line ends included. Ends behind the last word. */
export async function* generate(
  model: LanguageModel,
  tokenizer: Tokenizer,
  vocabulary: Vocabulary,
  options: GenerationOptions,
): AsyncGenerator<string, void, void> {
  const random = seededRandom(options.seed);
  const begun = await readBegunWord({ model, tokenizer, vocabulary }, options.distribution, options.typed);
  let { distribution, eligible } = begun;
  let bytes: Uint8Array = new Uint8Array(0);
  let ignored = begun.respelled;
  const remaining = new RemainingWords(options.words, options.typed);
  for (let left = options.words * TOKENS_PER_WORD; left > 0 && !options.isCancelled?.(); left--) {
    const token = drawToken(distribution.logProbabilities, eligible, options.temperature, random);
    if (token === undefined) return;
    bytes = Uint8Array.from([...bytes, ...vocabulary.bytes[token]]);
    const unfinished = unfinishedBytes(bytes);
    eligible = vocabulary.opening(unfinished > 0 ? CharacterClass.Inside : ANY_CHARACTER);
    if (unfinished === 0) {
      const piece = decodeStrictly(bytes.subarray(ignored)) ?? '\ufffd';
      [bytes, ignored] = [new Uint8Array(0), 0];
      const { kept, done } = remaining.take(piece);
      if (kept.length > 0) yield kept;
      if (done) return;
    }
    distribution = await readTokens(model, distribution.state, [token]);
  }
}

/** A token drawn among some; undefined if all are impossible. */
function drawToken(row: Float32Array, eligible: Uint32Array, temperature: number, random: SeededRandom): number | undefined {
  const [best] = bestTokens(row, eligible, 1);
  if (best === undefined || temperature <= 0) return best;
  const weights = Float64Array.from(eligible, (token) => Math.exp((row[token] - row[best]) / temperature));
  let left = weights.reduce((sum, weight) => sum + weight, 0) * random();
  for (let i = 0; i < eligible.length; i++) {
    left -= weights[i];
    if (left < 0) return eligible[i];
  }
  return best;
}

/** Counts the words of a growing text and cuts it behind the last one that was asked for. */
class RemainingWords {
  constructor(
    /** Words that still may end, those of the line at hand included. */
    private words: number,
    private line: string,
  ) {}

  /** @param piece of one line, or a line end. */
  take(piece: string): { kept: string; done: boolean } {
    const before = this.line.length;
    const spans = wordsOf(piece === '\n' ? this.line : (this.line += piece));
    if (piece === '\n') {
      this.words -= spans.length;
      this.line = '';
      return this.words > 0 ? { kept: piece, done: false } : { kept: '', done: true };
    }
    const last = spans[this.words - 1];
    if (!last || last.end === this.line.length) return { kept: piece, done: false };
    return { kept: piece.slice(0, Math.max(0, last.end - before)), done: true };
  }
}
