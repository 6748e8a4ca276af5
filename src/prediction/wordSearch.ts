// The most probable words at a cursor, found by best-first search over the tokens that spell them. What is typed of the
// last piece before the cursor is spelled again, so that a word may have other tokens than its typed beginning has.
//
//   P(word | typed) = product of p(token) over the word's tokens * p(a token that ends the word) / P(typed)
//
// Only the tokens that the tokenizer itself gives a text count; other spellings are dropped. P(typed) is the
// probability that the tokens spell a text that begins with what is typed: the mass of the tokens that complete it,
// summed over the beginnings that were read, plus the whole mass of those that were not: at most `UNREAD_SHARE` of
// it each, or beaten by the word found, so the probabilities given are never too high.
// A branch's own probability bounds everything behind it: a word is proven once no branch is above it. What a word
// is stands in words.ts, what ends it in characterClass.ts. No word holds a line end; a line end ends a word.
import { ANY_CHARACTER, CharacterClass, classOfLastCharacter, classesThatEnd } from './characterClass';
import { readOn } from './continuations';
import type { Distribution } from './distribution';
import { sameTokens } from './editedTokens';
import type { LanguageModel, Tokenizer } from './languageModel';
import { SearchFrontier, TypedBranches, type Branch } from './searchFrontier';
import { distributionAt, readSpellings, rootNode, spell, type ReadSpelling, type SearchNode, type Spelling } from './searchNode';
import { massOfTokens } from './tokenRows';
import { utf8 } from './utf8';
import { tokensBeginningWith, tokensWithin, type Vocabulary } from './vocabulary';
import { WordEndings, type WordEnding } from './wordEndings';
import { wordsOf } from './words';

/** Spellings read in one run: more cost more than they find. */
const BATCH = 8;
/** A typed beginning with less than this share of P(typed) is read only if a better word may hide behind it. */
const UNREAD_SHARE = 0.01;
/** What is typed in more tokens than this is read as it stands but for the last three: long words would take a run per token. */
const LONGEST_RESPELLED = 4;
const RESPELLED = 3;
/** Enough for any word that is probable; a bound for hopeless places. */
const MAXIMUM_RUNS = 16;

/** Where a search begins, and when it ends. */
export interface WordSearchOptions {
  /** The network's view after all tokens before `typed`. */
  readonly distribution: Distribution;
  /** The last piece of the line before the cursor (see pretokens.ts), or the empty string. */
  readonly typed: string;
  /** Finds words that end behind `typed` only: if the typed word may be finished, the word after it. */
  readonly beyond?: boolean;
  /** With nothing typed: `CharacterClass` of the character before the root, where a word ended; only what ends it may follow. */
  readonly ended?: number;
  /** Words of a smaller probability are not looked for. */
  readonly minimumProbability?: number;
  readonly maximumRuns?: number;
  /** Asked before each run of the network; a run gives way to other events. */
  readonly isCancelled?: () => boolean;
  /** Which words count; all of them if missing. */
  readonly filter?: WordFilter;
}

/** Decides about the text behind what is typed. */
export interface WordFilter {
  /** Whether a word may hold this text, with or without more behind it. */
  mayHold(added: string): boolean;
  /** Whether a word may end behind this text. Longer words are looked for in any case. */
  mayEnd(added: string): boolean;
}

export interface WordCandidate {
  /** Begins with `typed`, ends with a word. */
  readonly text: string;
  /** After the text before `typed`. */
  readonly tokens: readonly number[];
  /** That the text goes on with this word and that it ends there, given what is typed. */
  readonly probability: number;
  /** True if no other word can be more probable than this and those found before. */
  readonly proven: boolean;
  /** The network's view after the last token. */
  readonly distribution: Distribution;
}

/** A spelling that waits for its run; `running` is the class of a word at its end that may go on, else 0. */
interface Admitted extends Spelling {
  readonly running: number;
}

/** Gives words one by one, the most probable first. */
export class WordSearch {
  /** Runs of the network so far. */
  runs = 0;
  /** Tokens the network has read so far. */
  steps = 0;
  private readonly frontier = new SearchFrontier();
  private readonly typedBranches = new TypedBranches();
  private readonly endings = new WordEndings();
  private readonly typedBytes: Uint8Array;
  /** Where a word must end at the earliest. */
  private readonly minimumEnd: number;
  /** Part of P(typed) that is known. */
  private completed = 0;
  private started = false;
  /** False once something was done that the bound knows nothing of. */
  private bounded = true;

  constructor(
    private readonly model: LanguageModel,
    private readonly tokenizer: Tokenizer,
    private readonly vocabulary: Vocabulary,
    private readonly options: WordSearchOptions,
  ) {
    this.typedBytes = utf8(options.typed);
    this.minimumEnd = Math.max(1, options.typed.length + (options.beyond ? 1 : 0));
  }

  /** The next most probable word; undefined if none reaches the minimum, or the search was cancelled. */
  async next(): Promise<WordCandidate | undefined> {
    if (!this.started) await this.start();
    for (;;) {
      const proven = this.isProven(this.endings.best);
      if (!proven && this.isCancelled()) return undefined;
      const batch = proven || this.runs >= this.maximumRuns ? [] : this.nextBatch();
      if (batch.length === 0) return this.give();
      await this.read(batch);
    }
  }

  /** The most probable word that was not given, though it is below the minimum; undefined while that is not proven. */
  get mostProbable(): { readonly text: string; readonly probability: number } | undefined {
    const { best } = this.endings;
    return best && this.isProven(best) ? { text: best.text, probability: this.conditional(best) } : undefined;
  }

  private get maximumRuns(): number {
    return this.options.maximumRuns ?? MAXIMUM_RUNS;
  }

  private isCancelled(): boolean {
    return this.options.isCancelled?.() ?? false;
  }

  private async start(): Promise<void> {
    this.started = true;
    const { typed, distribution, ended } = this.options;
    const root = await this.root(typed, distribution);
    if (this.typedBytes.length > 0) return this.openTyped(root);
    // Han and kana end without a sign: whatever follows them may be a new word.
    const hasSign = ended !== undefined && ended !== CharacterClass.Spaceless;
    const following = hasSign ? classesThatEnd(ended) : ANY_CHARACTER;
    this.completed = massOfTokens(root.row, this.vocabulary.opening(following));
    this.open(root, following & ~CharacterClass.LineEnd);
  }

  private async root(typed: string, distribution: Distribution): Promise<SearchNode> {
    const tokens = this.tokenizer.encodeLine(typed);
    if (tokens.length <= LONGEST_RESPELLED) return rootNode([], this.vocabulary, distribution);
    const read = tokens.slice(0, -RESPELLED);
    const after = await readOn(this.model, distribution, read);
    this.runs++;
    this.steps += after.steps;
    this.bounded = false;
    return rootNode(read, this.vocabulary, after.distribution);
  }

  /** Branches of a node that has not spelled all that is typed. */
  private openTyped(node: SearchNode): void {
    const missing = this.typedBytes.subarray(node.bytes.length);
    const completing = tokensBeginningWith(this.vocabulary, missing);
    this.completed += Math.exp(node.logProbability) * massOfTokens(node.row, completing);
    this.frontier.add(node, completing);
    this.typedBranches.add(node, tokensWithin(this.vocabulary, missing));
  }

  /** Branches of a node that has spelled all that is typed: tokens that open one of some classes. */
  private open(node: SearchNode, classes: number): void {
    this.frontier.add(node, this.vocabulary.opening(classes));
  }

  /** Spellings worth a run: those that may lead to a better word than the best in hand, and above the minimum. */
  private nextBatch(): Admitted[] {
    const batch: Admitted[] = [];
    while (batch.length < BATCH) {
      const least = this.least();
      const branch = this.needsTypedBranch(least) ? this.typedBranches.take() : this.frontier.take(least);
      if (!branch) break;
      const admitted = this.admit(branch);
      if (admitted) batch.push(admitted);
    }
    return batch;
  }

  /** Log-probability that a branch must exceed. */
  private least(): number {
    const minimum = Math.log((this.options.minimumProbability ?? 0) * this.completed);
    return Math.max(minimum, this.endings.best?.logProbability ?? -Infinity);
  }

  private needsTypedBranch(least: number): boolean {
    const { bound } = this.typedBranches;
    return bound > least || Math.exp(bound) > UNREAD_SHARE * this.completed;
  }

  /** Drops what is no text, what the tokenizer would spell otherwise, and what holds more than the word. */
  private admit({ node, token }: Branch): Admitted | undefined {
    const spelling = spell(node, token, this.vocabulary);
    if (!spelling) return undefined;
    const { text } = spelling;
    if (text === undefined) return { ...spelling, running: 0 };
    if (!sameTokens(this.tokenizer.encodeLine(text), spelling.tokens)) return undefined;
    if (spelling.bytes.length < this.typedBytes.length) return { ...spelling, running: 0 };
    if (this.options.filter?.mayHold(this.added(text)) === false) return undefined;
    const end = wordsOf(text).find((word) => word.end >= this.minimumEnd)?.end;
    if (end === undefined) return { ...spelling, running: 0 };
    if (end === text.length) return { ...spelling, running: classOfLastCharacter(text) };
    this.addLateEnding(spelling, text.slice(0, end));
    return undefined;
  }

  /** Only what came behind a word showed that it had ended, as in Japanese: that way of ending adds to the others. */
  private addLateEnding(spelling: Spelling, text: string): void {
    this.bounded = false;
    let node = spelling.parent;
    while (node && node.text !== text) node = node.parent;
    if (node && this.mayEnd(text)) this.endings.add(node, text, spelling.logProbability);
  }

  /** The part of a found text behind what is typed. */
  private added(text: string): string {
    return text.slice(this.options.typed.length);
  }

  private mayEnd(text: string): boolean {
    return this.options.filter?.mayEnd(this.added(text)) ?? true;
  }

  private async read(batch: readonly Admitted[]): Promise<void> {
    this.runs++;
    this.steps += batch.length;
    const classes = batch.map(({ running }) => classesThatEnd(running));
    const read = await readSpellings(this.model, this.vocabulary, batch, classes);
    read.forEach((result, i) => this.grow(result, batch[i].running));
  }

  private grow({ node, share }: ReadSpelling, running: number): void {
    if (node.bytes.length < this.typedBytes.length) return this.openTyped(node);
    if (node.text === undefined) return this.open(node, CharacterClass.Inside);
    if (running === 0) return this.open(node, ANY_CHARACTER & ~CharacterClass.LineEnd);
    const isSymbol = running === CharacterClass.Symbol;
    if (this.mayEnd(node.text)) this.endings.add(node, node.text, node.logProbability + (isSymbol ? 0 : Math.log(share)));
    if (!isSymbol) this.open(node, running);
  }

  private isProven(best: WordEnding | undefined): boolean {
    return best !== undefined && this.frontier.bound <= best.logProbability && !this.needsTypedBranch(best.logProbability);
  }

  /** P(word | typed). */
  private conditional({ logProbability }: WordEnding): number {
    return Math.exp(logProbability) / (this.completed + this.typedBranches.mass);
  }

  private give(): WordCandidate | undefined {
    const { best } = this.endings;
    if (!best) return undefined;
    const probability = this.conditional(best);
    if (probability < (this.options.minimumProbability ?? 0)) return undefined;
    this.endings.give(best);
    const proven = this.bounded && this.isProven(best);
    return { text: best.text, tokens: best.node.tokens, probability, proven, distribution: distributionAt(best.node) };
  }
}

export interface FoundWords {
  /** The most probable first. */
  readonly candidates: readonly WordCandidate[];
  /** True if it is proven that no word is more probable than the first. */
  readonly exact: boolean;
  readonly runs: number;
  readonly steps: number;
}

/** The most probable words at once. @param count at most so many. */
export async function searchWords(
  model: LanguageModel,
  tokenizer: Tokenizer,
  vocabulary: Vocabulary,
  { count, ...options }: WordSearchOptions & { readonly count: number },
): Promise<FoundWords> {
  const search = new WordSearch(model, tokenizer, vocabulary, options);
  const candidates: WordCandidate[] = [];
  while (candidates.length < count) {
    const candidate = await search.next();
    if (!candidate) break;
    candidates.push(candidate);
  }
  return { candidates, exact: candidates[0]?.proven ?? false, runs: search.runs, steps: search.steps };
}
