// From a cursor to ghost text: the most probable next word, then more words while all of them together are sure. It is shown
// if the keys that it saves on average are worth a glance (eagerness.ts). A finished word before the cursor is kept and the words after it compete with longer words; a word that
// saves no typing alone, such as a bracket, is shown only with the word that follows it.
import { endsDangling, isBalanced, openMarks, type OpenMarks } from './balancedMarks';
import { CharacterClass, classOfLastCharacter } from './characterClass';
import type { Distribution } from './distribution';
import { expectedKeys, leastProbability, lowestProbability, SURE_PROBABILITY, UNFINISHED_PROBABILITY, type RightUpTo, type Worth } from './eagerness';
import { endsWithinGrapheme, isPresentable, savesTyping, standsRightOfCursor } from './insertable';
import { lastName, type KnownWords } from './knownWords';
import type { LanguageModel, Tokenizer } from './languageModel';
import { calibrated, UNCALIBRATED, uncalibrated, type Calibration } from './memory/calibration';
import { readTokens } from './readTokens';
import { typedPiece } from './typedPiece';
import type { Vocabulary } from './vocabulary';
import { WordSearch, type WordCandidate, type WordFilter, type WordSearchOptions } from './wordSearch';

/** What is asked for by hand may be improbable, but a guess in a thousand is noise. */
const LEAST_EXPLICIT_PROBABILITY = 0.001;
/** Words that are tried after those that cannot be shown. */
const MORE_TRIES = 4;
/** Brackets and the like between the words of a suggestion, per word. */
const SYMBOLS_PER_WORD = 2;
/** A next word that is not found in so few runs is not one to be sure of. */
const RUNS_PER_FURTHER_WORD = 4;

export interface SuggestionLimits {
  /** What a suggestion that nobody asked for must reach. */
  readonly worth: Worth;
  /** Words with letters or digits in one suggestion. */
  readonly maximumWords: number;
  /** Suggestions with different first words, if asked for by hand. */
  readonly candidates: number;
}

export interface SuggestionRequest {
  /** The network's view after all tokens before `typed`. */
  readonly distribution: Distribution;
  /** Last piece of the line before the cursor that typing can change (see typedPiece.ts), or the empty string. */
  readonly typed: string;
  /** The line left of `typed`; empty if missing. */
  readonly textBefore?: string;
  /** The line right of the cursor. */
  readonly textAfterCursor: string;
  /** Lines above the cursor, the nearest last: the brackets that they leave open may be closed. */
  readonly linesAbove?: () => readonly string[];
  /** Words that may be suggested; without it every word may. */
  readonly words?: KnownWords;
  /** Whether a suggestion was dismissed at this place. @param text the line up to the end of its first word. */
  readonly wasDismissed?: (text: string) => boolean;
  readonly limits: SuggestionLimits;
  /** Text that the editor's own list would put in place of the typed word (`typed` without blanks): suggestions begin with it. */
  readonly selected?: string;
  /** Asked for by hand: several suggestions, however little they save. */
  readonly explicit: boolean;
  /** Of the model that is searched; without it its probabilities are taken as they are. */
  readonly calibration?: Calibration;
  readonly isCancelled?: () => boolean;
}

export interface Suggestion {
  /** Stands in place of the last `replace` UTF-16 units before the cursor; of the same line. */
  readonly text: string;
  readonly replace: number;
  /** That the text goes on with the first word of it that saves typing and that it ends there, given what is typed. */
  readonly probability: number;
  /** UTF-16 units of `text` up to the end of that word. */
  readonly firstEnd: number;
  /** Keys that it saves on average (eagerness.ts). */
  readonly keys: number;
}

/** An English template with {0}, {1}, ... and its values. */
export interface Reason {
  readonly template: string;
  readonly values: readonly (string | number)[];
}

export interface Suggestions {
  /** The most probable first. */
  readonly suggestions: readonly Suggestion[];
  /** Why there is none; missing if there are some. */
  readonly silence?: Reason;
  /** Runs of the network, and tokens it read. */
  readonly runs: number;
  readonly steps: number;
}

/** The suggestions at a cursor. */
export async function suggest(
  model: LanguageModel,
  tokenizer: Tokenizer,
  vocabulary: Vocabulary,
  request: SuggestionRequest,
): Promise<Suggestions> {
  return new Suggesting(model, tokenizer, vocabulary, request).suggest();
}

/** One request. */
class Suggesting {
  private runs = 0;
  private steps = 0;
  /** Why the first word that was found is not shown. */
  private rejected: Reason | undefined;
  /** Length of what stays left of the suggestion: blanks, or a finished symbol. */
  private readonly kept: number;
  private readonly calibration: Calibration;
  /** What a suggestion begins with, behind what is kept. */
  private readonly begun: string;
  /** The line up to the place where a suggestion inserts text. */
  private readonly before: string;
  private open: OpenMarks | undefined;

  constructor(
    private readonly model: LanguageModel,
    private readonly tokenizer: Tokenizer,
    private readonly vocabulary: Vocabulary,
    private readonly request: SuggestionRequest,
  ) {
    const { typed, selected, calibration = UNCALIBRATED } = request;
    this.calibration = calibration;
    this.kept = endsWithName(typed) ? typed.length - typed.trimStart().length : typed.length;
    this.begun = selected ?? typed.slice(this.kept);
    this.before = (request.textBefore ?? '') + typed.slice(0, this.kept) + this.begun;
  }

  async suggest(): Promise<Suggestions> {
    const { explicit, limits, isCancelled } = this.request;
    const { distribution, lead, typed } = await this.root();
    const minimumProbability = explicit ? LEAST_EXPLICIT_PROBABILITY : lowestProbability(limits.worth);
    const least = uncalibrated(minimumProbability, this.calibration);
    const search = this.search({ distribution, typed, beyond: true, minimumProbability: least, filter: this.filterBehind('') });
    const wanted = explicit ? limits.candidates : 1;
    const suggestions: Suggestion[] = [];
    for (let tries = wanted + MORE_TRIES; tries > 0 && suggestions.length < wanted; tries--) {
      const word = await search.next();
      if (!word) break;
      const suggestion = await this.grow(word, lead);
      if (suggestion && !this.wasDismissed(suggestion)) suggestions.push(suggestion);
    }
    this.count(search);
    const { runs, steps } = this;
    if (suggestions.length > 0) return { suggestions, runs, steps };
    const silence = isCancelled?.() ? CANCELLED : (this.rejected ?? this.improbable(search, lead, minimumProbability));
    return { suggestions, silence, runs, steps };
  }

  /** Notes it if so. */
  private wasDismissed({ text, firstEnd }: Suggestion): boolean {
    const { explicit, wasDismissed } = this.request;
    const inserted = text.slice(this.begun.length, firstEnd);
    if (explicit || !wasDismissed?.(this.before + inserted)) return false;
    this.rejected ??= { template: DISMISSED, values: [inserted.trim()] };
    return true;
  }

  /** Where the search begins: as asked, or behind what is certain of the selected text. */
  private async root(): Promise<{ distribution: Distribution; lead: string; typed: string }> {
    const { distribution, typed, selected } = this.request;
    if (selected === undefined) return { distribution, lead: '', typed };
    const required = typed.slice(0, this.kept) + selected;
    const piece = typedPiece(required);
    if (piece.start === 0) return { distribution, lead: '', typed: required };
    const lead = required.slice(0, piece.start);
    const tokens = this.tokenizer.encodeLine(lead);
    this.runs++;
    this.steps += tokens.length;
    return { distribution: await readTokens(this.model, distribution.state, tokens), lead, typed: piece.typed };
  }

  private search(options: Omit<WordSearchOptions, 'isCancelled'>): WordSearch {
    const isCancelled = this.request.isCancelled ?? (() => false);
    return new WordSearch(this.model, this.tokenizer, this.vocabulary, { ...options, isCancelled });
  }

  private count({ runs, steps }: WordSearch): void {
    this.runs += runs;
    this.steps += steps;
  }

  /** Adds words while they are sure. @returns undefined, and notes why, if nothing is worth showing. */
  private async grow(first: WordCandidate, lead: string): Promise<Suggestion | undefined> {
    const { maximumWords } = this.request.limits;
    const ends: RightUpTo[] = [];
    let shown: Omit<Suggestion, 'keys'> | undefined;
    let inserted = '';
    let probability = 1;
    let word: WordCandidate | undefined = first;
    let words = 0;
    for (let left = maximumWords * (1 + SYMBOLS_PER_WORD); word && left > 0; left--) {
      const added = word === first ? (lead + first.text).slice(this.kept + this.begun.length) : word.text;
      if (standsRightOfCursor(added.trim(), inserted, this.request.textAfterCursor)) {
        this.rejected ??= { template: STANDS_RIGHT, values: [added.trim()] };
        break;
      }
      inserted += added;
      probability *= word.probability;
      const isWhole = this.mayEndWith(inserted);
      if (isWhole) {
        const rightSoFar = calibrated(probability, this.calibration);
        shown = this.extended(shown, inserted, rightSoFar);
        ends.push({ probability: rightSoFar, characters: [...inserted].length });
      }
      if (endsWithName(added) && ++words >= maximumWords) break;
      const least = isWhole || !savesTyping(inserted) ? SURE_PROBABILITY : UNFINISHED_PROBABILITY;
      word = await this.following(word, inserted, uncalibrated(least, this.calibration) / probability);
    }
    if (!shown) this.rejected ??= { template: TRIVIAL, values: [inserted.trim()] };
    if (!shown) return undefined;
    const suggestion = { ...shown, keys: expectedKeys(ends) };
    return this.isWorthAGlance(suggestion) ? suggestion : undefined;
  }

  /** Notes why not. */
  private isWorthAGlance({ text, keys, probability, firstEnd }: Suggestion): boolean {
    const { explicit, limits: { worth } } = this.request;
    if (explicit) return true;
    const inserted = text.slice(this.begun.length);
    const least = leastProbability(worth, this.before, inserted);
    if (probability < least) this.rejected ??= { template: IMPROBABLE, values: [text.slice(0, firstEnd).trim(), percent(probability), percent(least)] };
    else if (keys < worth.leastKeys) this.rejected ??= { template: SAVES_LITTLE, values: [text.trim(), rounded(keys), worth.leastKeys] };
    else return true;
    return false;
  }

  /** Whether a suggestion may end behind an insertion: it saves typing, and nothing of it is broken, open or dangling. */
  private mayEndWith(inserted: string): boolean {
    if (!savesTyping(inserted) || endsWithinGrapheme(this.begun + inserted, this.request.textAfterCursor)) return false;
    return isPresentable(this.before, inserted) && !endsDangling(inserted) && isBalanced(this.before, inserted, this.openMarks());
  }

  private openMarks(): OpenMarks {
    this.open ??= openMarks([...(this.request.linesAbove?.() ?? []), this.before]);
    return this.open;
  }

  /** Which words may follow the cursor and what is inserted there already. */
  private filterBehind(inserted: string): WordFilter {
    const before = this.before + inserted;
    const { words } = this.request;
    return {
      mayHold: (added) => isPresentable(before, added, true),
      mayEnd: (added) => {
        const name = words && lastName(before, added);
        return !name || words.has(name);
      },
    };
  }

  private extended(shown: Omit<Suggestion, 'keys'> | undefined, inserted: string, probability: number): Omit<Suggestion, 'keys'> {
    const replace = this.request.typed.length - this.kept;
    const text = this.begun + inserted;
    const { probability: first, firstEnd } = shown ?? { probability, firstEnd: text.length };
    return { text, replace, probability: first, firstEnd };
  }

  /** The word after a word that has ended. */
  private async following({ text, distribution }: WordCandidate, inserted: string, minimumProbability: number): Promise<WordCandidate | undefined> {
    if (minimumProbability > 1) return undefined;
    const ended = classOfLastCharacter(text);
    const filter = this.filterBehind(inserted);
    const search = this.search({ distribution, typed: '', ended, minimumProbability, maximumRuns: RUNS_PER_FURTHER_WORD, filter });
    const word = await search.next();
    this.count(search);
    return word;
  }

  private improbable(search: WordSearch, lead: string, minimumProbability: number): Reason {
    const best = search.mostProbable;
    if (!best) return { template: NONE_REACHES, values: [percent(minimumProbability)] };
    const text = (lead + best.text).slice(this.kept);
    const behind = text.slice(this.begun.length);
    const isNextWord = behind.trimStart() !== behind;
    return { template: IMPROBABLE, values: [(isNextWord ? behind : text).trim(), percent(calibrated(best.probability, this.calibration)), percent(minimumProbability)] };
  }
}

const CANCELLED: Reason = { template: 'Typing went on before a word was found.', values: [] };
const IMPROBABLE = 'The most probable word, {0}, has a probability of {1} %, less than the {2} % of the setting.';
const NONE_REACHES = 'No next word reaches a probability of {0} %.';
const STANDS_RIGHT = 'The most probable word, {0}, stands right of the cursor already.';
const SAVES_LITTLE = 'The most probable words, {0}, would save {1} keys on average, less than the {2} of the setting.';
const DISMISSED = 'The most probable word, {0}, was dismissed here.';
const TRIVIAL = 'The most probable continuation, {0}, would save no typing.';

/** Whether a text ends with a letter, digit, underscore or the like: with a word that is more than a symbol. */
function endsWithName(text: string): boolean {
  return (classOfLastCharacter(text) & (CharacterClass.Word | CharacterClass.Spaceless)) !== 0;
}

/** Rounded down to a tenth. */
function rounded(keys: number): number {
  return Math.floor(keys * 10) / 10;
}

/** In percent, rounded down to a tenth, so that a probability below the minimum never reads like it. */
function percent(probability: number): number {
  return Math.floor(probability * 1000 + 1e-9) / 10;
}
