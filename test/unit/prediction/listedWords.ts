// Every word that a small model can spell at a cursor, by plain enumeration: what the search is held against.
import { ANY_CHARACTER, CharacterClass, classesThatEnd, classOfLastCharacter } from '../../../src/prediction/characterClass';
import { lastDistribution, type Distribution } from '../../../src/prediction/distribution';
import type { LanguageModel, Tokenizer } from '../../../src/prediction/languageModel';
import type { Vocabulary } from '../../../src/prediction/vocabulary';

/** The list holds every word of at least this probability. */
export const LEAST_LISTED = 1e-3;

export interface ListedWord {
  readonly text: string;
  /** Given what is typed. */
  readonly probability: number;
}

interface World {
  readonly model: LanguageModel;
  readonly tokenizer: Tokenizer;
  readonly vocabulary: Vocabulary;
}

interface Spelled {
  readonly tokens: readonly number[];
  readonly bytes: Buffer;
  readonly probability: number;
  /** Whether the tokenizer gives this text these tokens, as far as whole characters tell. */
  readonly isCanonical: boolean;
  readonly distribution: Distribution;
}

/** @param beyond only words that end behind `typed`. Most probable first. */
export async function listWords(world: World, distribution: Distribution, typed: string, beyond: boolean): Promise<ListedWord[]> {
  const root = { tokens: [], bytes: Buffer.alloc(0), probability: 1, isCanonical: true, distribution };
  const typedBytes = Buffer.from(typed);
  const completed: Spelled[] = [];
  for (let unfinished: Spelled[] = [root]; unfinished.length > 0; ) {
    const longer = (await Promise.all(unfinished.map((spelled) => followUps(world, spelled, typedBytes, 0)))).flat();
    completed.push(...longer.filter(({ bytes }) => bytes.length >= typedBytes.length));
    unfinished = longer.filter(({ bytes }) => bytes.length < typedBytes.length);
  }
  const given =
    typed === '' ? massOf(world.vocabulary, distribution, ANY_CHARACTER) : completed.reduce((sum, { probability }) => sum + probability, 0);
  const words: ListedWord[] = [];
  const minimumEnd = Math.max(1, typed.length + (beyond ? 1 : 0));
  for (let open = completed.filter(({ isCanonical, probability }) => isCanonical && probability >= LEAST_LISTED * given); open.length > 0; ) {
    const further: Spelled[] = [];
    for (const spelled of open) {
      const text = textOf(spelled.bytes);
      if (spelled.tokens.at(-1) === world.tokenizer.lineEndToken) continue;
      const ends = [...(text ?? '').matchAll(/\p{sc=Han}+|(?:(?!\p{sc=Han})[\p{L}\p{M}\p{N}_])+|\S/gu)].map((match) => match.index + match[0].length);
      const end = ends.find((place) => place >= minimumEnd);
      if (text !== undefined && end !== undefined && end < text.length) continue;
      if (text !== undefined && end === text.length) {
        const last = classOfLastCharacter(text);
        words.push({ text, probability: (spelled.probability * ending(world.vocabulary, spelled.distribution, last)) / given });
        if (last === CharacterClass.Symbol) continue;
      }
      further.push(...(await followUps(world, spelled, typedBytes, LEAST_LISTED * given)));
    }
    open = further;
  }
  return words.sort((a, b) => b.probability - a.probability);
}

/** All spellings with one token more that begin with what is typed and that the tokenizer would spell so. */
async function followUps({ model, tokenizer, vocabulary }: World, spelled: Spelled, typed: Buffer, least: number): Promise<Spelled[]> {
  const found: Spelled[] = [];
  for (const [token, added] of vocabulary.bytes.entries()) {
    const bytes = Buffer.concat([spelled.bytes, added]);
    const shared = Math.min(bytes.length, typed.length);
    const probability = spelled.probability * Math.exp(spelled.distribution.logProbabilities[token]);
    const isCandidate = added.length > 0 && probability >= least && bytes.subarray(0, shared).equals(typed.subarray(0, shared));
    if (!isCandidate) continue;
    const tokens = [...spelled.tokens, token];
    const text = textOf(bytes);
    // What completes the typed text counts towards its probability, whether or not it is spelled as the tokenizer does.
    const isCompleting = spelled.bytes.length < typed.length && bytes.length >= typed.length;
    const isCanonical = text === undefined || tokenizer.encodeLine(text).join() === tokens.join();
    if (!isCanonical && !isCompleting) continue;
    const output = await model.run([token], 1, spelled.distribution.state);
    found.push({ tokens, bytes, probability, isCanonical, distribution: lastDistribution(output, vocabulary.size) });
  }
  return found;
}

/** Undefined if the bytes are no whole characters. */
function textOf(bytes: Buffer): string | undefined {
  const text = bytes.toString();
  return Buffer.from(text).equals(bytes) ? text : undefined;
}

function ending(vocabulary: Vocabulary, distribution: Distribution, last: number): number {
  return last === CharacterClass.Symbol ? 1 : massOf(vocabulary, distribution, classesThatEnd(last));
}

/** Probability that a token opens one of some classes. */
function massOf({ openings }: Vocabulary, { logProbabilities }: Distribution, classes: number): number {
  return logProbabilities.reduce((sum, value, token) => (openings[token] & classes ? sum + Math.exp(value) : sum), 0);
}
